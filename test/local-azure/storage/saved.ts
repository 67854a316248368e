/**
 * Azurite keeps its records in memory and writes them down every five seconds, so that a kill takes blobs which were
 * already answered for. Here the answer to a write waits until the records are in their files; writes that are under
 * way at once wait for one saving together.
 */
import { type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** A database of LokiJS, as far as it is used. */
export interface Saved {
  saveDatabase(done: (error: unknown) => void): void;
}

const changing = new Set(['PUT', 'POST', 'DELETE', 'PATCH']);

async function save(databases: readonly Saved[]): Promise<void> {
  for (const database of databases) {
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    database.saveDatabase((error) => {
      if (error === undefined || error === null) resolve(undefined);
      else reject(error instanceof Error ? error : new Error('Not saved.', { cause: error }));
    });
    await promise;
  }
}

export function answerWhenSaved(server: Server, databases: readonly Saved[]): void {
  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    if (!changing.has(request.method ?? '')) return;
    const end = response.end.bind(response) as (...args: unknown[]) => ServerResponse;
    response.end = ((...args: unknown[]) => {
      save(databases).then(
        () => end(...args),
        (error: unknown) => {
          console.error(error);
          // No answer is the truth: whoever asked cannot know whether it was done.
          response.destroy();
        },
      );
      return response;
    }) as typeof response.end;
  });
}
