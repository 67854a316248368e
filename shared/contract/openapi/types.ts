// The part of OpenAPI 3.1 that our document uses.

export type Scalar = string | number | boolean | null;

export interface Schema {
  $ref?: string;
  type?: string | string[];
  description?: string;
  format?: string;
  pattern?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  propertyNames?: Schema;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  discriminator?: { propertyName: string; mapping?: Record<string, string> };
  const?: Scalar;
  enum?: Scalar[];
  default?: unknown;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
}

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  description?: string;
  schema: Schema;
}

type Content = Record<string, { schema: Schema }>;

interface Response {
  $ref?: undefined;
  description: string;
  headers?: Record<string, { schema: Schema }>;
  content?: Content;
}

export interface DescribedOperation {
  operationId: string;
  tags: string[];
  summary: string;
  description?: string;
  security?: Record<string, string[]>[];
  parameters?: Parameter[];
  requestBody?: { required: boolean; content: Content };
  responses: Record<string, Response | { $ref: string }>;
  callbacks?: Record<string, Record<string, { post: Posted }>>;
}

/** What is posted to an address in a request. */
interface Posted {
  summary: string;
  requestBody: { required: boolean; content: Content };
  responses: Record<string, Response>;
}

export const methods = ['get', 'put', 'post', 'delete'] as const;
export type Method = (typeof methods)[number];

export interface Document {
  openapi: string;
  info: { title: string; version: string; description: string };
  servers?: { url: string }[];
  security: Record<string, string[]>[];
  paths: Record<string, Partial<Record<Method, DescribedOperation>>>;
  components: {
    schemas: Record<string, Schema>;
    responses: Record<string, Response>;
    securitySchemes: Record<string, { type: 'apiKey'; in: 'header' | 'query'; name: string }>;
  };
}
