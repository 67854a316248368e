import { Conflict } from '../errors.ts';

/**
 * Reads, decides and writes again when another write came first. `act` must read anew each time; decisions are pure, so
 * deciding twice costs nothing. After the last try the Conflict is the caller's.
 */
export async function onConflict<T>(act: () => Promise<T>, tries = 6): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof Conflict) || attempt >= tries) throw error;
    }
  }
}
