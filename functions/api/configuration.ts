// The configuration documents, from one table.
import { type Collection, serveCollection } from '../../shared/adapters/functions/collection.ts';
import { compose } from '../../shared/compose.ts';
import { readEngagement, readQueue, readWorkstream } from '../../shared/contract/documents.ts';
import type { SettingsKind } from '../../shared/ports/settings.ts';

const kinds: (Pick<Collection, 'route' | 'put'> & { kind: SettingsKind })[] = [
  {
    kind: 'workstream',
    route: 'workstreams',
    put: (id, body, ifMatch) =>
      compose().configure.putWorkstream(readWorkstream(id, body), ifMatch),
  },
  {
    kind: 'queue',
    route: 'queues',
    put: (id, body, ifMatch) => compose().configure.putQueue(readQueue(id, body), ifMatch),
  },
  {
    kind: 'engagement',
    route: 'engagements',
    put: (id, body, ifMatch) =>
      compose().configure.putEngagement(readEngagement(id, body), ifMatch),
  },
];

for (const { kind, route, put } of kinds) {
  serveCollection({
    ...{ kind, route, put, shown },
    get: (id) => compose().configure.get(kind, id),
    list: () => compose().configure.list(kind),
    remove: (id, ifMatch) => compose().configure.remove(kind, id, ifMatch),
  });
}

/** An engagement is shown as one document, with where it is in its life. */
function shown(value: object): object {
  return 'engagement' in value && 'lifecycle' in value
    ? { ...(value.engagement as object), lifecycle: value.lifecycle }
    : value;
}
