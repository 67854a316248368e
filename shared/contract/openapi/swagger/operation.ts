// An operation in Swagger 2.0: the body is a parameter, and responses have no content types.
import type { DescribedOperation, Document, Parameter } from '../types.ts';
import { createHints, toTitle, visibilityOf } from './hints.ts';
import type { Converter } from './schema.ts';
import type { BodyParameter, SwaggerOperation, SwaggerResponse, ValueParameter } from './types.ts';

export interface Place {
  path: string;
  isPut: boolean;
}

export function convertOperation(
  operation: DescribedOperation,
  place: Place,
  responses: Document['components']['responses'],
  converter: Converter,
): SwaggerOperation {
  const { operationId, tags, summary, description, security, parameters = [] } = operation;
  const visibility = visibilityOf(operationId);
  const responsesByStatus = resolveResponses(operation, responses);
  const isCsv = responsesByStatus.some(([, { content = {} }]) => content['text/csv'] !== undefined);
  return {
    operationId,
    tags,
    summary,
    ...(description !== undefined && { description }),
    ...(security !== undefined && { security }),
    ...(isCsv && { produces: ['text/csv'] }),
    parameters: [
      ...parameters.map((parameter) => convertParameter(parameter, place, converter)),
      ...convertBody(operation, converter),
    ],
    responses: Object.fromEntries(
      responsesByStatus.map(([status, response]) => [status, convertResponse(response, converter)]),
    ),
    ...(visibility !== undefined && { 'x-ms-visibility': visibility }),
    ...(operation.callbacks && { 'x-ms-trigger': 'single' }),
  };
}

/** The webhook event of the operation, if it has one. */
export function convertNotification(
  { callbacks = {} }: DescribedOperation,
  { convert }: Converter,
) {
  const [posted] = Object.values(callbacks).flatMap((addresses) => Object.values(addresses));
  const [body] = Object.values(posted?.post.requestBody.content ?? {});
  if (posted === undefined || body === undefined) return undefined;
  return { description: posted.post.summary, schema: convert(body.schema) };
}

function convertParameter(
  { name, in: where, required = false, schema, description }: Parameter,
  { path, isPut }: Place,
  { convert, resolve }: Converter,
): ValueParameter {
  // A parameter has no reference; its schema is inline.
  const { type = 'string', format, pattern, minimum, maximum } = resolve(convert(schema));
  return {
    in: where,
    name,
    required,
    type,
    ...(format !== undefined && { format }),
    ...(pattern !== undefined && { pattern }),
    ...(minimum !== undefined && { minimum }),
    ...(maximum !== undefined && { maximum }),
    ...(schema.default !== undefined && { default: schema.default }),
    ...(description !== undefined && { description }),
    ...createHints(name, path, isPut, required),
  };
}

/** A body without fields is omitted: the designer would ask for it. */
function convertBody(
  { requestBody }: DescribedOperation,
  { convert, resolve }: Converter,
): BodyParameter[] {
  const [body] = Object.values(requestBody?.content ?? {});
  if (requestBody === undefined || body === undefined) return [];
  const schema = convert(body.schema);
  const { properties } = resolve(schema);
  if (properties !== undefined && Object.keys(properties).length === 0) return [];
  const { required } = requestBody;
  return [{ in: 'body', name: 'body', required, 'x-ms-summary': toTitle('body'), schema }];
}

type Response = Document['components']['responses'][string];

function resolveResponses(
  { responses }: DescribedOperation,
  named: Document['components']['responses'],
): [string, Response][] {
  // For a connector, `default` is the success response; in OpenAPI it is the failure.
  const documented = Object.entries(responses).filter(([status]) => status !== 'default');
  return documented.map(([status, response]) => {
    if (response.$ref === undefined) return [status, response];
    const target = named[response.$ref.slice('#/components/responses/'.length)];
    if (target === undefined) throw new RangeError(`There is no response '${response.$ref}'.`);
    return [status, target];
  });
}

function convertResponse(response: Response, { convert }: Converter): SwaggerResponse {
  const { description, content = {}, headers = {} } = response;
  const [body] = Object.values(content);
  const sent = Object.entries(headers).map(
    ([name, { schema }]) => [name, convert(schema)] as const,
  );
  return {
    description,
    ...(body && { schema: convert(body.schema) }),
    ...(sent.length > 0 && { headers: Object.fromEntries(sent) }),
  };
}
