// An ended call is settled with its representative, its number and its task. Each step has the delivery id as its key
// and can be repeated, so an interrupted settlement runs again.
import type { CallIn } from '../../domain/call/call.ts';
import type { TaskRef } from '../../domain/values/ids.ts';
import { decide } from '../../domain/representative/decide.ts';
import { type Instant, later, SECOND } from '../../domain/values/time.ts';
import { retryOnConflict } from '../../concurrency/retry-on-conflict.ts';
import type { ApplyTaskEvent } from '../tasks/apply-task-event.ts';
import { releaseNumber, undoContactAttempt } from '../compliance/contact-attempts.ts';
import type { CampaignCache } from '../campaign-cache/campaign-cache.ts';
import type { Ports } from '../../ports/ports.ts';

/** Codes are accepted until the sweep ends the wrap-up, which is slightly after its deadline. */
const lateCodesMs = 30 * SECOND;

export type SettleCall = (call: CallIn<'ended'>) => Promise<void>;

export function createSettleCall(
  deps: Pick<Ports, 'representatives' | 'contacts' | 'messageBus' | 'clock' | 'log'> & {
    campaigns: CampaignCache;
    applyTaskEvent: ApplyTaskEvent;
  },
): SettleCall {
  const { campaigns, representatives, contacts, applyTaskEvent, messageBus, clock, log } = deps;

  return async (call) => {
    const now = clock.now();
    const wrapUpUntil = await releaseRepresentative(call, now);
    await releaseNumber({ contacts, clock }, call);
    if (call.againFrom !== null) await undoContactAttempt({ contacts, clock }, call);
    await settleTask(call, wrapUpUntil, now);
  };

  /** Returns until when codes are accepted; null without a wrap-up. */
  async function releaseRepresentative(
    call: CallIn<'ended'>,
    now: Instant,
  ): Promise<Instant | null> {
    const campaign = await campaigns.campaign(call.engagementId);
    const { presence, moved } = await retryOnConflict(clock, async () => {
      const found = await representatives.find(call.representative.id);
      if (found === undefined) return { presence: null, moved: false };
      const decision = decide(found.value, {
        kind: 'callOver',
        now,
        deliveryId: call.id,
        talked: call.facts.bridgedAt !== null,
        wrapUpMs: (campaign?.queue?.wrapUpSeconds ?? 0) * SECOND,
      });
      if (decision.kind === 'ignore') return { presence: found.value.presence, moved: false };
      await representatives.save({ ...found, value: decision.next });
      return { presence: decision.next.presence, moved: true };
    });
    if (presence !== null && moved) {
      const { status } = presence;
      log.info('representative.presence', { representativeId: call.representative.id, status });
      if (status === 'available') await messageBus.pace([call.pacingGroup], now);
    }
    return presence?.status === 'wrapUp' && presence.deliveryId === call.id
      ? later(presence.deadlineAt, lateCodesMs)
      : null;
  }

  async function settleTask(call: CallIn<'ended'>, wrapUpUntil: Instant | null, now: Instant) {
    const { engagementId, shard, taskId, id: deliveryId, againFrom, result, facts } = call;
    const ref = { engagementId, shard, taskId };
    await applyTaskEvent(
      ref,
      againFrom === null
        ? { kind: 'ended', now: call.endedAt, deliveryId, result, facts, wrapUpUntil }
        : { kind: 'neverDialed', now, deliveryId, againFrom },
    );
    if (wrapUpUntil !== null) await wrapUpIfDone(call, ref, now);
  }

  /** If the work is completed between the two writes, the task has not ended yet; end its wrap-up here. */
  async function wrapUpIfDone(
    { id: deliveryId, representative }: CallIn<'ended'>,
    ref: TaskRef,
    now: Instant,
  ) {
    const presence = (await representatives.find(representative.id))?.value.presence;
    if (presence?.status === 'wrapUp' && presence.deliveryId === deliveryId) return;
    await applyTaskEvent(ref, { kind: 'wrappedUp', now, deliveryId });
  }
}
