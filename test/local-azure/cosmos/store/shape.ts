// Parses the resource of a container, and refuses what Azure refuses.
import { badRequest } from '../error.ts';
import { isObject, policyPath, type Json, type JsonObject } from '../json.ts';
import { indexedPaths, type IsIndexed } from './indexed.ts';
import { refuseUnsupported } from './options.ts';

interface CompositeIndex {
  columns: { path: string; descending: boolean }[];
}
export interface Shape {
  partitionKey: string[];
  uniqueKeys: string[][];
  composites: CompositeIndex[];
  isIndexed: IsIndexed;
  defaultTtl: number | undefined;
}

const mostPartitionPaths = 3;

const listOf = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);
const fieldOf = (value: Json | undefined, name: string) =>
  isObject(value) ? value[name] : undefined;

function paths(value: Json | undefined, what: string): string[] {
  return listOf(value).map((path) => {
    if (typeof path !== 'string' || policyPath(path).length === 0 || !path.startsWith('/')) {
      throw badRequest(`The ${what} path ${JSON.stringify(path)} is invalid.`);
    }
    return canonicalPath(policyPath(path));
  });
}

/** Normalizes a path, so that `/a/"b"` and `/a/b` are the same column. */
export const canonicalPath = (steps: readonly (string | number)[]) =>
  steps
    .map((step) =>
      /^[\w$]+$/.test(String(step)) ? `/${step}` : `/${JSON.stringify(String(step))}`,
    )
    .join('');

function compositeOf(value: Json): CompositeIndex {
  const columns = listOf(value).map((column) => {
    const order = fieldOf(column, 'order') ?? 'ascending';
    if (order !== 'ascending' && order !== 'descending') {
      throw badRequest(`The composite index order ${JSON.stringify(order)} is invalid.`);
    }
    const [path] = paths([fieldOf(column, 'path') ?? null], 'composite index');
    return { path: path!, descending: order === 'descending' };
  });
  if (columns.length < 2) throw badRequest('A composite index needs two paths or more.');
  return { columns };
}

const indexingPaths = (value: Json | undefined) =>
  listOf(value).map((entry) => {
    const path = fieldOf(entry, 'path');
    if (typeof path === 'string') return path;
    throw badRequest(`The indexing path ${JSON.stringify(entry)} is invalid.`);
  });

function ttlOf(value: Json | undefined): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number' && Number.isInteger(value) && (value === -1 || value > 0)) {
    return value;
  }
  throw badRequest(`The default time to live ${JSON.stringify(value)} must be -1 or above 0.`);
}

export function shapeOf(resource: JsonObject): Shape {
  refuseUnsupported(resource);
  const key = resource['partitionKey'];
  const partitionKey = paths(fieldOf(key, 'paths'), 'partition key');
  const maxPaths = fieldOf(key, 'kind') === 'MultiHash' ? mostPartitionPaths : 1;
  if (partitionKey.length === 0 || partitionKey.length > maxPaths) {
    throw badRequest(`A partition key definition of this kind has 1 to ${maxPaths} paths.`);
  }
  const policy = resource['indexingPolicy'];
  return {
    partitionKey,
    uniqueKeys: listOf(fieldOf(resource['uniqueKeyPolicy'], 'uniqueKeys')).map((one) =>
      paths(fieldOf(one, 'paths'), 'unique key'),
    ),
    composites: listOf(fieldOf(policy, 'compositeIndexes')).map(compositeOf),
    isIndexed: indexedPaths(
      indexingPaths(fieldOf(policy, 'includedPaths')),
      indexingPaths(fieldOf(policy, 'excludedPaths')),
    ),
    defaultTtl: ttlOf(resource['defaultTtl']),
  };
}
