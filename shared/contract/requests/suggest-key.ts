// The fields that a schema has at a path, and the most similar one for an unknown name.
import leven from 'leven';
import { z } from 'zod';

interface Node {
  type?: string;
  const?: unknown;
  properties?: Record<string, Node>;
  additionalProperties?: Node | boolean;
  items?: Node | false;
  prefixItems?: Node[];
  anyOf?: Node[];
  oneOf?: Node[];
  allOf?: Node[];
}

const shapes = new WeakMap<z.ZodType, Node>();

function shapeOf(schema: z.ZodType): Node {
  const cached = shapes.get(schema);
  if (cached !== undefined) return cached;
  const shape = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    reused: 'inline',
  }) as Node;
  shapes.set(schema, shape);
  return shape;
}

const branches = (node: Node): Node[] => {
  const alternatives = [...(node.anyOf ?? []), ...(node.oneOf ?? []), ...(node.allOf ?? [])];
  return alternatives.length === 0 ? [node] : alternatives.flatMap(branches);
};

function step(node: Node, key: PropertyKey): Node[] {
  const { properties, additionalProperties, items } = node;
  if (typeof key === 'number') return typeof items === 'object' ? branches(items) : [];
  const name = String(key);
  const property =
    properties !== undefined && Object.hasOwn(properties, name) ? properties[name] : undefined;
  if (property !== undefined) return branches(property);
  return typeof additionalProperties === 'object' ? branches(additionalProperties) : [];
}

/** The schemas at the path, in any variant. */
const nodesAt = (schema: z.ZodType, path: readonly PropertyKey[]): Node[] =>
  path.reduce<Node[]>(
    (nodes, key) => nodes.flatMap((node) => step(node, key)),
    branches(shapeOf(schema)),
  );

/** The fields at the path, in any variant. */
export const allowedKeys = (schema: z.ZodType, path: readonly PropertyKey[]): string[] => [
  ...new Set(nodesAt(schema, path).flatMap(({ properties }) => Object.keys(properties ?? {}))),
];

/** Whether the path may be null. */
export const isNullable = (schema: z.ZodType, path: readonly PropertyKey[]): boolean =>
  nodesAt(schema, path).some(({ type }) => type === 'null');

/**
 * The neighbor field that selects the variant at the path, with its values in the variants that have `key`. For
 * example, `countdownSeconds` needs the `kind` 'timer'. Undefined if no field selects it.
 */
export function goesWith(
  schema: z.ZodType,
  path: readonly PropertyKey[],
  key: string,
): { name: string; values: unknown[] } | undefined {
  const shapesThere = nodesAt(schema, path).map(({ properties = {} }) => properties);
  const [first = {}] = shapesThere;
  const name = Object.keys(first).find((candidate) =>
    shapesThere.every((shape) => shape[candidate]?.const !== undefined),
  );
  if (name === undefined) return undefined;
  const having = shapesThere.filter((shape) => Object.hasOwn(shape, key));
  return { name, values: having.map((shape) => shape[name]?.const) };
}

/** The most similar known name, if it is similar enough; a common prefix counts most. */
export function suggestKey(name: string, allowed: readonly string[]): string | undefined {
  const said = name.toLowerCase();
  const alike = allowed
    // Whatever is much longer than the known name was not meant for it, and takes long to compare.
    .filter((key) => said.length <= 2 * key.length + 2)
    .map((key) => {
      const begins = said.length >= 4 && key.toLowerCase().startsWith(said);
      return { key, begins, distance: leven(said, key.toLowerCase()) };
    })
    .filter(
      ({ key, begins, distance }) => begins || distance <= Math.max(2, Math.floor(key.length / 3)),
    )
    .sort((a, b) => Number(b.begins) - Number(a.begins) || a.distance - b.distance);
  return alike[0]?.key;
}
