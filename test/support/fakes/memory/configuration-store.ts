import {
  readSchemas,
  type ConfigurationByKind,
  type ConfigurationKind,
  configurationSchemas,
} from '../../../../shared/domain/configuration/documents.ts';
import { ConcurrencyConflict, CorruptRecord } from '../../../../shared/errors.ts';
import type { ConfigurationStore } from '../../../../shared/ports/configuration-store.ts';
import type { Versioned } from '../../../../shared/ports/versioned.ts';
import { type Versions, versions } from './versions.ts';

export interface MemorySettings extends ConfigurationStore {
  /** Stores a document of another version of the engine, valid or not. */
  plant(kind: ConfigurationKind, id: string, value: unknown): void;
}

export function memorySettings(): MemorySettings {
  const kept = <K extends ConfigurationKind>(kind: K): Versions<ConfigurationByKind[K]> =>
    versions(configurationSchemas[kind]);
  const stores: { [K in ConfigurationKind]: Versions<ConfigurationByKind[K]> } = {
    workstream: kept('workstream'),
    queue: kept('queue'),
    engagement: kept('engagement'),
    dispositionCode: kept('dispositionCode'),
    messageTemplate: kept('messageTemplate'),
    cancellationPolicy: kept('cancellationPolicy'),
  };
  const planted = new Map<string, { kind: ConfigurationKind; id: string; value: unknown }>();
  const etag = '"planted"';
  const keyOf = (kind: ConfigurationKind, id: string) => `${kind} ${id}`;
  const plantedOf = (kind: ConfigurationKind) =>
    [...planted.values()].filter((one) => one.kind === kind);

  function read<K extends ConfigurationKind>(
    kind: K,
    value: unknown,
  ): Versioned<ConfigurationByKind[K]> {
    const { data } = readSchemas[kind].safeParse(value);
    if (data === undefined) throw new CorruptRecord(`A ${kind} does not follow its schema.`);
    return { value: data, etag };
  }
  /** Removes such a document before a write with its version. */
  function give(kind: ConfigurationKind, id: string, seen: string | null): boolean {
    if (!planted.has(keyOf(kind, id))) return false;
    if (seen !== etag) throw new ConcurrencyConflict();
    return planted.delete(keyOf(kind, id));
  }

  return {
    async find(kind, id) {
      const found = planted.get(keyOf(kind, id));
      return found === undefined ? stores[kind].find(id) : read(kind, found.value);
    },
    version: async (kind, id) =>
      planted.has(keyOf(kind, id)) ? etag : (stores[kind].find(id)?.etag ?? undefined),
    list: async (kind) => [
      ...stores[kind].all(),
      ...plantedOf(kind).flatMap(({ value }) =>
        readSchemas[kind].safeParse(value).success ? [read(kind, value)] : [],
      ),
    ],
    bodies: async (kind) => [
      ...stores[kind].all().map(({ value }) => {
        return { id: 'engagement' in value ? value.engagement.id : value.id, value };
      }),
      ...plantedOf(kind).map(({ id, value }) => ({ id, value })),
    ],
    async save(kind, id, version) {
      const isPlanted = give(kind, id, version.etag);
      return stores[kind].save(id, isPlanted ? { ...version, etag: null } : version);
    },
    async remove(kind, id, seen) {
      if (!give(kind, id, seen)) stores[kind].remove(id, seen);
    },
    plant: (kind, id, value) => void planted.set(keyOf(kind, id), { kind, id, value }),
  };
}
