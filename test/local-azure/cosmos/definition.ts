import { type JsonObject } from './json.ts';

/** A container in infra/resources.json. */
export interface ContainerDefinition {
  id: string;
  partitionKey: string[];
  uniqueKeys?: string[][];
  compositeIndexes?: [path: string, order: 'ascending' | 'descending'][][];
  /** In seconds; -1 means that documents expire by their own `ttl` only. */
  defaultTtl?: number;
}
export interface DatabaseDefinition {
  id: string;
  containers: ContainerDefinition[];
}

export function resourceOf(definition: ContainerDefinition): JsonObject {
  const { id, partitionKey, uniqueKeys, compositeIndexes, defaultTtl } = definition;
  const resource: JsonObject = {
    id,
    partitionKey: { paths: partitionKey, kind: partitionKey.length > 1 ? 'MultiHash' : 'Hash' },
  };
  if (uniqueKeys) {
    resource['uniqueKeyPolicy'] = { uniqueKeys: uniqueKeys.map((paths) => ({ paths })) };
  }
  if (compositeIndexes) {
    resource['indexingPolicy'] = {
      compositeIndexes: compositeIndexes.map((index) =>
        index.map(([path, order]) => ({ path, order })),
      ),
    };
  }
  if (defaultTtl !== undefined) resource['defaultTtl'] = defaultTtl;
  return resource;
}
