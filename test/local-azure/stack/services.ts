/** The services behind the app: local ones, and external accounts in which missing resources are created. */
import { join } from 'node:path';
import { type Services } from './app-settings.ts';
import { type ServiceProcesses } from './service-processes.ts';
import { declareBlobs } from './declare-blobs.ts';
import { type CosmosAccount, parseCosmosConnection, declareCosmos } from './declare-cosmos.ts';
import { declareQueues } from './declare-queues.ts';
import { type ExternalConnections } from './external-connections.ts';
import { type Resources, resourcesFile } from './resources.ts';

export interface RunningServices extends Services {
  readonly cosmosPlace: CosmosAccount;
  /** The address for blob-event subscriptions. Events of an external storage account cannot reach this machine. */
  readonly eventGrid: string | undefined;
}

export async function startServices(options: {
  parts: ServiceProcesses;
  data: string;
  given: ExternalConnections;
  resources: Resources;
}): Promise<RunningServices> {
  const { parts, data, given, resources } = options;
  const kept = (part: string) => ['--data', join(data, part)];
  const declared = ['--resources', resourcesFile];
  const database = given.values['COSMOS_DATABASE'] ?? resources.cosmos.database;

  async function storage() {
    const { connectionString, eventGrid } =
      given.storage === undefined
        ? await parts.start('storage', kept('storage'))
        : { connectionString: given.storage, eventGrid: undefined };
    await declareBlobs(connectionString, resources.blob.containers);
    return { storage: connectionString, eventGrid };
  }

  async function cosmos() {
    if (given.cosmos !== undefined) {
      const place = parseCosmosConnection(given.cosmos, database);
      await declareCosmos(place, resources.cosmos.containers);
      return { cosmos: given.cosmos, place };
    }
    const { endpoint, key } = await parts.start('cosmos', [...declared, ...kept('cosmos')]);
    const place = { endpoint, key, database: resources.cosmos.database };
    return { cosmos: `AccountEndpoint=${endpoint};AccountKey=${key};`, place };
  }

  async function serviceBus(): Promise<string> {
    if (given.serviceBus !== undefined) {
      await declareQueues(given.serviceBus, resources.serviceBus.queues);
      return given.serviceBus;
    }
    const started = parts.start('service-bus', [...declared, ...kept('service-bus')]);
    return (await started).connectionString;
  }

  const [stored, documents, bus, communication] = await Promise.all([
    storage(),
    cosmos(),
    serviceBus(),
    given.communication === undefined ? parts.start('communication', []) : undefined,
  ]);
  return {
    ...stored,
    cosmos: documents.cosmos,
    cosmosPlace: documents.place,
    database: documents.place.database,
    serviceBus: bus,
    communication,
  };
}
