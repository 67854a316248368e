import {
  type ConfigurationSet,
  type DocumentName,
  keyOf,
  setOf,
  storedMember,
} from '../../domain/configuration/configuration-set.ts';
import type { Ports } from '../../ports/ports.ts';
import type { ConfigurationSnapshot } from '../../ports/configuration-store.ts';

/** The stored configuration. A write against it fails if another edit came first. */
export interface LoadedConfiguration extends Pick<
  ConfigurationSnapshot,
  'revision' | 'lifecycles'
> {
  set: ConfigurationSet;
  /** The etag of a stored document; undefined if there is none. */
  etagOf: (name: DocumentName) => string | undefined;
}

export type LoadConfiguration = () => Promise<LoadedConfiguration>;

export function createLoadConfiguration({
  configuration,
}: Pick<Ports, 'configuration'>): LoadConfiguration {
  return async () => {
    const { revision, documents, lifecycles } = await configuration.snapshot();
    const set = setOf(documents.map(({ kind, id, body }) => storedMember(kind, id, body)));
    const etags = new Map(documents.map((document) => [keyOf(document), document.etag]));
    return { revision, lifecycles, set, etagOf: (name) => etags.get(keyOf(name)) };
  };
}
