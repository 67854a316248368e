// The configuration documents, from one table.
import { serveCollection } from '../../shared/adapters/http/collection-handler.ts';
import { compose } from '../../shared/compose.ts';
import {
  collections,
  type PlainKind,
  plainKinds,
} from '../../shared/contract/configuration/collections.ts';
import { readDocument } from '../../shared/contract/configuration/documents.ts';
import type { Precondition } from '../../shared/domain/configuration/precondition.ts';
import type { ConfigurationKind } from '../../shared/domain/configuration/documents.ts';

const common = (kind: ConfigurationKind) => ({
  ...collections[kind],
  kind,
  get: (id: string) => compose().saveConfiguration.get(kind, id),
  list: () => compose().saveConfiguration.list(kind),
  remove: (id: string, when: Precondition | null) =>
    compose().saveConfiguration.remove(kind, id, when),
});

const serve = (kind: PlainKind) =>
  serveCollection({
    ...common(kind),
    shown: (value) => value,
    put: async (id, body, when) => {
      const { saveConfiguration: configure } = compose();
      const reading = readDocument(kind, id, body);
      if (reading.kind === 'faulty') return configure.refuse(kind, reading.given, reading.issues);
      return configure.put(kind, reading.value, when);
    },
  });

plainKinds.forEach(serve);

serveCollection({
  ...common('engagement'),
  put: async (id, body, when) => {
    const { saveConfiguration: configure } = compose();
    const reading = readDocument('engagement', id, body);
    if (reading.kind === 'valid') return configure.putEngagement(reading.value, when);
    return configure.refuse('engagement', reading.given, reading.issues);
  },
  /** One document with its lifecycle and the effect of the edit on queued tasks. */
  shown: (value) =>
    'engagement' in value && 'lifecycle' in value
      ? {
          ...(value.engagement as object),
          lifecycle: value.lifecycle,
          ...('queued' in value && { queued: value.queued }),
        }
      : value,
});
