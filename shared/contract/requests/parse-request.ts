// Small request bodies of the API.
import { z } from 'zod';
import { operationSchema } from '../../domain/engagement/lifecycle.ts';
import { chosenPresenceSchema } from '../../domain/representative/representative.ts';
import { InvalidInput } from '../../errors.ts';
import { describeIssues } from './describe-issues.ts';

export const operationRequestSchema = z.strictObject({ operation: operationSchema });
export const presenceRequestSchema = z.strictObject({ presence: chosenPresenceSchema });
/** Ids of disposition codes; which of them are good is for the conversation to say. */
export const dispositionRequestSchema = z.strictObject({ codes: z.array(z.string()) });
/** Nothing is to be said; what was recorded is kept with the delivery. */
export const completeRequestSchema = z.strictObject({});

/**
 * What stands in the path and the query of a request, by name, and its body, parsed together; throws InvalidInput with every
 * fault of either.
 */
export function parseRequest<P extends z.ZodRawShape, B extends z.ZodType>(
  shapes: { parameters: P; body: B },
  given: { parameters: Readonly<Record<string, unknown>>; body: unknown },
): { parameters: z.infer<z.ZodObject<P>>; body: z.infer<B> } {
  const schema = z.object(shapes.parameters);
  const parameters = schema.safeParse(given.parameters);
  const body = shapes.body.safeParse(given.body);
  if (parameters.success && body.success) return { parameters: parameters.data, body: body.data };
  const faults = [
    ...(parameters.error
      ? describeIssues(parameters.error, { input: given.parameters, schema })
      : []),
    ...(body.error ? describeIssues(body.error, { input: given.body, schema: shapes.body }) : []),
  ];
  throw new InvalidInput('The request is not valid.', faults);
}

/** Parses what came from outside; throws InvalidInput with every fault. */
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
