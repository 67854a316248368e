// The routes of one kind of configuration document: PUT, GET and DELETE of one, GET of all.
import { app, type HttpRequest } from '@azure/functions';
import type { Collection } from '../../contract/configuration/collections.ts';
import { readPrecondition } from '../../contract/configuration/preconditions.ts';
import type { Precondition } from '../../domain/configuration/precondition.ts';
import { httpHandler, bodyOf, ok, param, parametersOf } from './http-handler.ts';

interface View {
  document: object;
  /** Null for documents that are no engagement. */
  lifecycle: object | null;
  etag: string;
}

export interface Served extends Pick<Collection, 'route' | 'idSchema'> {
  /** The singular name, used in function names. */
  kind: string;
  /** Reads the body and stores it under the caller's precondition, null without one. Checks the id in the body. */
  put(
    id: string,
    body: unknown,
    when: Precondition | null,
  ): Promise<View & { created: boolean; queued: object | null }>;
  get(id: string): Promise<View>;
  list(): Promise<readonly View[]>;
  remove(id: string, when: Precondition | null): Promise<void>;
}

/** An engagement is shown with its lifecycle. */
const toBody = ({ document, lifecycle }: View): object =>
  lifecycle === null ? document : { ...document, lifecycle };

export function serveCollection(collection: Served): void {
  const { kind, route, idSchema } = collection;
  const listTrigger = { route, authLevel: 'function' as const };
  const itemTrigger = { ...listTrigger, route: `${route}/{id}` };

  app.http(`${kind}-put`, {
    ...itemTrigger,
    methods: ['PUT'],
    handler: httpHandler(async (request) => {
      const when = preconditionOf(request);
      const saved = await collection.put(param(request, 'id'), await bodyOf(request), when);
      const { queued, created, etag } = saved;
      const body = queued === null ? toBody(saved) : { ...toBody(saved), queued };
      return { ...ok(body, etag), status: created ? 201 : 200 };
    }),
  });

  app.http(`${kind}-get`, {
    ...itemTrigger,
    methods: ['GET'],
    handler: httpHandler(async (request) => {
      const { id } = parametersOf(request, { id: idSchema });
      const view = await collection.get(id);
      return ok(toBody(view), view.etag);
    }),
  });

  app.http(`${kind}-delete`, {
    ...itemTrigger,
    methods: ['DELETE'],
    handler: httpHandler(async (request) => {
      const { id } = parametersOf(request, { id: idSchema });
      await collection.remove(id, preconditionOf(request));
      return { status: 204 };
    }),
  });

  app.http(`${kind}-list`, {
    ...listTrigger,
    methods: ['GET'],
    handler: httpHandler(async () => {
      const views = await collection.list();
      return ok({ items: views.map(toBody) });
    }),
  });
}

const preconditionOf = ({ headers }: HttpRequest): Precondition | null =>
  readPrecondition(headers.get('if-match'), headers.get('if-none-match'));
