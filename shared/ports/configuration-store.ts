import type { ConfigurationByKind, ConfigurationKind } from '../domain/configuration/documents.ts';
import type { Versioned } from './versioned.ts';

/** Configuration, whole documents by kind and id. */
export interface ConfigurationStore {
  find<K extends ConfigurationKind>(
    kind: K,
    id: string,
  ): Promise<Versioned<ConfigurationByKind[K]> | undefined>;
  /** The etag of what is stored, whether or not its schema takes it; undefined where there is nothing. */
  version(kind: ConfigurationKind, id: string): Promise<string | undefined>;
  /** Those that follow their schema. */
  list<K extends ConfigurationKind>(kind: K): Promise<Versioned<ConfigurationByKind[K]>[]>;
  /** All as they are stored, whether or not their schema takes them: for whoever has to know what they name. */
  bodies(kind: ConfigurationKind): Promise<{ id: string; value: unknown }[]>;
  /** Creates when `etag` is null, else replaces. Throws ConcurrencyConflict when another write came first. Answers the new etag. */
  save<K extends ConfigurationKind>(
    kind: K,
    id: string,
    version: Versioned<ConfigurationByKind[K]>,
  ): Promise<string>;
  /** Throws ConcurrencyConflict when another write came first; a document that is gone is no error. */
  remove(kind: ConfigurationKind, id: string, etag: string): Promise<void>;
}
