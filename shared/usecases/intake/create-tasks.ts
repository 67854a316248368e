// Chains become contacts and tasks. The people first, for the tasks name them and no two open tasks may have one of them;
// a crash in between leaves claims that are void after a while, and contacts that nobody was told to call.
import type { Contact } from '../../domain/contact/contact.ts';
import type { Chain } from '../../domain/intake/chains.ts';
import type { ImportCounts, ImportRun, RecordedFault } from '../../domain/intake/import.ts';
import { buildContact, buildTask } from '../../domain/intake/build-task.ts';
import { countersDelta } from '../../domain/report/counters.ts';
import type { Advance } from '../../domain/task/effect.ts';
import type { MessageBus } from '../../ports/message-bus.ts';
import type { ReserveContacts } from './reserve-contacts.ts';
import type { Campaign } from '../campaign-cache/campaign-cache.ts';
import { mapConcurrently } from '../../concurrency/map-concurrently.ts';
import type { Ports } from '../../ports/ports.ts';

const atOnce = 64;

export interface CreateTasksDeps extends Pick<Ports, 'tasks' | 'messageBus' | 'clock' | 'ids'> {
  reserveContacts: ReserveContacts;
}

interface Planned extends Advance {
  chain: Chain;
  people: readonly Contact[];
}

/** Counts what became of the chains in `counts`; answers with the rows of which nothing new was made. */
export type CreateTasks = (
  campaign: Campaign,
  run: ImportRun,
  chains: readonly Chain[],
  counts: ImportCounts,
) => Promise<RecordedFault[]>;

export function createCreateTasks({
  tasks,
  messageBus,
  clock,
  ids,
  reserveContacts,
}: CreateTasksDeps): CreateTasks {
  return async ({ engagement, policy }, run, chains, counts) => {
    const now = clock.now();
    const attribute = engagement.contactUniqueIdentifier;
    const planned = chains.map((chain): Planned => {
      const contacts = chain.rows.map((row) => buildContact(row, attribute, ids.digest));
      const advance = buildTask(chain, contacts, run.id, policy, ids.digest, now);
      return { chain, people: contacts, ...advance };
    });
    const claimed = await mapConcurrently(atOnce, planned, (one) =>
      reserveContacts.claim(one.people, one.next),
    );
    const free = planned.filter((_, index) => claimed[index]);
    const made = await create(free);
    const unmade = free.filter((one) => !made.includes(one));
    await mapConcurrently(atOnce, unmade, (one) => reserveContacts.release(one.people, one.next));

    for (const { chain } of made) {
      counts.tasks += 1;
      counts.accepted += chain.rows.length;
    }
    await messageBus.wake(wakesOf(made));
    const pending = planned.filter((one) => !made.includes(one));
    for (const { chain } of pending) counts.alreadyPending += chain.rows.length;
    return pending.flatMap(({ chain }) =>
      chain.rows.map(({ line }) => alreadyPending(line, chain)),
    );
  };

  /** Answers with those whose task is there now; the others' key is held by an open task. */
  async function create(planned: readonly Planned[]): Promise<readonly Planned[]> {
    const held = new Set<string>();
    for (const own of Map.groupBy(planned, ({ next }) => next.shard).values()) {
      const { pending } = await tasks.create(
        own.map(({ next: task, effects }) => ({ task, delta: countersDelta(null, task, effects) })),
      );
      for (const id of pending) held.add(id);
    }
    return held.size === 0 ? planned : planned.filter(({ next }) => !held.has(next.id));
  }
}

function wakesOf(made: readonly Planned[]): Parameters<MessageBus['wake']>[0] {
  const wakes = new Map<string, Parameters<MessageBus['wake']>[0][number]>();
  for (const { next } of made) {
    if (next.status !== 'waiting') continue;
    const { engagementId, shard, deadlineAt: at } = next;
    wakes.set(`${shard} ${at}`, { engagementId, shard, at });
  }
  return [...wakes.values()];
}

const alreadyPending = (line: number, { rows }: Chain): RecordedFault => ({
  line,
  field: 'UniqueIdentifier',
  reason: 'alreadyPending',
  message:
    rows.length === 1
      ? 'This contact already has an open task of this engagement; no second one was made.'
      : 'A contact of this account, or the account, already has an open task of this engagement; no second one was made.',
  rowKept: false,
});
