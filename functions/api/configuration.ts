// PUT, GET and DELETE of configuration documents, and GET of each collection, from one table.
import { app, type HttpRequest, type HttpResponseInit } from '@azure/functions';
import { answering, bodyOf, ok, param } from '../../shared/adapters/functions/http.ts';
import { compose } from '../../shared/compose.ts';
import { readEngagement, readQueue, readWorkstream } from '../../shared/contract/documents.ts';
import type { SettingsKind } from '../../shared/ports/settings.ts';

type Put = (id: string, body: unknown, ifMatch: string | null) => Promise<StoredDocument>;
interface StoredDocument {
  value: object;
  etag: string;
  created: boolean;
}

const kinds: { kind: SettingsKind; collection: string; put: Put }[] = [
  {
    kind: 'workstream',
    collection: 'workstreams',
    put: (id, body, ifMatch) =>
      compose().configure.putWorkstream(readWorkstream(id, body), ifMatch),
  },
  {
    kind: 'queue',
    collection: 'queues',
    put: (id, body, ifMatch) => compose().configure.putQueue(readQueue(id, body), ifMatch),
  },
  {
    kind: 'engagement',
    collection: 'engagements',
    put: (id, body, ifMatch) =>
      compose().configure.putEngagement(readEngagement(id, body), ifMatch),
  },
];

for (const { kind, collection, put } of kinds) {
  const one = { route: `${collection}/{id}`, authLevel: 'function' as const };

  app.http(`${kind}-put`, {
    ...one,
    methods: ['PUT'],
    handler: answering(async (request) => {
      const ifMatch = request.headers.get('if-match');
      const stored = await put(param(request, 'id'), await bodyOf(request), ifMatch);
      return { ...ok(shown(stored.value), stored.etag), status: stored.created ? 201 : 200 };
    }),
  });

  app.http(`${kind}-get`, {
    ...one,
    methods: ['GET'],
    handler: answering(async (request) => {
      const { value, etag } = await compose().configure.get(kind, param(request, 'id'));
      return ok(shown(value), etag ?? undefined);
    }),
  });

  app.http(`${kind}-delete`, {
    ...one,
    methods: ['DELETE'],
    handler: answering((request) => remove(kind, request)),
  });

  app.http(`${kind}-list`, {
    ...{ route: collection, authLevel: 'function' },
    methods: ['GET'],
    handler: answering(async () => {
      const found = await compose().configure.list(kind);
      return ok({ items: found.map(({ value }) => shown(value)) });
    }),
  });
}

async function remove(kind: SettingsKind, request: HttpRequest): Promise<HttpResponseInit> {
  const ifMatch = request.headers.get('if-match');
  await compose().configure.remove(kind, param(request, 'id'), ifMatch);
  return { status: 204 };
}

/** An engagement is shown as one document, with where it is in its life. */
function shown(value: object): object {
  return 'engagement' in value && 'lifecycle' in value
    ? { ...(value.engagement as object), lifecycle: value.lifecycle }
    : value;
}
