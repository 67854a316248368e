// As much of Swagger 2.0, and of what Power Automate adds to it, as our document uses.
import type { Method, Scalar } from '../types.ts';

export type Visibility = 'important' | 'advanced' | 'internal';

/** Where the designer of a flow finds the values that a person may pick from. */
export interface Picker {
  operationId: string;
  'value-collection': string;
  'value-path': string;
  'value-title': string;
  parameters?: Record<string, { parameter: string }>;
}

export interface Hints {
  'x-ms-summary'?: string;
  'x-ms-visibility'?: Visibility;
  'x-ms-dynamic-values'?: Picker;
  /** Here the designer of a flow puts the flow's own address. */
  'x-ms-notification-url'?: true;
}

/** What a value may be, without a description of where it stands. */
interface Value {
  type?: string;
  description?: string;
  format?: string;
  pattern?: string;
  enum?: Scalar[];
  default?: unknown;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: boolean;
}

export interface SwaggerSchema extends Value, Hints {
  $ref?: string;
  properties?: Record<string, SwaggerSchema>;
  required?: string[];
  additionalProperties?: SwaggerSchema | boolean;
  items?: SwaggerSchema;
  'x-nullable'?: true;
}

export interface BodyParameter extends Hints {
  in: 'body';
  name: string;
  required: boolean;
  schema: SwaggerSchema;
}

export interface ValueParameter extends Value, Hints {
  in: 'path' | 'query' | 'header';
  name: string;
  required: boolean;
  type: string;
}

export interface SwaggerResponse {
  description: string;
  schema?: SwaggerSchema;
  headers?: Record<string, SwaggerSchema>;
}

export interface SwaggerOperation {
  operationId: string;
  tags: string[];
  summary: string;
  description?: string;
  security?: Record<string, string[]>[];
  produces?: string[];
  parameters: (BodyParameter | ValueParameter)[];
  responses: Record<string, SwaggerResponse>;
  'x-ms-visibility'?: Visibility;
  /** A flow may begin with it; `single`: an event at a time. */
  'x-ms-trigger'?: 'single';
}

export type SwaggerPath = Partial<Record<Method, SwaggerOperation>> & {
  /** What a flow gets that began with the trigger of this path. */
  'x-ms-notification-content'?: { description: string; schema: SwaggerSchema };
};

export interface Swagger {
  swagger: '2.0';
  info: { title: string; version: string; description: string };
  host: string;
  basePath: string;
  schemes: string[];
  consumes: string[];
  produces: string[];
  securityDefinitions: Record<string, { type: 'apiKey'; in: 'header'; name: string }>;
  security: Record<string, string[]>[];
  paths: Record<string, SwaggerPath>;
  definitions: Record<string, SwaggerSchema>;
}
