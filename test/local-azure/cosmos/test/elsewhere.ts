/**
 * Runs these tests on the account of COSMOS_TEST_CONNECTION: a real one, or the emulator of Microsoft. Each rig creates
 * a database and deletes it. Functions that only the local Cosmos DB has throw an error with their name.
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
  const supported: Record<string | symbol, unknown> = {
    endpoint,
    key,
    async stop() {
      await database.delete();
      client.dispose();
    },
  };
  return new Proxy(supported, {
    get(target, name) {
      // `await` reads `then` of the value that it resolves to.
      if (name in target || name === 'then') return target[name];
      return () => {
        throw new Error(`'${String(name)}' exists only in the local Cosmos DB.`);
      };
    },
  }) as unknown as Cosmos;
}
