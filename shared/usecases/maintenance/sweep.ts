// The safety net. After a lost message, a lost callback or a crash, a deadline passes. A passed deadline is an ordinary
// event.
import { noticeRefOf } from '../../domain/webhooks/notice.ts';
import { ConcurrencyConflict, Transient } from '../../errors.ts';
import type { LogEvents } from '../../ports/log.ts';
import type { Ports } from '../../ports/ports.ts';
import type { ApplyCallEvent } from '../calls/apply-call-event.ts';
import type { PassTaskDeadline } from './pass-task-deadline.ts';
import type { PostponeOverdue } from './postpone-overdue.ts';
import type { ReleaseRepresentative } from './release-representative.ts';

/** The maximum of records of one kind per sweep. */
const limit = 200;

export interface SweepDeps extends Pick<
  Ports,
  'tasks' | 'callStore' | 'representatives' | 'outbox' | 'messageBus' | 'clock' | 'log'
> {
  applyCallEvent: ApplyCallEvent;
  passTaskDeadline: PassTaskDeadline;
  releaseRepresentative: ReleaseRepresentative;
  postponeOverdue: PostponeOverdue;
}

export function createSweep(deps: SweepDeps) {
  const { tasks, callStore, representatives, outbox, messageBus, clock, log } = deps;
  const { applyCallEvent, passTaskDeadline, releaseRepresentative, postponeOverdue } = deps;

  return async (): Promise<LogEvents['sweep.done']> => {
    const now = clock.now();
    const dueCalls = await callStore.due(now, limit);
    const event = { kind: 'deadlinePassed', now } as const;
    await sweepEach('call', dueCalls, {
      act: ({ value }) => applyCallEvent(value.pacingGroup, value.id, event),
      postpone: (call) => postponeOverdue.call(call, now),
    });
    const dueTasks = await tasks.due(now, limit);
    await sweepEach('task', dueTasks, {
      act: ({ value }) => passTaskDeadline(value, now),
      postpone: (task) => postponeOverdue.task(task, now),
    });
    const people = await representatives.due(now);
    await sweepEach('representative', people, {
      act: (representative) => releaseRepresentative(representative, now),
    });
    const notices = await outbox.due(now, limit);
    if (notices.length > 0) await messageBus.notify(notices.map(({ value }) => noticeRefOf(value)));
    const report = {
      calls: dueCalls.length,
      tasks: dueTasks.length,
      representatives: people.length,
      notices: notices.length,
    };
    if (Object.values(report).some((count) => count > 0)) log.info('sweep.done', report);
    return report;
  };

  /** A failing record does not stop the others; it is due again at the next sweep or slightly later. */
  async function sweepEach<T extends { value: { id: string } }>(
    what: string,
    list: readonly T[],
    how: { act: (item: T) => Promise<unknown>; postpone?: (item: T) => Promise<unknown> },
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
        await how.postpone?.(item).catch((failure: unknown) => {
          log.error('sweep.failed', { what, id, message: 'not postponed' }, failure);
        });
      }
    }
  }
}
