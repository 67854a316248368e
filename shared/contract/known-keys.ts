// Which settings a schema knows at a path, and which of them somebody may have meant.
import leven from 'leven';
import { z } from 'zod';

interface Node {
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
  const known = shapes.get(schema);
  if (known !== undefined) return known;
  const shape = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    reused: 'inline',
  }) as Node;
  shapes.set(schema, shape);
  return shape;
}

const branches = (node: Node): Node[] => {
  const own = [...(node.anyOf ?? []), ...(node.oneOf ?? []), ...(node.allOf ?? [])];
  return own.length === 0 ? [node] : own.flatMap(branches);
};

function step(node: Node, key: PropertyKey): Node[] {
  return branches(node).flatMap(({ properties, additionalProperties, items }) => {
    if (typeof key === 'number') return typeof items === 'object' ? branches(items) : [];
    const property = properties?.[String(key)];
    if (property !== undefined) return branches(property);
    return typeof additionalProperties === 'object' ? branches(additionalProperties) : [];
  });
}

/** The names that any variant of the schema knows at the path. */
export function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let nodes = branches(shapeOf(schema));
  for (const key of path) nodes = nodes.flatMap((node) => step(node, key));
  return [...new Set(nodes.flatMap(({ properties }) => Object.keys(properties ?? {})))];
}

/** The known name that is most like `name`, if one is alike enough to have been meant. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const alike = known
    .map((key) => ({ key, distance: leven(name.toLowerCase(), key.toLowerCase()) }))
    .filter(({ key, distance }) => distance <= Math.max(2, Math.floor(key.length / 3)))
    .sort((a, b) => a.distance - b.distance);
  return alike[0]?.key;
}
