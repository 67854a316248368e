// After a lost response or a concurrent write, a read verifies the result of a write.
import diff from 'microdiff';
import type { ApiClient, Kept, Written } from './api-client.ts';
import { nameOf, type Named } from './collections.ts';
import { type Problem, NoResponseError } from './http-client.ts';
import { valueOf } from './current-state.ts';
import { FatalError } from './fatal-error.ts';

const mostTries = 3;
/** How long a lost connection may take to recover. */
const waitsMs = [1000, 2000, 4000];

/** Replaces the version with that etag; null: only if there is none. */
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
    // The document is as desired, no matter which write did it.
    if (isDone(found)) return { kind: 'done', etag: found?.etag ?? null, queued: undefined };
    if (!lost) return written;
    if ((found?.etag ?? null) !== etag) return { kind: 'refused', problem: overtaken };
    if (tries === mostTries) throw written;
  }
}

/** Another version at the first read, or a concurrent write within the API. */
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
