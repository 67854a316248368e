// The configuration part of the engine's API: lists, documents with etags, conditional writes and removals. A
// response that is not from the engine ends the run: a server that answers 200 to everything has stored nothing.
import { z } from 'zod';
import { revisionSchema } from '../../shared/contract/openapi/engagements.ts';
import { representativeSchema } from '../../shared/domain/representative/representative.ts';
import type { ConfigurationKind } from '../../shared/domain/configuration/documents.ts';
import type { Reevaluation } from '../../shared/usecases/tasks/reevaluation.ts';
import { collections, type Named } from './collections.ts';
import {
  type Answer,
  sendRequest,
  type Connection,
  problemOf,
  type Problem,
} from './http-client.ts';

type Body = Readonly<Record<string, unknown>>;

export interface Kept extends Named {
  /** `*` is any version: a list has no etags. */
  readonly etag: string;
  readonly body: Body;
}

export type Written =
  | {
      readonly kind: 'done';
      /** Null after a removal. */
      readonly etag: string | null;
      /** The effect of an edit on the queued tasks of the engagement. */
      readonly queued: Reevaluation | undefined;
    }
  | { readonly kind: 'refused'; readonly problem: Problem };

const documentSchema = z.looseObject({ id: z.string() });
const listSchema = z.object({ items: z.array(documentSchema) });
const servingSchema = z.object({
  items: z.array(z.object(representativeSchema.pick({ id: true, queues: true }).shape)),
});
export type Serving = z.infer<typeof servingSchema>['items'];
const queuedSchema = z.looseObject({ queued: revisionSchema.optional() });

export type ApiClient = ReturnType<typeof createApiClient>;

export function createApiClient(connection: Connection) {
  const pathOf = ({ kind, id }: Named) => `/${collections[kind]}/${encodeURIComponent(id)}`;

  return {
    wait: connection.wait,

    async list(kind: ConfigurationKind): Promise<Kept[]> {
      const path = `/${collections[kind]}`;
      const answer = await sendRequest(connection, { method: 'GET', path });
      const { data } = listSchema.safeParse(answer.body);
      if (!answer.ok || data === undefined) throw answer.unexpected();
      return data.items.map((body) => ({ kind, id: body.id, etag: '*', body }));
    },

    /** The representatives, because their profiles use queues. */
    async serving(): Promise<Serving> {
      const answer = await sendRequest(connection, { method: 'GET', path: '/representatives' });
      const { data } = servingSchema.safeParse(answer.body);
      if (!answer.ok || data === undefined) throw answer.unexpected();
      return data.items;
    },

    /** Undefined if there is none. */
    async get(named: Named): Promise<Kept | undefined> {
      const answer = await sendRequest(connection, { method: 'GET', path: pathOf(named) });
      return isNone(answer) ? undefined : keptOf(named, answer);
    },

    /** Replaces only the version with that etag; null: only if there is none. */
    async put(named: Named, body: object, etag: string | null): Promise<Written> {
      const headers = etag === null ? { 'if-none-match': '*' } : { 'if-match': etag };
      const path = pathOf(named);
      const answer = await sendRequest(connection, { method: 'PUT', path, body, headers });
      if (!answer.ok) return { kind: 'refused', problem: problemOf(answer) };
      const { queued } = queuedSchema.safeParse(answer.body).data ?? {};
      return { kind: 'done', etag: keptOf(named, answer).etag, queued };
    },

    /** A missing document counts as removed. */
    async remove(named: Named, etag: string): Promise<Written> {
      const headers = { 'if-match': etag };
      const answer = await sendRequest(connection, {
        method: 'DELETE',
        path: pathOf(named),
        headers,
      });
      if (answer.status === 204 || isNone(answer)) {
        return { kind: 'done', etag: null, queued: undefined };
      }
      if (answer.ok) throw answer.unexpected();
      return { kind: 'refused', problem: problemOf(answer) };
    },
  };
}

/** Every other server that answers 404 has no such API. */
const isNone = (answer: Answer): boolean =>
  answer.status === 404 && problemOf(answer).code === 'notFound';

function keptOf(named: Named, answer: Answer): Kept {
  const { data } = documentSchema.safeParse(answer.body);
  if (!answer.ok || data?.id !== named.id || answer.etag === null) throw answer.unexpected();
  return { kind: named.kind, id: named.id, etag: answer.etag, body: data };
}
