/**
 * Another account for these tests, given by COSMOS_TEST_CONNECTION: a real one, or Microsoft's emulator. Each rig has a
 * database of its own there, which goes with it. What only the local Cosmos DB can do is refused by name.
 */
import { CosmosClient, type ContainerRequest } from '@azure/cosmos';
import { parseCosmosConnection } from '../../stack/declare-cosmos.ts';
import { resourceOf } from '../definition.ts';
import { type ContainerDefinition, type Cosmos } from '../start.ts';

const connection = process.env['COSMOS_TEST_CONNECTION'];

export const isElsewhere = connection !== undefined;

export async function cosmosElsewhere(
  databaseId: string,
  containers: readonly ContainerDefinition[],
): Promise<Cosmos> {
  const { endpoint, key } = parseCosmosConnection(connection ?? '', databaseId);
  const client = new CosmosClient({ endpoint, key });
  const { database } = await client.databases.createIfNotExists({ id: databaseId });
  for (const definition of containers) {
    const { partitionKey, ...resource } = resourceOf(definition) as unknown as ContainerRequest;
    const versioned = { ...(partitionKey as object), version: 2 };
    await database.containers.create({ ...resource, partitionKey: versioned } as ContainerRequest);
  }
  const known: Record<string | symbol, unknown> = {
    endpoint,
    key,
    async stop() {
      await database.delete();
      client.dispose();
    },
  };
  return new Proxy(known, {
    get(target, name) {
      // A promise asks what it resolves to whether it is one itself.
      if (name in target || name === 'then') return target[name];
      return () => {
        throw new Error(`Only the local Cosmos DB has '${String(name)}'.`);
      };
    },
  }) as unknown as Cosmos;
}
