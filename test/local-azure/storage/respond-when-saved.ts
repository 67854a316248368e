/**
 * Azurite saves its in-memory records every five seconds, so a kill loses acknowledged writes. Here a write is
 * acknowledged after its records are saved. Concurrent writes share one save.
 */
import { type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** The part of a LokiJS database that is in use. */
export interface SavedResponses {
  saveDatabase(done: (error: unknown) => void): void;
}

const changing = new Set(['PUT', 'POST', 'DELETE', 'PATCH']);

async function save(databases: readonly SavedResponses[]): Promise<void> {
  for (const database of databases) {
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    database.saveDatabase((error) => {
      if (error === undefined || error === null) resolve(undefined);
      else
        reject(
          error instanceof Error
            ? error
            : new Error('The records could not be saved.', { cause: error }),
        );
    });
    await promise;
  }
}

export function respondWhenSaved(server: Server, databases: readonly SavedResponses[]): void {
  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    if (!changing.has(request.method ?? '')) return;
    const end = response.end.bind(response) as (...args: unknown[]) => ServerResponse;
    response.end = ((...args: unknown[]) => {
      save(databases).then(
        () => end(...args),
        (error: unknown) => {
          console.error(error);
          // Close the connection without a response: the caller cannot know whether the write succeeded.
          response.destroy();
        },
      );
      return response;
    }) as typeof response.end;
  });
}
