// The safety net. After a lost message, a lost callback or a crash, a deadline passes. A passed deadline is an ordinary
// event.
import type { TaskRef } from '../../domain/values/ids.ts';
import { holdsLine } from '../../domain/call/call.ts';
import { noticeRefOf } from '../../domain/webhooks/notice.ts';
import { decide, type RepresentativeEvent } from '../../domain/representative/decide.ts';
import type { Presence, Representative } from '../../domain/representative/representative.ts';
import { refOf, type Task, type TaskIn } from '../../domain/task/task.ts';
import { type Instant, later, MINUTE } from '../../domain/values/time.ts';
import { ConcurrencyConflict, Transient } from '../../errors.ts';
import type { LogEvents } from '../../ports/log.ts';
import type { Versioned } from '../../ports/versioned.ts';
import type { ApplyCallEvent } from '../calls/apply-call-event.ts';
import type { ApplyTaskEvent } from '../tasks/apply-task-event.ts';
import { createPostponeOverdue } from './postpone-overdue.ts';
import type { SubscriptionCache } from '../webhooks/subscription-cache.ts';
import type { Ports } from '../../ports/ports.ts';

const atOnce = 200;
/** How long a representative with a live call keeps the reservation before the next check. */
const stillOnCallMs = MINUTE;

export interface SweepDeps extends Pick<
  Ports,
  | 'tasks'
  | 'callStore'
  | 'representatives'
  | 'configuration'
  | 'outbox'
  | 'messageBus'
  | 'clock'
  | 'log'
> {
  subscriptionCache: SubscriptionCache;
  applyTaskEvent: ApplyTaskEvent;
  applyCallEvent: ApplyCallEvent;
}

export function createSweep(deps: SweepDeps) {
  const { tasks, callStore, representatives, outbox, messageBus, clock, log } = deps;
  const aside = createPostponeOverdue(deps);

  return async (): Promise<LogEvents['sweep.done']> => {
    const now = clock.now();
    const calls = await callStore.due(now, atOnce);
    const event = { kind: 'deadlinePassed', now } as const;
    await each('call', calls, {
      act: ({ value }) => deps.applyCallEvent(value.pacingGroup, value.id, event),
      aside: (call) => aside.call(call, now),
    });
    const due = await tasks.due(now, atOnce);
    await each('task', due, {
      act: ({ value }) => passDeadline(value, now),
      aside: (task) => aside.task(task, now),
    });
    const people = await representatives.due(now);
    await each('representative', people, { act: (found) => release(found, now) });
    const untold = await outbox.due(now, atOnce);
    if (untold.length > 0) await messageBus.notify(untold.map(({ value }) => noticeRefOf(value)));
    const report = {
      calls: calls.length,
      tasks: due.length,
      representatives: people.length,
      notices: untold.length,
    };
    if (Object.values(report).some((count) => count > 0)) log.info('sweep.done', report);
    return report;
  };

  async function passDeadline(task: Task, now: Instant): Promise<void> {
    const ref = refOf(task);
    if (task.status === 'dialing' || task.status === 'connected') {
      return settleLost(task, ref, now);
    }
    await deps.applyTaskEvent(ref, { kind: 'deadlinePassed', now });
  }

  /** A task without a report of its call gets the stored result of the call, or Unknown. */
  async function settleLost(
    { pacingGroup, deliveryId }: TaskIn<'dialing' | 'connected'>,
    ref: TaskRef,
    now: Instant,
  ) {
    const call = await callStore.find(pacingGroup, deliveryId);
    switch (call?.value.status) {
      case undefined:
        await deps.applyTaskEvent(ref, { kind: 'deadlinePassed', now });
        return;
      case 'settled': {
        const { result, facts } = call.value;
        const over = { kind: 'ended', now, deliveryId, result, facts } as const;
        await deps.applyTaskEvent(ref, { ...over, wrapUpUntil: null });
        return;
      }
      default:
        // A live call has its own deadline, which settles both.
        return;
    }
  }

  async function release(found: Versioned<Representative>, now: Instant): Promise<void> {
    const decision = decide(found.value, await endOrExtend(found.value.presence, now));
    if (decision.kind === 'ignore') return;
    await representatives.save({ ...found, value: decision.next });
    const { status } = decision.next.presence;
    log.info('representative.presence', { representativeId: found.value.id, status });
  }

  /** The update of the representative may have failed; a live call keeps the reservation. */
  async function endOrExtend(presence: Presence, now: Instant): Promise<RepresentativeEvent> {
    if (presence.status === 'reserved' || presence.status === 'talking') {
      const { deliveryId, pacingGroup } = presence;
      const call = await callStore.find(pacingGroup, deliveryId);
      if (call !== undefined && holdsLine[call.value.status]) {
        return { kind: 'stillOnCall', now, deliveryId, until: later(now, stillOnCallMs) };
      }
    }
    return { kind: 'deadlinePassed', now };
  }

  /** A failing record does not stop the others; it is due again at the next sweep or slightly later. */
  async function each<T extends { value: { id: string } }>(
    what: string,
    list: readonly T[],
    how: { act: (item: T) => Promise<unknown>; aside?: (item: T) => Promise<unknown> },
  ): Promise<void> {
    for (const item of list) {
      try {
        await how.act(item);
      } catch (error) {
        // The record changed concurrently; nothing is left to sweep.
        if (error instanceof ConcurrencyConflict) continue;
        const { id } = item.value;
        const message = error instanceof Error ? error.message : 'not an Error';
        log.error('sweep.failed', { what, id, message }, error);
        // A throttled record may succeed at the next sweep.
        if (error instanceof Transient) continue;
        await how.aside?.(item).catch((failure: unknown) => {
          log.error('sweep.failed', { what, id, message: 'not set aside' }, failure);
        });
      }
    }
  }
}
