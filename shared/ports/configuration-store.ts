import type { AnyDocument, DocumentName } from '../domain/configuration/configuration-set.ts';
import type { ConfigurationByKind, ConfigurationKind } from '../domain/configuration/documents.ts';
import type { Lifecycle } from '../domain/engagement/lifecycle.ts';
import type { Versioned } from './versioned.ts';

/** A stored document, valid or not. */
export interface StoredDocument extends DocumentName {
  etag: string;
  body: unknown;
}

export interface ConfigurationSnapshot {
  /** The etag that a write must match; null before the first write. It is never newer than the documents. */
  revision: string | null;
  documents: readonly StoredDocument[];
  /** By engagement. The value is undefined if it does not follow its schema. */
  lifecycles: ReadonlyMap<string, { value: Lifecycle | undefined; etag: string }>;
}

/** An engagement is written and removed with its lifecycle. The etag of the lifecycle must match; null: none is stored. */
export type ConfigurationWrite =
  | { act: 'save'; document: Exclude<AnyDocument, { kind: 'engagement' }> }
  | {
      act: 'saveEngagement';
      document: Extract<AnyDocument, { kind: 'engagement' }>;
      lifecycle: Versioned<Lifecycle>;
    }
  | { act: 'remove'; name: DocumentName; lifecycleEtag: string | null };

export interface WrittenBatch {
  revision: string;
  /** The etag of each write, in order; empty for a removal. */
  etags: readonly string[];
}

/** Configuration documents by kind and id. All of them share one revision, so that no two edits can contradict. */
export interface ConfigurationStore {
  /** Throws CorruptRecord for a document that does not follow its schema. */
  find<K extends ConfigurationKind>(
    kind: K,
    id: string,
  ): Promise<Versioned<ConfigurationByKind[K]> | undefined>;
  /** The documents that follow their schema. */
  list<K extends ConfigurationKind>(kind: K): Promise<Versioned<ConfigurationByKind[K]>[]>;
  snapshot(): Promise<ConfigurationSnapshot>;
  /** Writes all or nothing, at most 99 operations. Throws ConcurrencyConflict if the revision or a lifecycle changed. */
  write(
    writes: readonly ConfigurationWrite[],
    revision: ConfigurationSnapshot['revision'],
  ): Promise<WrittenBatch>;
}
