/** Event subscriptions and their undelivered events, in a file if there is a data folder. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const subscription = z.object({ endpoint: z.url(), subjectBeginsWith: z.string().default('') });
const pending = z.object({
  event: z.looseObject({ id: z.string(), eventTime: z.string() }),
  attempts: z.number(),
});
const file = z.record(z.string(), subscription.extend({ pending: z.array(pending) }));

export const subscriptionSchema = subscription;
export type Subscription = z.infer<typeof subscription>;
export type Pending = z.infer<typeof pending>;

export interface Subscriptions {
  get(name: string): Subscription | undefined;
  /** Returns the events that are still undelivered under this name. */
  put(name: string, subscription: Subscription): readonly Pending[];
  remove(name: string): void;
  /** All undelivered events with their subscriptions. */
  undelivered(): readonly (readonly [name: string, pending: Pending])[];
  wanting(subject: string): readonly string[];
  add(name: string, pending: Pending): void;
  settle(name: string, eventId: string): void;
}

export function openSubscriptions(data: string | undefined): Subscriptions {
  const path = data === undefined ? undefined : join(data, 'event-grid.json');
  const kept = path !== undefined && existsSync(path);
  const all = new Map(
    Object.entries(kept ? file.parse(JSON.parse(readFileSync(path, 'utf8'))) : {}),
  );

  /** Atomic: a kill during the write must not lose earlier events. */
  function save(): void {
    if (path === undefined) return;
    writeFileSync(`${path}.new`, JSON.stringify(Object.fromEntries(all)), { mode: 0o600 });
    renameSync(`${path}.new`, path);
  }

  return {
    get: (name) => all.get(name),
    put(name, given) {
      const undelivered = all.get(name)?.pending ?? [];
      all.set(name, { ...given, pending: undelivered });
      save();
      return undelivered;
    },
    remove(name) {
      all.delete(name);
      save();
    },
    undelivered: () =>
      [...all].flatMap(([name, { pending: some }]) => some.map((one) => [name, one] as const)),
    wanting: (subject) =>
      [...all].filter(([, one]) => subject.startsWith(one.subjectBeginsWith)).map(([name]) => name),
    add(name, one) {
      all.get(name)?.pending.push(one);
      save();
    },
    settle(name, eventId) {
      const found = all.get(name);
      if (!found) return;
      found.pending = found.pending.filter(({ event }) => event.id !== eventId);
      save();
    },
  };
}
