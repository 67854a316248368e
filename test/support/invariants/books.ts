// Invariants 5, 6, 8 and 9: counts and ends. Each returns its violations in words.
import { sumCounters } from '../../../shared/domain/report/counters.ts';
import { deliveryOf } from '../../../shared/domain/task/task.ts';
import { MINUTE, later } from '../../../shared/domain/values/time.ts';
import { type DayRecord, grouped } from './record.ts';

/** 5. Accepted records = closed + open. */
export function nothingLost(record: DayRecord): string[] {
  const { imports, tasks, tallies } = record;
  const counts = sumCounters(tallies);
  const accepted = imports.reduce((total, run) => total + run.counts.accepted, 0);
  const members = tasks.reduce((total, { chain }) => total + chain.length, 0);
  const closed = tasks.filter(({ status }) => status === 'closed').length;
  const open = tasks.filter(({ status }) => status !== 'closed').length;
  return [
    ...(accepted === members ? [] : [`${accepted} records accepted, ${members} in tasks`]),
    ...(counts['accepted'] === closed + open
      ? []
      : [`${counts['accepted'] ?? 0} tasks accepted, ${closed} closed, ${open} open`]),
  ];
}

/** 6. Counters equal a recount. */
export function countersAreRight({ tasks, deliveries, tallies }: DayRecord): string[] {
  const recount: Record<string, number> = {};
  const add = (name: string) => (recount[name] = (recount[name] ?? 0) + 1);
  for (const task of tasks) {
    add('accepted');
    if (task.status === 'closed') add(`closed.${task.outcome}`);
  }
  for (const delivery of deliveries) {
    add(`${delivery.channel}.started`);
    if (delivery.status === 'InProcess') continue;
    add(`${delivery.channel}.${delivery.result}`);
    if (delivery.answeredAt !== null) add('answered');
    if (delivery.bridgedAt !== null) add('connected');
    if (delivery.abandoned) add('abandoned');
  }
  const counted = sumCounters(tallies);
  const names = new Set([...Object.keys(recount), ...Object.keys(counted)]);
  return [...names]
    .filter((name) => (recount[name] ?? 0) !== (counted[name] ?? 0))
    .map(
      (name) => `${name}: ${counted[name] ?? 0} in the tallies, ${recount[name] ?? 0} recounted`,
    );
}

/** 8. Every open state ends by time alone: no deadline is overdue. */
export function everythingEnds({ tasks, calls, now }: DayRecord): string[] {
  const overdue = later(now, -2 * MINUTE);
  return [
    ...tasks.flatMap((task) =>
      task.status !== 'closed' && task.deadlineAt < overdue
        ? [`task ${task.id} is ${task.status} since ${task.deadlineAt}`]
        : [],
    ),
    ...calls.flatMap((call) =>
      call.status !== 'settled' && call.deadlineAt < overdue
        ? [`call ${call.id} is ${call.status} since ${call.deadlineAt}`]
        : [],
    ),
  ];
}

/** 9. Each delivery has exactly one result; every real call is a delivery. */
export function oneResultEach(record: DayRecord): string[] {
  const { deliveryVersions, phoneCalls, tasks, deliveries } = record;
  const open = new Set(tasks.map(deliveryOf));
  const known = new Set(deliveries.map(({ id }) => id));
  const ends = deliveryVersions.filter((version) => version.status === 'Complete');
  // The codes of a conversation may change after its end; that is not another end.
  const endsOf = (list: typeof ends) =>
    new Set(list.map(({ result, endedAt }) => `${result} ${endedAt}`)).size;
  return [
    ...[...grouped(ends, ({ id }) => id)]
      .filter(([, list]) => endsOf(list) > 1)
      .map(([id, list]) => `${id} ended ${endsOf(list)} times`),
    ...deliveries
      .filter(({ id, status }) => status === 'InProcess' && !open.has(id))
      .map(({ id }) => `${id} has no result and no open task`),
    ...[...grouped(phoneCalls, ({ deliveryId }) => deliveryId)]
      .filter(([, list]) => list.length > 1)
      .map(([id, list]) => `${id} was dialed ${list.length} times`),
    ...phoneCalls
      .filter(({ deliveryId }) => !known.has(deliveryId))
      .map(({ deliveryId }) => `${deliveryId} was dialed without a delivery`),
  ];
}
