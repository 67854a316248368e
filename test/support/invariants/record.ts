// The record of a day, as the invariants read it.
import type { Call } from '../../../shared/domain/call/call.ts';
import type { Contact } from '../../../shared/domain/contact/contact.ts';
import type { NumberRecord } from '../../../shared/domain/contact/number-record.ts';
import type { DispositionCode } from '../../../shared/domain/workstream/disposition-code.ts';
import type { Engagement } from '../../../shared/domain/engagement/engagement.ts';
import type { ImportRun } from '../../../shared/domain/intake/import.ts';
import type { Queue } from '../../../shared/domain/workstream/queue.ts';
import type { Counters } from '../../../shared/domain/report/counters.ts';
import type { Representative } from '../../../shared/domain/representative/representative.ts';
import type { Delivery } from '../../../shared/domain/task/delivery.ts';
import type { Task } from '../../../shared/domain/task/task.ts';
import type { Instant } from '../../../shared/domain/values/time.ts';
import type { Workstream } from '../../../shared/domain/workstream/workstream.ts';
import type { TestEngine } from '../engine.ts';
import type { SentText } from '../fakes/fake-messenger.ts';
import type { PhoneCall } from '../fakes/fake-telephone.ts';

export interface DayRecord {
  engagements: readonly Engagement[];
  queues: readonly Queue[];
  workstreams: readonly Workstream[];
  codes: readonly DispositionCode[];
  imports: readonly ImportRun[];
  tasks: readonly Task[];
  deliveries: readonly Delivery[];
  /** Every version of a delivery, in write order. */
  deliveryVersions: readonly Delivery[];
  tallies: readonly Counters[];
  contacts: readonly Contact[];
  numbers: readonly NumberRecord[];
  calls: readonly Call[];
  representatives: readonly Representative[];
  /** Every version of a representative, in write order. */
  representativeVersions: readonly Representative[];
  phoneCalls: readonly PhoneCall[];
  texts: readonly SentText[];
  now: Instant;
}

export async function recordOf(engine: TestEngine): Promise<DayRecord> {
  const { configuration, tasks, contacts, representatives } = engine;
  const values = <T>(list: readonly { value: T }[]) => list.map(({ value }) => value);
  return {
    engagements: values(await configuration.list('engagement')),
    queues: values(await configuration.list('queue')),
    workstreams: values(await configuration.list('workstream')),
    codes: values(await configuration.list('dispositionCode')),
    imports: engine.imports.runs(),
    ...tasks.all(),
    deliveryVersions: tasks.written,
    contacts: contacts.contacts(),
    numbers: contacts.numbers(),
    calls: engine.callStore.calls(),
    representatives: values(await representatives.list()),
    representativeVersions: representatives.written,
    phoneCalls: engine.callControl.calls,
    texts: engine.smsSender.texts,
    now: engine.timeline.now(),
  };
}

/** The maximum number of overlapping spans; a span that ends when another starts does not overlap. */
export function mostAtOnce(
  list: readonly { from: Instant; until: Instant | null }[],
  now: Instant,
): number {
  const edges = list.flatMap(({ from, until }) => [
    { at: from, step: 1 },
    { at: until ?? now, step: -1 },
  ]);
  edges.sort((a, b) => (a.at === b.at ? a.step - b.step : a.at < b.at ? -1 : 1));
  let count = 0;
  let most = 0;
  for (const { step } of edges) {
    count += step;
    most = Math.max(most, count);
  }
  return most;
}

export function grouped<T>(list: readonly T[], key: (item: T) => string): Map<string, T[]> {
  return Map.groupBy(list, key);
}
