// A write is told as what became of it: one whose answer was lost, or that was overtaken, is looked at again.
import diff from 'microdiff';
import type { ApiClient, Kept, Written } from './api-client.ts';
import { nameOf, type Named } from './collections.ts';
import { type Problem, NoResponseError } from './http-client.ts';
import { valueOf } from './current-state.ts';
import { FatalError } from './fatal-error.ts';

const mostTries = 3;
/** A connection that broke is given so long to come back. */
const waitsMs = [1000, 2000, 4000];

/** Over the version of that etag; null: only when there is none. */
export const put = (
  api: ApiClient,
  named: Named,
  value: object,
  etag: string | null,
): Promise<Written> =>
  surely(api, named, etag, {
    send: () => api.put(named, value, etag),
    isDone: (found) => found !== undefined && diff(valueOf(found), value).length === 0,
  });

export const remove = (api: ApiClient, named: Named, etag: string): Promise<Written> =>
  surely(api, named, etag, {
    send: () => api.remove(named, etag),
    isDone: (found) => found === undefined,
  });

interface Write {
  readonly send: () => Promise<Written>;
  readonly isDone: (found: Kept | undefined) => boolean;
}

async function surely(
  api: ApiClient,
  named: Named,
  etag: string | null,
  { send, isDone }: Write,
): Promise<Written> {
  for (let tries = 1; ; tries += 1) {
    const written = await send().catch((error: unknown) => {
      if (error instanceof NoResponseError) return error;
      throw error;
    });
    const lost = written instanceof NoResponseError;
    if (!lost && (written.kind === 'done' || !isStale(written.problem))) return written;
    const found = await look(api, named);
    // By whomever: it is as it is to be.
    if (isDone(found)) return { kind: 'done', etag: found?.etag ?? null, queued: undefined };
    if (!lost) return written;
    if ((found?.etag ?? null) !== etag) return { kind: 'refused', problem: overtaken };
    if (tries === mostTries) throw written;
  }
}

/** Another version at the first look, or another write between the API's own reading and writing. */
export const isStale = ({ status, code }: Problem): boolean =>
  status === 412 || code === 'lostRace';

const overtaken: Problem = { status: 412, code: 'staleVersion', message: '', issues: [] };

async function look(api: ApiClient, named: Named): Promise<Kept | undefined> {
  for (const waitMs of waitsMs) {
    try {
      return await api.get(named);
    } catch (error) {
      if (!(error instanceof NoResponseError)) throw error;
      await api.wait(waitMs);
    }
  }
  return api.get(named).catch((error: unknown) => {
    if (!(error instanceof NoResponseError)) throw error;
    throw new FatalError(`${error.message}\nWhether ${nameOf(named)} was written is not known.`);
  });
}
