// Swagger 2.0 has no unions. This merges two schemas into one that accepts both: the properties of both, required if
// both require them, with the wider bound.
import type { SwaggerSchema } from './types.ts';

/** `resolved` follows a reference: the schemas are merged, not their names. */
export function mergeUnion(
  one: SwaggerSchema,
  other: SwaggerSchema,
  resolved: (schema: SwaggerSchema) => SwaggerSchema,
): SwaggerSchema {
  if (JSON.stringify(one) === JSON.stringify(other)) return one;
  const [a, b] = [resolved(one), resolved(other)];
  const merge = (x: SwaggerSchema, y: SwaggerSchema) => mergeUnion(x, y, resolved);
  const type = typeOf(a.type, b.type);
  return {
    ...same(a, b, 'description'),
    ...(type !== undefined && { type }),
    ...same(a, b, 'format'),
    ...same(a, b, 'pattern'),
    ...(a.enum && b.enum && { enum: [...new Set([...a.enum, ...b.enum])] }),
    ...widest(a, b, 'minLength', Math.min),
    ...widest(a, b, 'maxLength', Math.max),
    ...widest(a, b, 'minItems', Math.min),
    ...widest(a, b, 'maxItems', Math.max),
    ...widest(a, b, 'minimum', Math.min),
    ...widest(a, b, 'maximum', Math.max),
    ...same(a, b, 'exclusiveMinimum'),
    ...(a.items && b.items && { items: merge(a.items, b.items) }),
    ...(a.properties && b.properties && properties(a, b, merge)),
    ...same(a, b, 'additionalProperties'),
    ...((a['x-nullable'] ?? b['x-nullable']) && { 'x-nullable': true as const }),
  };
}

function properties(
  a: SwaggerSchema,
  b: SwaggerSchema,
  merge: (x: SwaggerSchema, y: SwaggerSchema) => SwaggerSchema,
) {
  const merged = { ...a.properties };
  for (const [name, property] of Object.entries(b.properties ?? {})) {
    const known = merged[name];
    merged[name] = known === undefined ? property : merge(known, property);
  }
  const required = (a.required ?? []).filter((name) => b.required?.includes(name));
  return { properties: merged, ...(required.length > 0 && { required }) };
}

function typeOf(a: string | undefined, b: string | undefined): string | undefined {
  if (a === b) return a;
  const numeric = [a, b].every((type) => type === 'integer' || type === 'number');
  return numeric ? 'number' : undefined;
}

const same = <K extends keyof SwaggerSchema>(
  a: SwaggerSchema,
  b: SwaggerSchema,
  key: K,
): Pick<SwaggerSchema, K> | undefined =>
  a[key] !== undefined && a[key] === b[key]
    ? ({ [key]: a[key] } as Pick<SwaggerSchema, K>)
    : undefined;

type Bound = 'minLength' | 'maxLength' | 'minItems' | 'maxItems' | 'minimum' | 'maximum';

function widest(
  a: SwaggerSchema,
  b: SwaggerSchema,
  key: Bound,
  of: (...values: number[]) => number,
): SwaggerSchema | undefined {
  const [x, y] = [a[key], b[key]];
  return x !== undefined && y !== undefined ? { [key]: of(x, y) } : undefined;
}
