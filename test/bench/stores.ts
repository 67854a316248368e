// The real stores over a Cosmos DB emulator process.
import { resolve } from 'node:path';
import { z } from 'zod';
import { type Containers, createCosmosContainers } from '../../shared/adapters/cosmos/client.ts';
import { startServiceProcess } from '../local-azure/stack/child-process.ts';

const root = resolve(import.meta.dirname, '../..');
const readySchema = z.object({ endpoint: z.string(), key: z.string() });

export interface Stores {
  containers: Containers;
  stop: () => Promise<void>;
}

export async function stores(): Promise<Stores> {
  const part = startServiceProcess({
    name: 'cosmos',
    main: resolve(root, 'test/local-azure/cosmos/main.ts'),
    args: ['--resources', resolve(root, 'infra/resources.json')],
    env: process.env,
  });
  const { endpoint, key } = readySchema.parse(await part.ready);
  const containers = createCosmosContainers({
    COSMOS_CONNECTION: `AccountEndpoint=${endpoint};AccountKey=${key};`,
    COSMOS_DATABASE: 'engagement',
  });
  return { containers, stop: () => part.stop() };
}
