// The engine's API, as far as configuration goes: lists, documents with their etags, conditional writes and removals.
import { z } from 'zod';
import type { SettingsKind } from '../../shared/domain/settings.ts';
import { collections, type Named } from './collections.ts';
import { ask, type Connection, problemOf, type Problem } from './http.ts';

export type Body = Readonly<Record<string, unknown>>;

export interface Kept extends Named {
  /** Null when it was not asked for: a list has no etags. */
  readonly etag: string | null;
  readonly body: Body;
}

export type Written =
  | { readonly kind: 'done'; readonly created: boolean; readonly queued: Queued | undefined }
  | { readonly kind: 'refused'; readonly problem: Problem };

const queuedSchema = z.object({
  reranked: z.number(),
  regated: z.number(),
  closed: z.number(),
  left: z.number(),
  toCome: z.number(),
});
/** What the edit of an engagement did to its queued tasks. */
export type Queued = z.infer<typeof queuedSchema>;

const bodySchema = z.record(z.string(), z.unknown());
const listSchema = z.object({ items: z.array(z.looseObject({ id: z.string() })) });
const answerSchema = z.looseObject({ queued: queuedSchema.optional() });

export type EngineApi = ReturnType<typeof engineApi>;

export function engineApi(connection: Connection) {
  const pathOf = ({ kind, id }: Named) => `/${collections[kind]}/${encodeURIComponent(id)}`;
  const when = (etag: string | null): Record<string, string> =>
    etag === null ? {} : { 'if-match': etag };

  return {
    async list(kind: SettingsKind): Promise<Kept[]> {
      const path = `/${collections[kind]}`;
      const answer = await ask(connection, 'GET', path);
      if (!answer.ok) throw answer.unexpected();
      const { data } = listSchema.safeParse(answer.body);
      if (data === undefined) throw answer.unexpected();
      return data.items.map((body) => ({ kind, id: body.id, etag: null, body }));
    },

    /** Undefined when there is none. */
    async get(named: Named): Promise<Kept | undefined> {
      const answer = await ask(connection, 'GET', pathOf(named));
      if (answer.status === 404) return undefined;
      const { data } = bodySchema.safeParse(answer.body);
      if (!answer.ok || data === undefined) throw answer.unexpected();
      return { ...named, etag: answer.etag, body: data };
    },

    async put(named: Named, body: object, etag: string | null): Promise<Written> {
      const answer = await ask(connection, 'PUT', pathOf(named), { body, headers: when(etag) });
      if (!answer.ok) return { kind: 'refused', problem: problemOf(answer) };
      const queued = answerSchema.safeParse(answer.body).data?.queued;
      return { kind: 'done', created: answer.status === 201, queued };
    },

    /** One that is gone already is removed. */
    async remove(named: Named, etag: string | null): Promise<Written> {
      const answer = await ask(connection, 'DELETE', pathOf(named), { headers: when(etag) });
      if (answer.ok || answer.status === 404) {
        return { kind: 'done', created: false, queued: undefined };
      }
      return { kind: 'refused', problem: problemOf(answer) };
    },
  };
}
