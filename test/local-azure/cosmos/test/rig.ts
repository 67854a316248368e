import { CosmosClient, ErrorResponse, type Container } from '@azure/cosmos';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import {
  startCosmos,
  type ContainerDefinition,
  type Cosmos,
  type CosmosOptions,
} from '../start.ts';
import { cosmosElsewhere, isElsewhere } from './elsewhere.ts';

export interface Rig {
  cosmos: Cosmos;
  client: CosmosClient;
  container: (id: string) => Container;
}

export const databaseId = isElsewhere ? `test-${randomUUID()}` : 'engagement';

export async function aRig(
  containers: ContainerDefinition[] = [],
  options: CosmosOptions = {},
): Promise<Rig & { stop: () => Promise<void> }> {
  // A clock or a file of a test applies to the local account only.
  const cosmos =
    isElsewhere && Object.keys(options).length === 0
      ? await cosmosElsewhere(databaseId, containers)
      : await startCosmos({ ...options, databases: [{ id: databaseId, containers }] });
  const client = new CosmosClient({ endpoint: cosmos.endpoint, key: cosmos.key });
  const stop = async () => {
    client.dispose();
    await cosmos.stop();
  };
  return { cosmos, client, container: (id) => client.database(databaseId).container(id), stop };
}

/** Starts one emulator for the tests of a file. Each test uses its own partitions. */
export function useRig(
  containers: ContainerDefinition[] = [],
  options: CosmosOptions = {},
): () => Rig {
  let rig: Awaited<ReturnType<typeof aRig>> | undefined;
  beforeAll(async () => {
    rig = await aRig(containers, options);
  });
  afterAll(() => rig?.stop());
  return () => {
    if (!rig) throw new Error('The rig has not started; call rig() inside a test.');
    return rig;
  };
}

/** The error of a refused request: its status, and the sub-status if it has one. */
export async function refusal(
  asked: Promise<unknown>,
): Promise<{ code: number | string | undefined; substatus?: number; message: string }> {
  try {
    await asked;
  } catch (error) {
    if (!(error instanceof ErrorResponse)) throw error;
    const { code, substatus, message } = error;
    return { code, message, ...(substatus === undefined ? {} : { substatus }) };
  }
  throw new Error('The request was accepted; an error was expected.');
}

export const codeOf = async (asked: Promise<unknown>) => (await refusal(asked)).code;
