// Configuration documents and lifecycles in memory, as strict as the real store: every write is conditional and atomic.
import { keyOf } from '../../../../shared/domain/configuration/configuration-set.ts';
import {
  type ConfigurationByKind,
  type ConfigurationKind,
  configurationKinds,
  configurationSchemas,
  readSchemas,
} from '../../../../shared/domain/configuration/documents.ts';
import { type Lifecycle, lifecycleSchema } from '../../../../shared/domain/engagement/lifecycle.ts';
import { ConcurrencyConflict, CorruptRecord } from '../../../../shared/errors.ts';
import type {
  ConfigurationStore,
  ConfigurationWrite,
  StoredDocument,
} from '../../../../shared/ports/configuration-store.ts';
import type { EngagementStore } from '../../../../shared/ports/engagement-store.ts';
import type { Versioned } from '../../../../shared/ports/versioned.ts';
import { frozen } from './versions.ts';

export interface MemoryConfiguration extends ConfigurationStore {
  /** Stores any body, as another version of the engine may have left it. */
  plant(kind: ConfigurationKind, id: string, body: unknown): void;
  /** Removes a document without any check. */
  erase(kind: ConfigurationKind, id: string): void;
}

let written = 0;
const nextEtag = () => `"${++written}"`;

export function memoryConfiguration(): {
  configuration: MemoryConfiguration;
  engagements: EngagementStore;
} {
  const documents = new Map<string, StoredDocument>();
  const lifecycles = new Map<string, { value: Lifecycle; etag: string }>();
  let revision: string | null = null;

  const put = (kind: ConfigurationKind, id: string, body: unknown): string => {
    const etag = nextEtag();
    documents.set(keyOf({ kind, id }), { kind, id, body, etag });
    return etag;
  };

  /** The documents by etag, parsed once. */
  const parsed = new Map<string, unknown>();
  function parse<K extends ConfigurationKind>(
    kind: K,
    { body, etag }: StoredDocument,
  ): Versioned<ConfigurationByKind[K]> | undefined {
    if (!parsed.has(etag)) parsed.set(etag, frozen(readSchemas[kind].safeParse(body).data));
    const value = parsed.get(etag) as ConfigurationByKind[K] | undefined;
    return value && { value, etag };
  }

  function find<K extends ConfigurationKind>(kind: K, id: string) {
    const stored = documents.get(keyOf({ kind, id }));
    if (stored === undefined) return undefined;
    const found = parse(kind, stored);
    if (found === undefined) throw new CorruptRecord(`A ${kind} does not follow its schema.`);
    return found;
  }

  /** The valid documents. */
  const list = <K extends ConfigurationKind>(kind: K) =>
    [...documents.values()].flatMap((document) =>
      document.kind === kind ? (parse(kind, document) ?? []) : [],
    );

  const checkLifecycle = (id: string, etag: string | null) => {
    if ((lifecycles.get(id)?.etag ?? null) !== etag) throw new ConcurrencyConflict();
  };

  const check = (write: ConfigurationWrite) => {
    if (write.act === 'saveEngagement') checkLifecycle(write.document.id, write.lifecycle.etag);
    if (write.act !== 'remove')
      return void configurationSchemas[write.document.kind].parse(write.document.value);
    if (!documents.has(keyOf(write.name))) throw new ConcurrencyConflict();
    if (write.name.kind === 'engagement') checkLifecycle(write.name.id, write.lifecycleEtag);
  };

  const perform = (write: ConfigurationWrite): string => {
    if (write.act === 'remove') {
      documents.delete(keyOf(write.name));
      if (write.name.kind === 'engagement') lifecycles.delete(write.name.id);
      return '';
    }
    if (write.act === 'saveEngagement') {
      const value = frozen(lifecycleSchema.parse(write.lifecycle.value));
      lifecycles.set(write.document.id, { value, etag: nextEtag() });
    }
    const { kind, id, value } = write.document;
    return put(kind, id, frozen(structuredClone(value)));
  };

  return {
    configuration: {
      find: async (kind, id) => find(kind, id),
      list: async (kind) => list(kind),
      async snapshot() {
        const rank = ({ kind }: StoredDocument) => configurationKinds.indexOf(kind);
        const sorted = [...documents.values()].sort((a, b) => rank(a) - rank(b));
        return { revision, documents: sorted, lifecycles: new Map(lifecycles) };
      },
      async write(writes, before) {
        if (revision !== before) throw new ConcurrencyConflict();
        writes.forEach(check);
        revision = nextEtag();
        return { revision, etags: writes.map(perform) };
      },
      plant(kind, id, body) {
        put(kind, id, body);
        if (kind !== 'engagement' || lifecycles.has(id)) return;
        lifecycles.set(id, { value: { status: 'draft' }, etag: nextEtag() });
      },
      erase(kind, id) {
        documents.delete(keyOf({ kind, id }));
        if (kind === 'engagement') lifecycles.delete(id);
      },
    },
    engagements: {
      async find(id) {
        const [engagement, lifecycle] = [find('engagement', id), lifecycles.get(id)];
        if (engagement === undefined) return undefined;
        if (lifecycle === undefined) throw new CorruptRecord(`'${id}' has no lifecycle.`);
        return joined(engagement, lifecycle);
      },
      async list() {
        return list('engagement').flatMap((engagement) => {
          const lifecycle = lifecycles.get(engagement.value.id);
          return lifecycle === undefined ? [] : [joined(engagement, lifecycle)];
        });
      },
      async saveLifecycle(id, lifecycle, lifecycleEtag) {
        if (lifecycles.get(id)?.etag !== lifecycleEtag) throw new ConcurrencyConflict();
        const value = frozen(lifecycleSchema.parse(lifecycle));
        lifecycles.set(id, { value, etag: nextEtag() });
      },
    },
  };
}

const joined = (
  engagement: Versioned<ConfigurationByKind['engagement']>,
  lifecycle: { value: Lifecycle; etag: string },
) => ({
  engagement: engagement.value,
  lifecycle: lifecycle.value,
  etag: engagement.etag ?? '',
  lifecycleEtag: lifecycle.etag,
});
