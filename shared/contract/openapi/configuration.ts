// The configuration documents: PUT, GET and DELETE of one, GET of all. Engagements use these operations as well.
import { z } from 'zod';
import { type Collection, collections, plainKinds } from '../configuration/collections.ts';
import { documentKinds } from '../configuration/documents.ts';
import { jsonResponse, type Refusals, versionedResponse } from './responses.ts';
import type { Operation } from './operation.ts';
import type { Registry } from './registry.ts';

interface Described extends Collection {
  input: z.ZodType;
  shown: z.ZodType;
}

const ifMatch = { 'If-Match': z.string().optional() };
const ifNoneMatch = { 'If-None-Match': z.string().optional() };

/** `DispositionCodes` becomes “disposition codes”. */
const toWords = (name: string): string =>
  name.replace(/(?!^)[A-Z]/g, (letter) => ` ${letter}`).toLowerCase();

export function describeCollection(
  registry: Registry,
  refused: Refusals,
  of: Described,
): Operation[] {
  const { noun, nouns, route, idSchema, shown } = of;
  const [words, tag] = [toWords(noun), nouns.replace(/(?!^)[A-Z]/g, ' $&')];
  const withArticle = /^[aeiou]/.test(words) ? `an ${words}` : `a ${words}`;
  const input = registry.name(`${noun}Input`, of.input);
  const list = registry.name(`${noun}List`, z.strictObject({ items: z.array(shown) }));
  const at = { path: `/${route}/{id}`, tag, params: { id: idSchema } };
  return [
    {
      method: 'get',
      path: `/${route}`,
      operationId: `List${nouns}`,
      tag,
      summary: `List ${toWords(nouns)}`,
      description: 'Returns all documents, complete, in one response.',
      responses: {
        200: jsonResponse(`All ${toWords(nouns)}.`, list),
        ...refused.keyless,
        ...refused.failed,
      },
    },
    {
      ...at,
      method: 'get',
      operationId: `Get${noun}`,
      summary: `Get ${withArticle}`,
      description: 'The etag of the response is the version for If-Match.',
      responses: {
        200: versionedResponse('The complete document.', shown),
        ...refused.invalid,
        ...refused.keyless,
        ...refused.notFound,
        ...refused.failed,
      },
    },
    {
      ...at,
      method: 'put',
      operationId: `Put${noun}`,
      summary: `Create or replace ${withArticle}`,
      description: 'Stores the whole document; a missing field gets its default.',
      headers: { ...ifMatch, ...ifNoneMatch },
      body: input,
      responses: {
        200: versionedResponse('Replaced.', shown),
        201: versionedResponse('Created.', shown),
        ...refused.invalid,
        ...refused.keyless,
        ...refused.conflict,
        ...refused.stale,
        ...refused.failed,
      },
    },
    {
      ...at,
      method: 'delete',
      operationId: `Delete${noun}`,
      summary: `Delete ${withArticle}`,
      description: 'A document in use is not deleted; 409 lists the documents that use it.',
      headers: ifMatch,
      responses: {
        204: { description: 'Deleted.' },
        ...refused.invalid,
        ...refused.keyless,
        ...refused.notFound,
        ...refused.conflict,
        ...refused.stale,
        ...refused.failed,
      },
    },
  ];
}

export const describeConfiguration = (registry: Registry, refused: Refusals): Operation[] =>
  plainKinds.flatMap((kind) => {
    const { schema, defaults } = documentKinds[kind];
    const output = registry.name(collections[kind].noun, schema);
    const input = toInputSchema(registry, schema, defaults);
    return describeCollection(registry, refused, { ...collections[kind], shown: output, input });
  });

/** A document as input: fields with defaults are optional, and the id is in the path. */
export function toInputSchema(
  registry: Registry,
  schema: z.ZodType,
  defaults: Parameters<Registry['input']>[1],
  ignoredFields: Record<string, z.ZodType> = {},
): z.ZodObject {
  if (!(schema instanceof z.ZodObject))
    throw new TypeError('The schema of a document must be an object schema.');
  const { shape } = registry.input(schema, defaults);
  const { id, ...rest } = shape as Record<string, z.ZodType>;
  return z.strictObject({ ...(id && { id: id.optional() }), ...rest, ...ignoredFields });
}
