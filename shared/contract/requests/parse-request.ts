// Parsing of requests, and small request bodies.
import { z } from 'zod';
import { operationSchema } from '../../domain/engagement/lifecycle.ts';
import { chosenPresenceSchema } from '../../domain/representative/representative.ts';
import { InvalidInput } from '../../errors.ts';
import { describeIssues } from './describe-issues.ts';

export const operationRequestSchema = z.strictObject({ operation: operationSchema });
export const presenceRequestSchema = z.strictObject({ presence: chosenPresenceSchema });
/** Ids of disposition codes; the conversation decides which ones are valid. */
export const dispositionRequestSchema = z.strictObject({ codes: z.array(z.string()) });
/** No fields: the recorded codes are kept with the delivery. */
export const completeRequestSchema = z.strictObject({});

/** Parses path, query and body together. Throws InvalidInput with every issue of all of them. */
export function parseRequest<P extends z.ZodRawShape, B extends z.ZodType>(
  shapes: { parameters: P; body: B },
  request: { parameters: Readonly<Record<string, unknown>>; body: unknown },
): { parameters: z.infer<z.ZodObject<P>>; body: z.infer<B> } {
  const schema = z.object(shapes.parameters);
  const parameters = schema.safeParse(request.parameters);
  const body = shapes.body.safeParse(request.body);
  if (parameters.success && body.success) return { parameters: parameters.data, body: body.data };
  const faults = [
    ...(parameters.error
      ? describeIssues(parameters.error, { input: request.parameters, schema })
      : []),
    ...(body.error ? describeIssues(body.error, { input: request.body, schema: shapes.body }) : []),
  ];
  throw new InvalidInput('The request is not valid.', faults);
}

/** Parses external input. Throws InvalidInput with every issue. */
export function parseInput<S extends z.ZodType>(
  schema: S,
  input: unknown,
  what: string,
): z.infer<S> {
  const { data, error } = schema.safeParse(input);
  if (error !== undefined) {
    throw new InvalidInput(`The ${what} is not valid.`, describeIssues(error, { input, schema }));
  }
  return data;
}
