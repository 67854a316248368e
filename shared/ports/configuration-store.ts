import type { ConfigurationByKind, ConfigurationKind } from '../domain/configuration/documents.ts';
import type { Versioned } from './versioned.ts';

/** Configuration documents by kind and id. */
export interface ConfigurationStore {
  find<K extends ConfigurationKind>(
    kind: K,
    id: string,
  ): Promise<Versioned<ConfigurationByKind[K]> | undefined>;
  /** The etag of the stored document, valid or not; undefined if there is none. */
  version(kind: ConfigurationKind, id: string): Promise<string | undefined>;
  /** The documents that follow their schema. */
  list<K extends ConfigurationKind>(kind: K): Promise<Versioned<ConfigurationByKind[K]>[]>;
  /** All stored documents, valid or not, to find their references. */
  bodies(kind: ConfigurationKind): Promise<{ id: string; value: unknown }[]>;
  /** Creates if `etag` is null, else replaces. Returns the new etag. Throws ConcurrencyConflict. */
  save<K extends ConfigurationKind>(
    kind: K,
    id: string,
    version: Versioned<ConfigurationByKind[K]>,
  ): Promise<string>;
  /** A missing document is not an error. Throws ConcurrencyConflict. */
  remove(kind: ConfigurationKind, id: string, etag: string): Promise<void>;
}
