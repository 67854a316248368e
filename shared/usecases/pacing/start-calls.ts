// Starts as many calls of a pacing group as its representatives and lines allow. For each one it reserves the line, the
// task and the representative, and writes the queued call. The delivery id is the key of all four. Another message
// dials. After a crash each of the four ends by its own deadline.
import { type Call, holdsLine } from '../../domain/call/call.ts';
import { isModeSupported } from '../../domain/engagement/voice.ts';
import { displayNumbers, freeLines, type LineUse, lineUse } from '../../domain/pacing/lines.ts';
import { allowance, type TickReason } from '../../domain/pacing/progressive.ts';
import type { Representative } from '../../domain/representative/representative.ts';
import { nextDeliveryId } from '../../domain/task/task.ts';
import type { E164 } from '../../domain/values/phone.ts';
import type { Instant } from '../../domain/values/time.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Versioned } from '../../ports/versioned.ts';
import type { CampaignCache } from '../campaign-cache/campaign-cache.ts';
import type { DialableCampaign } from './dialable-campaign.ts';
import { findFreeRepresentatives } from './find-free-representatives.ts';
import type { ListReservedLines } from './list-reserved-lines.ts';
import type { ReserveAndQueueCall } from './reserve-and-queue-call.ts';
import type { LineRequest, ReserveLines } from './reserve-lines.ts';
import type { Candidate, SelectNextTasks } from './select-next-tasks.ts';

export interface StartCallsDeps extends Pick<
  Ports,
  'callStore' | 'representatives' | 'messageBus'
> {
  campaigns: CampaignCache;
  selectNextTasks: SelectNextTasks;
  reserveAndQueueCall: ReserveAndQueueCall;
  listReservedLines: ListReservedLines;
  reserveLines: ReserveLines;
}

interface StartReport {
  started: number;
  because: TickReason;
}

/** `live` are the live calls of the group; `turn` selects which of several equals comes first. */
export type StartCalls = (
  group: string,
  live: readonly Call[],
  turn: number,
  now: Instant,
) => Promise<StartReport>;

export function createStartCalls(deps: StartCallsDeps): StartCalls {
  const { callStore, representatives, messageBus } = deps;
  const { selectNextTasks, reserveAndQueueCall, listReservedLines, reserveLines } = deps;

  return async (group, live, turn, now) => {
    const campaigns = (await deps.campaigns.campaigns()).filter(
      (campaign): campaign is DialableCampaign =>
        campaign.group === group && isModeSupported(campaign.engagement),
    );
    const queue = campaigns[0]?.queue;
    if (queue === undefined) return { started: 0, because: 'nothingReady' };
    // All groups share the lines of a number and the maximum of an engagement.
    const others = (await callStore.lines()).filter(({ pacingGroup }) => pacingGroup !== group);
    const lines = [...live, ...others].filter(({ status }) => holdsLine[status]);
    const free = await findFreeRepresentatives(representatives, group, queue);
    // Without an available representative nothing starts, and nothing more is read.
    const reservedLines =
      free.length === 0 ? [] : await listReservedLines(numbersOf(campaigns).keys(), lines, now);
    const { calls, because } = allowance({
      freeRepresentatives: free.length,
      freeLines: countFreeLines(campaigns, lineUse([...lines, ...reservedLines])),
    });
    if (calls === 0) return { started: 0, because };

    // The representatives that are free or on calls of the group: the base of each engagement's share.
    const staff = free.length + live.filter(({ status }) => holdsLine[status]).length;
    const wanted = { campaigns, lines, reservedLines, staff, limit: calls, turn, now };
    const candidates = await selectNextTasks(wanted);
    if (candidates.length === 0) return { started: 0, because: 'nothingReady' };
    const planned = candidates.map((candidate): PlannedCall => {
      const deliveryId = nextDeliveryId(candidate.task.value);
      const perNumber = candidate.campaign.workstream.callsPerNumber;
      return { ...candidate, deliveryId, perNumber };
    });
    const reserved = await reserveLines(group, planned, lines, now);
    const withLine = planned.filter(({ deliveryId }) => reserved.has(deliveryId));
    const { started, notStarted, failure = reserved.failure } = await queueAll(withLine, free, now);
    try {
      await messageBus.dial(started.map(({ id }) => ({ group, deliveryId: id })));
    } finally {
      await reserved.release(notStarted);
    }
    // The started calls continue. The error is reported, and Service Bus repeats the tick.
    if (failure !== undefined) throw failure;
    return { started: started.length, because: withLine.length === 0 ? 'noLines' : because };
  };

  /** A call does not start if its task or representative is gone, or if a write failed. */
  async function queueAll(
    planned: readonly PlannedCall[],
    free: readonly Versioned<Representative>[],
    now: Instant,
  ): Promise<{ started: Call[]; notStarted: PlannedCall[]; failure?: Error }> {
    const results = await Promise.allSettled(
      planned.map(async (one, index) => {
        const representative = free[index];
        if (representative === undefined) return [];
        const result = await reserveAndQueueCall({ ...one, representative, now });
        return result.kind === 'queued' ? [result.call] : [];
      }),
    );
    const queued = results.map((one) => (one.status === 'fulfilled' ? one.value : []));
    const failed = results.find((one) => one.status === 'rejected');
    const reason: unknown = failed?.reason;
    return {
      started: queued.flat(),
      notStarted: planned.filter((_, index) => (queued[index] ?? []).length === 0),
      ...(reason instanceof Error && { failure: reason }),
    };
  }
}

type PlannedCall = Candidate & LineRequest;

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
function countFreeLines(campaigns: readonly DialableCampaign[], use: LineUse): number {
  let lines = 0;
  for (const [number, calls] of numbersOf(campaigns)) lines += freeLines([number], calls, use);
  return lines;
}
