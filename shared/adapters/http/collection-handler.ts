// The routes of one kind of configuration document: PUT, GET and DELETE of one, GET of all.
import { app, type HttpRequest } from '@azure/functions';
import type { Collection } from '../../contract/configuration/collections.ts';
import { readPrecondition } from '../../contract/configuration/preconditions.ts';
import type { Precondition } from '../../domain/configuration/precondition.ts';
import { httpHandler, bodyOf, ok, param, parametersOf } from './http-handler.ts';

interface Stored {
  value: object;
  etag: string | null;
}

export interface Served extends Pick<Collection, 'route' | 'idSchema'> {
  /** The singular name, used in function names. */
  kind: string;
  /** Reads the body and stores it under the caller's precondition, null without one. Checks the id in the body. */
  put(
    id: string,
    body: unknown,
    when: Precondition | null,
  ): Promise<Stored & { created: boolean; queued?: object }>;
  get(id: string): Promise<Stored>;
  list(): Promise<readonly Stored[]>;
  remove(id: string, when: Precondition | null): Promise<void>;
  shown: (value: object) => object;
}

export function serveCollection(collection: Served): void {
  const { kind, route, idSchema, shown } = collection;
  const all = { route, authLevel: 'function' as const };
  const one = { ...all, route: `${route}/{id}` };

  app.http(`${kind}-put`, {
    ...one,
    methods: ['PUT'],
    handler: httpHandler(async (request) => {
      const when = preconditionOf(request);
      const stored = await collection.put(param(request, 'id'), await bodyOf(request), when);
      const { value, queued } = stored;
      const whole = queued === undefined ? value : { ...value, queued };
      const answer = ok(shown(whole), stored.etag ?? undefined);
      return { ...answer, status: stored.created ? 201 : 200 };
    }),
  });

  app.http(`${kind}-get`, {
    ...one,
    methods: ['GET'],
    handler: httpHandler(async (request) => {
      const { id } = parametersOf(request, { id: idSchema });
      const { value, etag } = await collection.get(id);
      return ok(shown(value), etag ?? undefined);
    }),
  });

  app.http(`${kind}-delete`, {
    ...one,
    methods: ['DELETE'],
    handler: httpHandler(async (request) => {
      const { id } = parametersOf(request, { id: idSchema });
      await collection.remove(id, preconditionOf(request));
      return { status: 204 };
    }),
  });

  app.http(`${kind}-list`, {
    ...all,
    methods: ['GET'],
    handler: httpHandler(async () => {
      const found = await collection.list();
      return ok({ items: found.map(({ value }) => shown(value)) });
    }),
  });
}

const preconditionOf = ({ headers }: HttpRequest): Precondition | null =>
  readPrecondition(headers.get('if-match'), headers.get('if-none-match'));
