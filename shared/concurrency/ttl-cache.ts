// A cache for values that a tick and the events of its calls read again and again.
import { type Instant, later, SECOND } from '../domain/values/time.ts';
import type { Clock } from '../ports/clock.ts';

const keptFor = SECOND;

/** Caches values for one second; concurrent callers share one read. */
export function ttlCache<T>(clock: Clock) {
  const entries = new Map<string, { answer: Promise<T | undefined>; from: Instant }>();
  const ask = (key: string, read: () => Promise<T | undefined>): Promise<T | undefined> => {
    const now = clock.now();
    const entry = entries.get(key);
    // A value from a later time is dropped too: a clock may be set back.
    if (entry !== undefined && entry.from <= now && now < later(entry.from, keptFor)) {
      return entry.answer;
    }
    const answer = read();
    entries.set(key, { answer, from: now });
    answer.catch(() => entries.delete(key));
    return answer;
  };
  return Object.assign(ask, { forget: () => entries.clear() });
}
