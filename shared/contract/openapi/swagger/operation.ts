// An operation in Swagger 2.0: the body is a parameter, and responses have no content types.
import type { DescribedOperation, Document, Parameter } from '../types.ts';
import { hintsOf, title, visibilityOf } from './hints.ts';
import type { Converter } from './schema.ts';
import type { BodyParameter, SwaggerOperation, SwaggerResponse, ValueParameter } from './types.ts';

export interface Place {
  path: string;
  isPut: boolean;
}

export function operationOf(
  operation: DescribedOperation,
  place: Place,
  responses: Document['components']['responses'],
  converting: Converter,
): SwaggerOperation {
  const { operationId, tags, summary, description, security, parameters = [] } = operation;
  const visibility = visibilityOf(operationId);
  const answers = answersOf(operation, responses);
  const isCsv = answers.some(([, { content = {} }]) => 'text/csv' in content);
  return {
    operationId,
    tags,
    summary,
    ...(description !== undefined && { description }),
    ...(security !== undefined && { security }),
    ...(isCsv && { produces: ['text/csv'] }),
    parameters: [
      ...parameters.map((parameter) => parameterOf(parameter, place, converting)),
      ...bodyOf(operation, converting),
    ],
    responses: Object.fromEntries(
      answers.map(([status, answer]) => [status, answerOf(answer, converting)]),
    ),
    ...(visibility !== undefined && { 'x-ms-visibility': visibility }),
    ...(operation.callbacks && { 'x-ms-trigger': 'single' }),
  };
}

/** The webhook event of the operation, if it has one. */
export function notificationOf({ callbacks = {} }: DescribedOperation, { convert }: Converter) {
  const [posted] = Object.values(callbacks).flatMap((addresses) => Object.values(addresses));
  const [body] = Object.values(posted?.post.requestBody.content ?? {});
  if (posted === undefined || body === undefined) return undefined;
  return { description: posted.post.summary, schema: convert(body.schema) };
}

function parameterOf(
  { name, in: where, required = false, schema, description }: Parameter,
  { path, isPut }: Place,
  { convert, resolved }: Converter,
): ValueParameter {
  // A parameter has no reference; its schema is inline.
  const { type = 'string', format, pattern, minimum, maximum } = resolved(convert(schema));
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
    ...hintsOf(name, path, isPut, required),
  };
}

/** A body without fields is omitted: the designer would ask for it. */
function bodyOf(
  { requestBody }: DescribedOperation,
  { convert, resolved }: Converter,
): BodyParameter[] {
  const [body] = Object.values(requestBody?.content ?? {});
  if (requestBody === undefined || body === undefined) return [];
  const schema = convert(body.schema);
  const { properties } = resolved(schema);
  if (properties !== undefined && Object.keys(properties).length === 0) return [];
  const { required } = requestBody;
  return [{ in: 'body', name: 'body', required, 'x-ms-summary': title('body'), schema }];
}

type Answer = Document['components']['responses'][string];

function answersOf(
  { responses }: DescribedOperation,
  named: Document['components']['responses'],
): [string, Answer][] {
  // For a connector, `default` is the success response; in OpenAPI it is the failure.
  const known = Object.entries(responses).filter(([status]) => status !== 'default');
  return known.map(([status, answer]) => {
    if (!('$ref' in answer)) return [status, answer];
    const found = named[answer.$ref.slice('#/components/responses/'.length)];
    if (found === undefined) throw new RangeError(`There is no answer '${answer.$ref}'.`);
    return [status, found];
  });
}

function answerOf(answer: Answer, { convert }: Converter): SwaggerResponse {
  const { description, content = {}, headers = {} } = answer;
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
