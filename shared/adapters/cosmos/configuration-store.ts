// Configuration documents: {id: 'queue:renewals', partition, kind, schemaVersion, value}.
import type { Container, JSONObject, OperationInput } from '@azure/cosmos';
import {
  type ConfigurationByKind,
  type ConfigurationKind,
  readSchemas,
} from '../../domain/configuration/documents.ts';
import type { AnyDocument } from '../../domain/configuration/configuration-set.ts';
import { type Lifecycle, lifecycleSchema } from '../../domain/engagement/lifecycle.ts';
import type {
  ConfigurationStore,
  ConfigurationWrite,
  StoredDocument,
} from '../../ports/configuration-store.ts';
import type { Log } from '../../ports/log.ts';
import type { Versioned } from '../../ports/versioned.ts';
import { runBatch } from './batch.ts';
import {
  idOf,
  lifecycleIdOf,
  nameOf,
  revisionId,
  partition,
  storedSchema,
  toRevision,
  toStored,
} from './configuration-documents.ts';
import { createDocuments, type Documents, stripSystemFields } from './documents.ts';
import { errorFor, isMissing, toEngineError } from './errors.ts';

export function createConfigurationStore(container: Container, log: Log): ConfigurationStore {
  const documentsOf = <K extends ConfigurationKind>(kind: K): Documents<ConfigurationByKind[K]> =>
    createDocuments(container, kind, storedSchema(readSchemas[kind]), log);
  const documents: { [K in ConfigurationKind]: Documents<ConfigurationByKind[K]> } = {
    workstream: documentsOf('workstream'),
    queue: documentsOf('queue'),
    engagement: documentsOf('engagement'),
    dispositionCode: documentsOf('dispositionCode'),
    messageTemplate: documentsOf('messageTemplate'),
    cancellationPolicy: documentsOf('cancellationPolicy'),
  };

  async function revision(): Promise<string | null> {
    try {
      const { resource } = await container.item(revisionId, partition).read<object>();
      return resource === undefined ? null : stripSystemFields(resource).etag;
    } catch (error) {
      if (isMissing(error)) return null;
      throw toEngineError(error);
    }
  }

  return {
    find: (kind, id) => documents[kind].find(idOf({ kind, id }), partition),
    list(kind) {
      const query = { text: 'SELECT * FROM c WHERE c.kind = @kind', values: { kind } };
      return documents[kind].query(query, partition);
    },

    async snapshot() {
      // The revision is read first: a later write makes it stale, and the batch fails.
      const before = await revision();
      const documents: StoredDocument[] = [];
      const lifecycles = new Map<string, { value: Lifecycle | undefined; etag: string }>();
      for (const resource of await readAll(container)) {
        const { value, etag, id } = stripSystemFields(resource);
        const name = nameOf(id);
        const body = value['value'];
        if (name === undefined) continue;
        if (name.kind === 'lifecycle') {
          lifecycles.set(name.id, { value: lifecycleSchema.safeParse(body).data, etag });
        } else documents.push({ kind: name.kind, id: name.id, etag, body });
      }
      return { revision: before, documents, lifecycles };
    },

    async write(writes, before) {
      const operations = [revisionOperation(before), ...writes.flatMap(operationsOf)];
      const result = await runBatch(container, partition, operations);
      if (result.kind === 'refused') {
        // A document that another writer removed is a lost race as well.
        const code = result.code === 404 ? 409 : result.code;
        throw errorFor({ code, retryAfterMs: undefined });
      }
      const [written = '', ...etags] = result.etags;
      // The last operation of a write is its document.
      let next = -1;
      return {
        revision: written,
        etags: writes.map((write) => etags[(next += operationsOf(write).length)] ?? ''),
      };
    },
  };
}

async function readAll(container: Container): Promise<unknown[]> {
  try {
    const query = container.items.query<unknown>('SELECT * FROM c', { partitionKey: partition });
    return (await query.fetchAll()).resources;
  } catch (error) {
    throw toEngineError(error);
  }
}

const revisionOperation = (before: string | null): OperationInput =>
  before === null
    ? { operationType: 'Create', resourceBody: toRevision() }
    : {
        operationType: 'Replace',
        id: revisionId,
        resourceBody: toRevision(),
        ifMatch: before,
      };

function operationsOf(write: ConfigurationWrite): OperationInput[] {
  switch (write.act) {
    case 'save':
      return [upsert(write.document)];
    case 'saveEngagement': {
      const { document, lifecycle } = write;
      return [lifecycleOperation(document.id, lifecycle), upsert(document)];
    }
    case 'remove': {
      const { name, lifecycleEtag } = write;
      const removal: OperationInput = { operationType: 'Delete', id: idOf(name) };
      if (lifecycleEtag === null) return [removal];
      // A removal in a batch has no precondition, so a conditional write of the lifecycle precedes it.
      const guard = { value: { status: 'draft' as const }, etag: lifecycleEtag };
      const lifecycle = { operationType: 'Delete' as const, id: lifecycleIdOf(name.id) };
      return [lifecycleOperation(name.id, guard), lifecycle, removal];
    }
  }
}

function lifecycleOperation(id: string, { value, etag }: Versioned<Lifecycle>): OperationInput {
  const resourceBody = json(toStored('lifecycle', id, value));
  return etag === null
    ? { operationType: 'Create', resourceBody }
    : { operationType: 'Replace', id: lifecycleIdOf(id), resourceBody, ifMatch: etag };
}

const upsert = ({ kind, id, value }: AnyDocument): OperationInput => ({
  operationType: 'Upsert',
  resourceBody: json(toStored(kind, id, value)),
});

/** The SDK's JSON type; the documents are plain JSON already. */
const json = (value: object) => value as JSONObject;
