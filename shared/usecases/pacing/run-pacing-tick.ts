// One tick of one pacing group. It first handles passed deadlines of live calls, and then starts new calls.
import type { Call } from '../../domain/call/call.ts';
import type { TickReason } from '../../domain/pacing/progressive.ts';
import type { Instant } from '../../domain/values/time.ts';
import type { ApplyCallEvent } from '../calls/apply-call-event.ts';
import type { StartCalls } from './start-calls.ts';
import type { Ports } from '../../ports/ports.ts';

export interface RunPacingTickDeps extends Pick<
  Ports,
  'callStore' | 'pacingStates' | 'clock' | 'log'
> {
  applyCallEvent: ApplyCallEvent;
  startCalls: StartCalls;
}

export interface TickReport {
  started: number;
  because: TickReason | 'stale';
}

export function createRunPacingTick(deps: RunPacingTickDeps) {
  const { callStore, pacingStates, clock, log, applyCallEvent, startCalls } = deps;

  return async (group: string, at: Instant): Promise<TickReport> => {
    const state = await pacingStates.find(group);
    if (at <= state.value.tickedAt) {
      log.info('group.tickStale', { group });
      return { started: 0, because: 'stale' };
    }
    const now = clock.now();
    const live = (await callStore.live(group)).map(({ value }) => value);
    await passDeadlines(live, now);
    const { turn } = state.value;
    const report = await startCalls(group, live, turn, now);
    await pacingStates.save(group, { ...state, value: { tickedAt: at, turn: turn + 1 } });
    log.info('group.ticked', { group, ...report });
    return report;
  };

  async function passDeadlines(live: readonly Call[], now: Instant) {
    const due = live.filter((call) => call.status !== 'settled' && call.deadlineAt <= now);
    await Promise.all(
      due.map(({ pacingGroup, id }) =>
        applyCallEvent(pacingGroup, id, { kind: 'deadlinePassed', now }),
      ),
    );
  }
}
