// Swagger 2.0 has no unions. This merges two schemas into one that accepts both. It has the properties of both, and the
// wider bounds. A property is required if both schemas require it.
import type { SwaggerSchema } from './types.ts';

/** `resolve` follows a reference: the schemas are merged, not their names. */
export function mergeUnion(
  first: SwaggerSchema,
  second: SwaggerSchema,
  resolve: (schema: SwaggerSchema) => SwaggerSchema,
): SwaggerSchema {
  if (JSON.stringify(first) === JSON.stringify(second)) return first;
  const [a, b] = [resolve(first), resolve(second)];
  const merge = (x: SwaggerSchema, y: SwaggerSchema) => mergeUnion(x, y, resolve);
  const type = mergeTypes(a.type, b.type);
  return {
    ...pickEqual(a, b, 'description'),
    ...(type !== undefined && { type }),
    ...pickEqual(a, b, 'format'),
    ...pickEqual(a, b, 'pattern'),
    ...(a.enum && b.enum && { enum: [...new Set([...a.enum, ...b.enum])] }),
    ...pickWidest(a, b, 'minLength', Math.min),
    ...pickWidest(a, b, 'maxLength', Math.max),
    ...pickWidest(a, b, 'minItems', Math.min),
    ...pickWidest(a, b, 'maxItems', Math.max),
    ...pickWidest(a, b, 'minimum', Math.min),
    ...pickWidest(a, b, 'maximum', Math.max),
    ...pickEqual(a, b, 'exclusiveMinimum'),
    ...(a.items && b.items && { items: merge(a.items, b.items) }),
    ...(a.properties && b.properties && mergeProperties(a, b, merge)),
    ...pickEqual(a, b, 'additionalProperties'),
    ...((a['x-nullable'] ?? b['x-nullable']) && { 'x-nullable': true as const }),
  };
}

function mergeProperties(
  a: SwaggerSchema,
  b: SwaggerSchema,
  merge: (x: SwaggerSchema, y: SwaggerSchema) => SwaggerSchema,
) {
  const merged = { ...a.properties };
  for (const [name, property] of Object.entries(b.properties ?? {})) {
    const existing = merged[name];
    merged[name] = existing === undefined ? property : merge(existing, property);
  }
  const required = (a.required ?? []).filter((name) => b.required?.includes(name));
  return { properties: merged, ...(required.length > 0 && { required }) };
}

function mergeTypes(a: string | undefined, b: string | undefined): string | undefined {
  if (a === b) return a;
  const numeric = [a, b].every((type) => type === 'integer' || type === 'number');
  return numeric ? 'number' : undefined;
}

const pickEqual = <K extends keyof SwaggerSchema>(
  a: SwaggerSchema,
  b: SwaggerSchema,
  key: K,
): Pick<SwaggerSchema, K> | undefined =>
  a[key] !== undefined && a[key] === b[key]
    ? ({ [key]: a[key] } as Pick<SwaggerSchema, K>)
    : undefined;

type Bound = 'minLength' | 'maxLength' | 'minItems' | 'maxItems' | 'minimum' | 'maximum';

function pickWidest(
  a: SwaggerSchema,
  b: SwaggerSchema,
  key: Bound,
  choose: (...values: number[]) => number,
): SwaggerSchema | undefined {
  const [x, y] = [a[key], b[key]];
  return x !== undefined && y !== undefined ? { [key]: choose(x, y) } : undefined;
}
