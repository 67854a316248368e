// The part of Swagger 2.0, and of Power Automate's extensions, that our document uses.
import type { Method, Scalar } from '../types.ts';

export type Visibility = 'important' | 'advanced' | 'internal';

/** The operation with the values that a user can pick from. */
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
  /** The designer puts the address of the flow here. */
  'x-ms-notification-url'?: true;
}

/** The type of a value, without its description. */
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
  /** The operation can start a flow; `single`: one event at a time. */
  'x-ms-trigger'?: 'single';
}

export type SwaggerPath = Partial<Record<Method, SwaggerOperation>> & {
  /** The event that a flow receives from the trigger of this path. */
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
