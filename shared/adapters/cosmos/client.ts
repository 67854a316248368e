import { type Container, CosmosClient } from '@azure/cosmos';
import { DefaultAzureCredential } from '@azure/identity';
import { containers } from '../../resource-names.ts';

export interface CosmosSettings {
  COSMOS_CONNECTION?: string | undefined;
  COSMOS_ENDPOINT?: string | undefined;
  COSMOS_DATABASE: string;
}

export type Containers = Record<keyof typeof containers, Container>;

export function createCosmosContainers(settings: CosmosSettings): Containers {
  const database = clientFor(settings).database(settings.COSMOS_DATABASE);
  return {
    configuration: database.container(containers.configuration),
    settings: database.container(containers.settings),
    contacts: database.container(containers.contacts),
    tasks: database.container(containers.tasks),
    floor: database.container(containers.floor),
    representatives: database.container(containers.representatives),
    imports: database.container(containers.imports),
  };
}

// Read your own writes: the SDK sends the session token only with this option.
const consistencyLevel = 'Session';

// The SDK retries throttled requests; after that the redelivery of the message is the better wait.
const connectionPolicy = {
  retryOptions: {
    maxRetryAttemptCount: 5,
    fixedRetryIntervalInMilliseconds: 0,
    maxWaitTimeInSeconds: 10,
  },
};

function clientFor({ COSMOS_CONNECTION, COSMOS_ENDPOINT }: CosmosSettings): CosmosClient {
  if (COSMOS_CONNECTION === undefined) {
    return new CosmosClient({
      endpoint: COSMOS_ENDPOINT ?? '',
      aadCredentials: new DefaultAzureCredential(),
      consistencyLevel,
      connectionPolicy,
    });
  }
  const endpoint = /AccountEndpoint=([^;]+)/.exec(COSMOS_CONNECTION)?.[1] ?? '';
  const key = /AccountKey=([^;]+)/.exec(COSMOS_CONNECTION)?.[1] ?? '';
  return new CosmosClient({ endpoint, key, consistencyLevel, connectionPolicy });
}
