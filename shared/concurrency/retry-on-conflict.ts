import { Conflict } from '../errors.ts';

/**
 * Reads, decides and writes again when another write came first. `act` must read anew each time; decisions are pure, so
 * deciding twice costs nothing. What the state of things does not allow, it will not allow again. After the last try the
 * Conflict is the caller's.
 */
export async function retryOnConflict<T>(act: () => Promise<T>, tries = 6): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await act();
    } catch (error) {
      const isLost = error instanceof Conflict && error.reason === 'lostRace';
      if (!isLost || attempt >= tries) throw error;
    }
  }
}
