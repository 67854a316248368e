/** Creates the missing database and containers in an external account. */
import {
  CosmosClient,
  type ContainerRequest,
  PartitionKeyDefinitionVersion,
  PartitionKeyKind,
  type IndexingPolicy,
} from '@azure/cosmos';
import { type DeclaredContainer } from './resources.ts';

export interface CosmosAccount {
  readonly endpoint: string;
  readonly key: string;
  readonly database: string;
}

export function parseCosmosConnection(connection: string, database: string): CosmosAccount {
  const endpoint = /AccountEndpoint=([^;]+)/.exec(connection)?.[1];
  const key = /AccountKey=([^;]+)/.exec(connection)?.[1];
  if (endpoint === undefined || key === undefined) {
    throw new Error('COSMOS_CONNECTION must be AccountEndpoint=…;AccountKey=…;');
  }
  return { endpoint, key, database };
}

export function containerRequest(declared: DeclaredContainer): ContainerRequest {
  const { id, partitionKey: paths, uniqueKeys, compositeIndexes, defaultTtl } = declared;
  const kind = paths.length > 1 ? PartitionKeyKind.MultiHash : PartitionKeyKind.Hash;
  // Cosmos DB requires one of the two path lists to contain the root path.
  const indexingPolicy: IndexingPolicy = {
    includedPaths: [{ path: '/*' }],
    excludedPaths: [],
    compositeIndexes: (compositeIndexes ?? []).map((index) =>
      index.map(([path, order]) => ({ path, order })),
    ),
  };
  return {
    id,
    partitionKey: { paths, kind, version: PartitionKeyDefinitionVersion.V2 },
    indexingPolicy,
    ...(uniqueKeys && {
      uniqueKeyPolicy: { uniqueKeys: uniqueKeys.map((unique) => ({ paths: unique })) },
    }),
    ...(defaultTtl !== undefined && { defaultTtl }),
  };
}

export async function declareCosmos(
  { endpoint, key, database: id }: CosmosAccount,
  containers: readonly DeclaredContainer[],
): Promise<void> {
  const client = new CosmosClient({ endpoint, key });
  try {
    const { database } = await client.databases.createIfNotExists({ id });
    for (const container of containers) {
      await database.containers.createIfNotExists(containerRequest(container));
    }
  } finally {
    client.dispose();
  }
}
