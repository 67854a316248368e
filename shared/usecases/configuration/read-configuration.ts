import {
  type ConfigurationByKind,
  type ConfigurationKind,
  isIdOf,
  kindLabel,
} from '../../domain/configuration/documents.ts';
import { NotFound } from '../../errors.ts';
import type { StoredEngagement } from '../../ports/engagement-store.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Versioned } from '../../ports/versioned.ts';
import type { ConfigurationView } from './configuration-view.ts';

/** Throws NotFound. */
export type GetConfiguration = (kind: ConfigurationKind, id: string) => Promise<ConfigurationView>;
export type ListConfiguration = (kind: ConfigurationKind) => Promise<ConfigurationView[]>;

type Deps = Pick<Ports, 'configuration' | 'engagements'>;

export function createGetConfiguration({ configuration, engagements }: Deps): GetConfiguration {
  return async (kind, id) => {
    const view = isIdOf(kind, id) ? await find(kind, id) : undefined;
    if (view === undefined) throw new NotFound(kindLabel[kind], id);
    return view;
  };

  async function find(kind: ConfigurationKind, id: string): Promise<ConfigurationView | undefined> {
    if (kind === 'engagement') {
      const stored = await engagements.find(id);
      return stored && viewOfEngagement(stored);
    }
    const stored = await configuration.find(kind, id);
    return stored && viewOf(stored);
  }
}

export function createListConfiguration({ configuration, engagements }: Deps): ListConfiguration {
  return async (kind) =>
    kind === 'engagement'
      ? (await engagements.list()).map(viewOfEngagement)
      : (await configuration.list(kind)).map(viewOf);
}

const viewOf = ({
  value,
  etag,
}: Versioned<ConfigurationByKind[ConfigurationKind]>): ConfigurationView => ({
  document: value,
  lifecycle: null,
  etag: etag ?? '',
});

const viewOfEngagement = ({
  engagement,
  lifecycle,
  etag,
}: StoredEngagement): ConfigurationView => ({
  document: engagement,
  lifecycle,
  etag,
});
