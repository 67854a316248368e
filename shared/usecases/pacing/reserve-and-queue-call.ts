// Reserves the task, reserves the representative, and writes the queued call. The reservation checks the windows
// again, so a task outside its hours returns to waiting without a reserved representative.
import type { Call } from '../../domain/call/call.ts';
import type { ReservingEngagement } from '../../domain/engagement/voice.ts';
import type { E164 } from '../../domain/values/phone.ts';
import { decide } from '../../domain/representative/decide.ts';
import type { Representative } from '../../domain/representative/representative.ts';
import { memberAt } from '../../domain/task/select-number.ts';
import { refOf, type Task, type TaskIn } from '../../domain/task/task.ts';
import { type Instant, later, MINUTE, SECOND } from '../../domain/values/time.ts';
import { ConcurrencyConflict } from '../../errors.ts';
import type { Versioned } from '../../ports/versioned.ts';
import type { ApplyTaskEvent } from '../tasks/apply-task-event.ts';
import type { CompleteCampaign } from '../campaign-cache/campaign-cache.ts';
import type { Ports } from '../../ports/ports.ts';

/** How long a reserved task may wait for its dial. */
export const taskReservationMs = 30 * SECOND;
/** How long a reservation outlasts the ringing: message delivery, placing and screening. */
const reservationMarginMs = 3 * MINUTE;

/** A campaign that the tick dials for. */
export type DialableCampaign = CompleteCampaign & { engagement: ReservingEngagement };

/** Whether a machine gets a voicemail in this attempt. */
const leavesVoicemail = {
  endCall: () => false,
  leaveVoicemail: () => true,
  leaveVoicemailOnLastAttempt: (isLast: boolean) => isLast,
};

interface CallStart {
  campaign: DialableCampaign;
  task: Versioned<Task>;
  representative: Versioned<Representative>;
  from: E164;
  now: Instant;
}

export interface ReserveAndQueueCall {
  /** The queued call; null if the task or the representative is no longer available. */
  start(start: CallStart): Promise<Call | null>;
}

export function createReserveAndQueueCall(
  deps: Pick<Ports, 'callStore' | 'representatives' | 'ids'> & {
    applyTaskEvent: ApplyTaskEvent;
  },
): ReserveAndQueueCall {
  const { callStore, representatives, ids, applyTaskEvent } = deps;

  return {
    async start({ campaign, task, representative, from, now }) {
      const claimed = await claim(task, representative.value, campaign.group, now);
      if (claimed === null) return null;
      if (!(await reserve(representative, claimed, campaign, now))) {
        await giveBack(claimed, now);
        return null;
      }
      const call = queuedCall(campaign, claimed, representative.value, from, now);
      await callStore.save({ value: call, etag: null });
      return call;
    },
  };

  async function claim(
    task: Versioned<Task>,
    { id }: Representative,
    pacingGroup: string,
    now: Instant,
  ) {
    const until = later(now, taskReservationMs);
    try {
      const decision = await applyTaskEvent(
        refOf(task.value),
        { kind: 'claim', now, representativeId: id, pacingGroup, until },
        task,
      );
      return decision.kind === 'apply' && decision.next.status === 'claimed' ? decision.next : null;
    } catch (error) {
      if (error instanceof ConcurrencyConflict) return null;
      throw error;
    }
  }

  async function reserve(
    representative: Versioned<Representative>,
    { deliveryId }: TaskIn<'claimed'>,
    { engagement, group: pacingGroup }: DialableCampaign,
    now: Instant,
  ): Promise<boolean> {
    const { ringTimeoutSeconds } = engagement.callSettings;
    const until = later(now, ringTimeoutSeconds * SECOND + reservationMarginMs);
    const decision = decide(representative.value, {
      kind: 'reserve',
      now,
      deliveryId,
      pacingGroup,
      until,
    });
    if (decision.kind === 'ignore') return false;
    try {
      await representatives.save({ ...representative, value: decision.next });
      return true;
    } catch (error) {
      if (error instanceof ConcurrencyConflict) return false;
      throw error;
    }
  }

  async function giveBack(task: TaskIn<'claimed'>, now: Instant) {
    const { deliveryId } = task;
    await applyTaskEvent(refOf(task), { kind: 'neverDialed', now, deliveryId, againFrom: now });
  }

  function queuedCall(
    { engagement, group, workstream }: DialableCampaign,
    task: TaskIn<'claimed'>,
    { id, address }: Representative,
    from: E164,
    now: Instant,
  ): Call {
    const { member, number } = memberAt(task, task.place);
    const { answeringMachine, ...settings } = engagement.callSettings;
    const isLast = task.attempt >= engagement.reattempts.attempts;
    const leaves = leavesVoicemail[answeringMachine.action](isLast);
    return {
      id: task.deliveryId,
      kind: 'call',
      schemaVersion: 1,
      pacingGroup: group,
      engagementId: engagement.id,
      shard: task.shard,
      taskId: task.id,
      contactId: member.contactId,
      to: number.number,
      from,
      representative: { id, address },
      secret: ids.secret(),
      plan: {
        ringTimeoutMs: settings.ringTimeoutSeconds * SECOND,
        detection: answeringMachine.detection,
        detectionMs: answeringMachine.detectionSeconds * SECOND,
        voicemailPrompt: leaves ? answeringMachine.voicemailPrompt : null,
        abandonedAfterMs: settings.abandonedAfterSeconds * SECOND,
        abandonedMessage: settings.abandonedMessage === '' ? null : settings.abandonedMessage,
        maximumCallMs: settings.maximumCallMinutes * MINUTE,
        language: workstream.language,
      },
      createdAt: now,
      status: 'queued',
      deadlineAt: later(now, taskReservationMs),
    };
  }
}
