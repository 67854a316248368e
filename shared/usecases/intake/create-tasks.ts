// Creates the contacts and tasks of chains. The contacts are stored and reserved first, because two open tasks must not
// share one. A crash in between leaves reservations that expire, and contacts without a task.
import type { Contact } from '../../domain/contact/contact.ts';
import type { Chain } from '../../domain/intake/chains.ts';
import type { ImportCounts, ImportRun, RecordedFault } from '../../domain/intake/import.ts';
import { buildContact, buildTask } from '../../domain/intake/build-task.ts';
import { countersDelta } from '../../domain/report/counters.ts';
import type { Advance } from '../../domain/task/effect.ts';
import type { MessageBus } from '../../ports/message-bus.ts';
import type { ReserveContacts } from './reserve-contacts.ts';
import type { Campaign } from '../campaign-cache/campaign.ts';
import { mapConcurrently } from '../../concurrency/map-concurrently.ts';
import type { Ports } from '../../ports/ports.ts';

const concurrency = 64;

export interface CreateTasksDeps extends Pick<Ports, 'tasks' | 'messageBus' | 'clock' | 'ids'> {
  reserveContacts: ReserveContacts;
}

interface PlannedTask extends Advance {
  chain: Chain;
  contacts: readonly Contact[];
}

/** Adds the results to `counts`. Returns a fault for each row of a contact that already has an open task. */
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
    const planned = chains.map((chain): PlannedTask => {
      const contacts = chain.rows.map((row) => buildContact(row, attribute, ids.digest));
      const advance = buildTask(chain, contacts, run.id, policy, ids.digest, now);
      return { chain, contacts, next: advance.next, effects: advance.effects };
    });
    const results = await mapConcurrently(concurrency, planned, ({ contacts, next }) =>
      reserveContacts.reserve(contacts, next),
    );
    const reserved = planned.filter((_, index) => results[index]?.kind === 'reserved');
    const created = await store(reserved);
    const notCreated = reserved.filter((task) => !created.includes(task));
    await mapConcurrently(concurrency, notCreated, ({ contacts, next }) =>
      reserveContacts.release(contacts, next),
    );

    for (const { chain } of created) {
      counts.tasks += 1;
      counts.accepted += chain.rows.length;
    }
    await messageBus.wake(wakesOf(created));
    const pending = planned.filter((task) => !created.includes(task));
    for (const { chain } of pending) counts.alreadyPending += chain.rows.length;
    return pending.flatMap(({ chain }) =>
      chain.rows.map(({ line }) => alreadyPending(line, chain)),
    );
  };

  /** Returns the stored tasks. A task is not stored if another open task has its key. */
  async function store(planned: readonly PlannedTask[]): Promise<readonly PlannedTask[]> {
    const pendingIds = new Set<string>();
    for (const ofShard of Map.groupBy(planned, ({ next }) => next.shard).values()) {
      const { pending } = await tasks.create(
        ofShard.map(({ next: task, effects }) => ({
          task,
          delta: countersDelta(null, task, effects),
        })),
      );
      for (const id of pending) pendingIds.add(id);
    }
    return pendingIds.size === 0 ? planned : planned.filter(({ next }) => !pendingIds.has(next.id));
  }
}

function wakesOf(created: readonly PlannedTask[]): Parameters<MessageBus['wake']>[0] {
  const wakes = new Map<string, Parameters<MessageBus['wake']>[0][number]>();
  for (const { next } of created) {
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
      ? 'This contact already has an open task of this engagement; the row is skipped.'
      : 'The account or one of its contacts already has an open task of this engagement; the row is skipped.',
  rowKept: false,
});
