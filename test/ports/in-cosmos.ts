// The real stores over the local Cosmos DB with the deployed containers. One emulator serves a file, and its tests
// use ids of their own.
import { afterAll, beforeAll } from 'vitest';
import { type Containers, createCosmosContainers } from '../../shared/adapters/cosmos/client.ts';
import { type Cosmos, startCosmos } from '../local-azure/cosmos/start.ts';
import { database } from './resources.ts';

export function inCosmos(): () => Containers {
  let cosmos: Cosmos | undefined;
  let containers: Containers | undefined;
  beforeAll(async () => {
    cosmos = await startCosmos({ databases: [database] });
    const { endpoint, key } = cosmos;
    containers = createCosmosContainers({
      COSMOS_CONNECTION: `AccountEndpoint=${endpoint};AccountKey=${key};`,
      COSMOS_DATABASE: database.id,
    });
  });
  afterAll(() => cosmos?.stop());
  return () => {
    if (containers === undefined) throw new Error('The Cosmos DB emulator has not started.');
    return containers;
  };
}

let names = 0;
/** A name that no other test of the file uses. */
export const fresh = (what: string): string => `${what}-${++names}`;
