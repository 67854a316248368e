// The configuration documents: PUT, GET and DELETE of one, GET of all. Engagements use these operations as well.
import { z } from 'zod';
import { type Collection, collections, plainKinds } from '../configuration/collections.ts';
import { documentKinds } from '../configuration/documents.ts';
import { json, type Refusals, versioned } from './responses.ts';
import type { Operation } from './operation.ts';
import type { Registry } from './registry.ts';

interface Described extends Collection {
  input: z.ZodType;
  shown: z.ZodType;
}

const ifMatch = { 'If-Match': z.string().optional() };
const ifNoneMatch = { 'If-None-Match': z.string().optional() };

/** A name in words: `DispositionCodes` is “disposition codes”. */
const inWords = (name: string): string =>
  name.replace(/(?!^)[A-Z]/g, (letter) => ` ${letter}`).toLowerCase();

export function collection(registry: Registry, refused: Refusals, of: Described): Operation[] {
  const { noun, nouns, route, idSchema, shown } = of;
  const [one, tag] = [inWords(noun), nouns.replace(/(?!^)[A-Z]/g, ' $&')];
  const a = /^[aeiou]/.test(one) ? `an ${one}` : `a ${one}`;
  const input = registry.name(`${noun}Input`, of.input);
  const list = registry.name(`${noun}List`, z.strictObject({ items: z.array(shown) }));
  const at = { path: `/${route}/{id}`, tag, params: { id: idSchema } };
  return [
    {
      method: 'get',
      path: `/${route}`,
      operationId: `List${nouns}`,
      tag,
      summary: `List ${inWords(nouns)}`,
      description: 'Returns all documents, complete, in one response.',
      answers: { 200: json(`All ${inWords(nouns)}.`, list), ...refused.keyless, ...refused.failed },
    },
    {
      ...at,
      method: 'get',
      operationId: `Get${noun}`,
      summary: `Get ${a}`,
      description: 'The etag of the response is the version for If-Match.',
      answers: {
        200: versioned('The complete document.', shown),
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
      summary: `Create or replace ${a}`,
      description: 'Stores the whole document; a missing field gets its default.',
      headers: { ...ifMatch, ...ifNoneMatch },
      body: input,
      answers: {
        200: versioned('Replaced.', shown),
        201: versioned('Created.', shown),
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
      summary: `Delete ${a}`,
      description: 'A document in use is not deleted; 409 lists the documents that use it.',
      headers: ifMatch,
      answers: {
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

export const configuration = (registry: Registry, refused: Refusals): Operation[] =>
  plainKinds.flatMap((kind) => {
    const { schema, defaults } = documentKinds[kind];
    const shown = registry.name(collections[kind].noun, schema);
    const input = writable(registry, schema, defaults);
    return collection(registry, refused, { ...collections[kind], shown, input });
  });

/** A document as input: fields with defaults are optional, and the id is in the path. */
export function writable(
  registry: Registry,
  schema: z.ZodType,
  defaults: Parameters<Registry['input']>[1],
  beside: Record<string, z.ZodType> = {},
): z.ZodObject {
  if (!(schema instanceof z.ZodObject)) throw new TypeError('A document is an object.');
  const { shape } = registry.input(schema, defaults);
  const { id, ...rest } = shape as Record<string, z.ZodType>;
  return z.strictObject({ ...(id && { id: id.optional() }), ...rest, ...beside });
}
