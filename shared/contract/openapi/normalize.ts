// Removes what zod adds without information, and adds the descriptions.
import { descriptions } from './descriptions.ts';
import type { Document, Schema } from './types.ts';

export function normalize(document: Document): Document {
  const { components } = document;
  for (const [name, schema] of Object.entries(components.schemas)) {
    describeComponent(schema, name.replace(/Input$/, ''));
  }
  for (const operations of Object.values(document.paths)) {
    for (const { parameters = [] } of Object.values(operations)) {
      for (const parameter of parameters) {
        const text = descriptions[parameter.name];
        if (text !== undefined) parameter.description = text;
        describeComponent(parameter.schema, parameter.name);
      }
    }
  }
  return document;
}

/** `owner` is the component of the schema: the same word may have another meaning elsewhere. */
function describeComponent(schema: Schema, owner: string): void {
  const description = descriptions[owner];
  if (description !== undefined && schema.description === undefined)
    schema.description = description;
  normalizeSchema(schema, owner);
}

function normalizeSchema(schema: Schema, owner: string): void {
  // The format says it, and the pattern of a date is very long.
  if (schema.format?.startsWith('date')) delete schema.pattern;
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const text = descriptions[`${owner}.${name}`] ?? descriptions[name];
    if (text !== undefined) property.description = text;
    normalizeSchema(property, owner);
  }
  for (const inner of [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])])
    normalizeSchema(inner, owner);
  if (schema.items !== undefined) normalizeSchema(schema.items, owner);
  if (typeof schema.additionalProperties === 'object')
    normalizeSchema(schema.additionalProperties, owner);
}
