/** The queues of the namespace with their dead-letter queues, by address. Addresses are not case-sensitive. */
import type { LocalClock } from '../../clock.ts';
import { notFound } from '../wire/refusal.ts';
import type { Journal } from './journal.ts';
import { queue, type Queue } from './queue.ts';
import { quota, type Quota } from './quota.ts';
import { deadLetterSettings, queueSettings, type QueueDefinition } from './queue-settings.ts';
import { throttle, type Throttle } from './throttle.ts';

export interface QueueCounts {
  /** Ready messages; unlike the active count of Azure, without locked messages. */
  active: number;
  locked: number;
  deferred: number;
  scheduled: number;
  deadLetter: number;
}

export interface Namespace {
  /** Throws if the queue does not exist. */
  entity(address: string): Queue;
  counts(): Record<string, QueueCounts>;
  readonly throttle: Throttle;
  /** Throws if the queue does not exist. */
  quotaOf(queue: string): Quota;
  stop(): void;
}

export function namespace(
  definitions: readonly QueueDefinition[],
  clock: LocalClock,
  journal: Journal,
): Namespace {
  const byAddress = new Map<string, Queue>();
  const names: string[] = [];
  const quotas = new Map<string, Quota>();
  const throttling = throttle();
  let lastId = journal.lastMessageId();
  const newId = () => ++lastId;

  for (const definition of definitions) {
    const settings = queueSettings(definition);
    const address = settings.name.toLowerCase();
    if (byAddress.has(address))
      throw new Error(`The queue '${settings.name}' is defined twice; remove one definition.`);
    const common = { clock, journal, newId };
    const dead = queue(deadLetterSettings(settings), {
      ...common,
      assertAcceptsSends: () => {},
      moveToDeadLetter: undefined,
    });
    const room = quota(settings.name, () => live.size() + dead.size());
    const live = queue(settings, {
      ...common,
      assertAcceptsSends() {
        throttling.pass();
        room.check();
      },
      moveToDeadLetter: (message, why) => dead.receiveDead(message, why),
    });
    names.push(settings.name);
    quotas.set(address, room);
    byAddress.set(address, live).set(`${address}/$deadletterqueue`, dead);
    dead.restore();
    live.restore();
  }

  function entity(address: string): Queue {
    const existing = byAddress.get(address.replace(/^\//, '').toLowerCase());
    if (existing === undefined) throw notFound(address);
    return existing;
  }

  return {
    entity,
    throttle: throttling,
    quotaOf(name) {
      const queueLimit = quotas.get(name.toLowerCase());
      if (queueLimit === undefined) throw notFound(name);
      return queueLimit;
    },
    counts: () =>
      Object.fromEntries(
        names.map((name) => {
          const dead = entity(`${name}/$deadletterqueue`).counts();
          const deadLetter = dead.active + dead.locked + dead.deferred;
          return [name, { ...entity(name).counts(), deadLetter }];
        }),
      ),
    stop() {
      for (const entry of byAddress.values()) entry.stop();
      journal.close();
    },
  };
}
