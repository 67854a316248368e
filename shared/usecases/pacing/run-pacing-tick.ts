// One tick of one pacing group. It first handles passed deadlines of live calls. Then it starts new calls. For each
// one it reserves the line, the task and the representative, and writes the queued call. The delivery id is the key of
// all four. Another message dials. After a crash each of the four ends by its own deadline.
import { type Call, holdsLine } from '../../domain/call/call.ts';
import { partsOfGroup } from '../../domain/engagement/engagement.ts';
import { isModeSupported } from '../../domain/engagement/voice.ts';
import { displayNumbers, freeLines, type LineUse, lineUse } from '../../domain/pacing/lines.ts';
import { allowance, type TickReason } from '../../domain/pacing/progressive.ts';
import type { E164 } from '../../domain/values/phone.ts';
import type { Queue } from '../../domain/workstream/queue.ts';
import { longestIdleFirst, serves } from '../../domain/representative/match.ts';
import type { Representative } from '../../domain/representative/representative.ts';
import { nextDeliveryId } from '../../domain/task/task.ts';
import type { Instant } from '../../domain/values/time.ts';
import type { Versioned } from '../../ports/versioned.ts';
import type { ApplyCallEvent } from '../calls/apply-call-event.ts';
import type { ListReservedLines } from './list-reserved-lines.ts';
import type { LineRequest, ReserveLines } from './reserve-lines.ts';
import type { CampaignCache } from '../campaign-cache/campaign-cache.ts';
import type { Candidate, SelectNextTasks } from './select-next-tasks.ts';
import type { DialableCampaign, ReserveAndQueueCall } from './reserve-and-queue-call.ts';
import type { Ports } from '../../ports/ports.ts';

export interface RunPacingTickDeps extends Pick<
  Ports,
  'callStore' | 'pacingStates' | 'representatives' | 'messageBus' | 'clock' | 'log'
> {
  campaigns: CampaignCache;
  applyCallEvent: ApplyCallEvent;
  selectNextTasks: SelectNextTasks;
  reserveAndQueueCall: ReserveAndQueueCall;
  listReservedLines: ListReservedLines;
  reserveLines: ReserveLines;
}

export interface TickReport {
  started: number;
  because: TickReason | 'stale';
}

export function createRunPacingTick(deps: RunPacingTickDeps) {
  const { campaigns: policies, callStore, pacingStates, representatives } = deps;
  const { messageBus, clock, log } = deps;

  return async (group: string, at: Instant): Promise<TickReport> => {
    const state = await pacingStates.find(group);
    if (at <= state.value.tickedAt) {
      log.info('group.tickStale', { group });
      return { started: 0, because: 'stale' };
    }
    const now = clock.now();
    const live = (await callStore.live(group)).map(({ value }) => value);
    await passDeadlines(live, now);
    const report = await start(group, live, state.value.turn, now);
    await pacingStates.save(group, {
      ...state,
      value: { tickedAt: at, turn: state.value.turn + 1 },
    });
    log.info('group.ticked', { group, ...report });
    return report;
  };

  async function passDeadlines(live: readonly Call[], now: Instant) {
    const due = live.filter((call) => call.status !== 'settled' && call.deadlineAt <= now);
    await Promise.all(
      due.map(({ pacingGroup, id }) =>
        deps.applyCallEvent(pacingGroup, id, { kind: 'deadlinePassed', now }),
      ),
    );
  }

  async function start(group: string, live: readonly Call[], turn: number, now: Instant) {
    const campaigns = (await policies.campaigns()).filter(
      (campaign): campaign is DialableCampaign =>
        campaign.group === group && isModeSupported(campaign.engagement),
    );
    const queue = campaigns[0]?.queue;
    if (queue === undefined) return { started: 0, because: 'nothingReady' as const };
    // All groups share the lines of a number and the maximum of an engagement.
    const others = (await callStore.lines()).filter(({ pacingGroup }) => pacingGroup !== group);
    const lines = [...live, ...others].filter(({ status }) => holdsLine[status]);
    const free = await freeRepresentatives(group, queue);
    // Without an available representative nothing starts, and nothing more is read.
    const held =
      free.length === 0
        ? []
        : await deps.listReservedLines(numbersOf(campaigns).keys(), lines, now);
    const { calls, because } = allowance({
      freeRepresentatives: free.length,
      freeLines: linesOf(campaigns, lineUse([...lines, ...held])),
    });
    if (calls === 0) return { started: 0, because };

    // The representatives that are free or on calls of the group: the base of each engagement's share.
    const staff = free.length + live.filter(({ status }) => holdsLine[status]).length;
    const wanted = { campaigns, lines, held, staff, limit: calls, turn, now };
    const candidates = await deps.selectNextTasks(wanted);
    if (candidates.length === 0) return { started: 0, because: 'nothingReady' as const };
    const orders = candidates.map((candidate) => ({
      ...candidate,
      deliveryId: nextDeliveryId(candidate.task.value),
      perNumber: candidate.campaign.workstream.callsPerNumber,
    }));
    const taken = await deps.reserveLines(group, orders, lines, now);
    const going = orders.filter(({ deliveryId }) => taken.has(deliveryId));
    const { started, left, failure = taken.failure } = await startAll(going, free, now);
    try {
      await messageBus.dial(started.map(({ id }) => ({ group, deliveryId: id })));
    } finally {
      await taken.release(left);
    }
    // The started calls continue. The error is reported, and Service Bus repeats the tick.
    if (failure !== undefined) throw failure;
    return { started: started.length, because: going.length === 0 ? 'noLines' : because };
  }

  async function freeRepresentatives(
    group: string,
    queue: Queue,
  ): Promise<Versioned<Representative>[]> {
    const { skills } = partsOfGroup(group);
    const available = await representatives.available(queue.id, queue.members);
    const order = longestIdleFirst(
      available.map(({ value }) => value).filter((value) => serves(value, queue, skills)),
    );
    return order.flatMap((value) => available.filter((entry) => entry.value === value));
  }

  /** `left` are the calls that are not dialed: the task or the representative is gone, or the start failed. */
  async function startAll(
    going: readonly Going[],
    free: readonly Versioned<Representative>[],
    now: Instant,
  ): Promise<{ started: Call[]; left: Going[]; failure?: Error }> {
    const planned = going.map(async (one, index) => {
      const representative = free[index];
      if (representative === undefined) return null;
      return deps.reserveAndQueueCall.start({ ...one, representative, now });
    });
    const settled = await Promise.allSettled(planned);
    const calls = settled.map((one) => (one.status === 'fulfilled' ? one.value : undefined));
    const failed = settled.find((one) => one.status === 'rejected');
    const reason: unknown = failed?.reason;
    return {
      started: calls.filter((call) => call !== null && call !== undefined),
      left: going.filter((_, index) => (calls[index] ?? null) === null),
      ...(reason instanceof Error && { failure: reason }),
    };
  }
}

type Going = Candidate & LineRequest;

/** All display numbers of the group's engagements, each with its maximum of calls. */
function numbersOf(campaigns: readonly DialableCampaign[]): Map<E164, number> {
  const perNumber = new Map<E164, number>();
  for (const { engagement, workstream } of campaigns) {
    for (const number of displayNumbers(engagement, workstream)) {
      perNumber.set(number, workstream.callsPerNumber);
    }
  }
  return perNumber;
}

/** The free lines of the group, each number counted once. */
function linesOf(campaigns: readonly DialableCampaign[], use: LineUse): number {
  let lines = 0;
  for (const [number, calls] of numbersOf(campaigns)) lines += freeLines([number], calls, use);
  return lines;
}
