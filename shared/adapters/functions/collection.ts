// The routes of one kind of configuration document: PUT, GET and DELETE of one, GET of all.
import { app } from '@azure/functions';
import { answering, bodyOf, ok, param } from './http.ts';

interface Stored {
  value: object;
  etag: string | null;
}

export interface Collection {
  /** The singular, which the functions are named after. */
  kind: string;
  route: string;
  /** Reads the body and stores it; `ifMatch` is the etag that the caller has seen, null where none was given. */
  put(
    id: string,
    body: unknown,
    ifMatch: string | null,
  ): Promise<Stored & { created: boolean; queued?: object }>;
  get(id: string): Promise<Stored>;
  list(): Promise<readonly Stored[]>;
  remove(id: string, ifMatch: string | null): Promise<void>;
  shown: (value: object) => object;
}

export function serveCollection(collection: Collection): void {
  const { kind, route, shown } = collection;
  const all = { route, authLevel: 'function' as const };
  const one = { ...all, route: `${route}/{id}` };

  app.http(`${kind}-put`, {
    ...one,
    methods: ['PUT'],
    handler: answering(async (request) => {
      const ifMatch = request.headers.get('if-match');
      const body = await bodyOf(request);
      const stored = await collection.put(param(request, 'id'), body, ifMatch);
      const { value, queued } = stored;
      const whole = queued === undefined ? value : { ...value, queued };
      const answer = ok(shown(whole), stored.etag ?? undefined);
      return { ...answer, status: stored.created ? 201 : 200 };
    }),
  });

  app.http(`${kind}-get`, {
    ...one,
    methods: ['GET'],
    handler: answering(async (request) => {
      const { value, etag } = await collection.get(param(request, 'id'));
      return ok(shown(value), etag ?? undefined);
    }),
  });

  app.http(`${kind}-delete`, {
    ...one,
    methods: ['DELETE'],
    handler: answering(async (request) => {
      await collection.remove(param(request, 'id'), request.headers.get('if-match'));
      return { status: 204 };
    }),
  });

  app.http(`${kind}-list`, {
    ...all,
    methods: ['GET'],
    handler: answering(async () => {
      const found = await collection.list();
      return ok({ items: found.map(({ value }) => shown(value)) });
    }),
  });
}
