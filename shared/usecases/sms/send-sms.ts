// One SMS of a task that follows up. The texting state is the saved intent; sending is idempotent by the delivery id, so a
// message that comes twice sends once. The engagement's life, cancellation policies, quiet hours, opt-out and limits are asked
// once more at the moment of sending.
import { findCancellingPolicy } from '../../domain/compliance/cancellation-policy.ts';
import { contactAllowedFrom, numberAllowedFrom } from '../../domain/compliance/frequency-limits.ts';
import { addContactAttempt } from '../../domain/contact/contact-attempts.ts';
import type { FrequencyLimits } from '../../domain/compliance/frequency-limits.ts';
import { canDial } from '../../domain/engagement/lifecycle.ts';
import type { ContactId, DeliveryId, TaskRef } from '../../domain/values/ids.ts';
import type { E164 } from '../../domain/values/phone.ts';
import type { SmsResult } from '../../domain/outcome/result.ts';
import { nextOpening } from '../../domain/schedule/opening-hours.ts';
import { renderMessage } from '../../domain/sms/message-text.ts';
import { memberAt } from '../../domain/task/select-number.ts';
import { deliveryTagOf } from './delivery-tag.ts';
import type { TaskIn } from '../../domain/task/task.ts';
import { DAY, type Instant, later, latest, MINUTE } from '../../domain/values/time.ts';
import { Permanent } from '../../errors.ts';
import type { SmsOrder } from '../../ports/sms-sender.ts';
import { retryOnConflict } from '../../concurrency/retry-on-conflict.ts';
import type { ApplyTaskEvent } from '../tasks/apply-task-event.ts';
import { countNumberAttempt, undoContactAttempt } from '../compliance/contact-attempts.ts';
import type { CampaignCache } from '../campaign-cache/campaign-cache.ts';
import type { Ports } from '../../ports/ports.ts';

export interface SendSmsDeps extends Pick<
  Ports,
  'tasks' | 'contacts' | 'smsSender' | 'messageBus' | 'clock' | 'log'
> {
  campaigns: CampaignCache;
  applyTaskEvent: ApplyTaskEvent;
}

/** How far quiet hours and limits may put an SMS off. */
const putOffAtMost = 7 * DAY;
/** How soon it is asked again whether a suspended engagement has resumed. */
const suspendedAgainMs = 5 * MINUTE;

export function createSendSms(deps: SendSmsDeps) {
  const { campaigns, tasks, contacts, smsSender, messageBus, clock, log, applyTaskEvent } = deps;

  return async (ref: TaskRef, deliveryId: DeliveryId): Promise<void> => {
    const task = await tasks.find(ref);
    if (task?.value.status !== 'texting' || task.value.deliveryId !== deliveryId) {
      log.warn('sms.ignored', { reason: 'notTexting' });
      return;
    }
    if (task.value.sentAt !== null) {
      log.warn('sms.ignored', { reason: 'alreadySent' });
      return;
    }
    await send(ref, task.value);
  };

  async function send(ref: TaskRef, task: TaskIn<'texting'>): Promise<void> {
    const now = clock.now();
    const { deliveryId } = task;
    const over = (result: SmsResult) =>
      applyTaskEvent(ref, { kind: 'texted', now, deliveryId, result });

    const status = (await campaigns.campaign(task.engagementId))?.lifecycle.status;
    if (status === 'stopped') {
      await over('Cancelled');
      return;
    }
    if (status !== undefined && !canDial[status]) {
      // No order of its own: the deadline orders it again, and then this is asked again.
      const until = later(now, suspendedAgainMs);
      await applyTaskEvent(ref, { kind: 'smsPutOff', now, deliveryId, until });
      return;
    }

    const policy = await campaigns.followUp(task.smsEngagementId);
    const { member, number } = memberAt(task, task.place);
    const contact = await contacts.find(member.contactId);
    const gates = policy?.gates.forNumber('mobile', member.zone, number.number);
    if (policy === undefined || contact === undefined || typeof gates !== 'object') {
      await over('Cancelled');
      return;
    }
    const { person } = contact.value;
    const cancellations = await campaigns.cancellations();
    const policyId = [task.engagementId, task.smsEngagementId]
      .map((engagementId) => findCancellingPolicy(cancellations, engagementId, person, now)?.id)
      .find((id) => id !== undefined);
    if (policyId !== undefined) {
      await applyTaskEvent(ref, { kind: 'suppressed', now, deliveryId, policyId });
      return;
    }
    const record = await contacts.number(number.number);
    if (record.value.optedOut.sms !== null) {
      await applyTaskEvent(ref, { kind: 'optedOut', now, deliveryId });
      return;
    }
    const { frequencyLimits } = policy.engagement;
    const marks = { contactId: member.contactId, to: number.number, id: deliveryId };
    const allowed = latest(
      contactAllowedFrom(contact.value.reached, frequencyLimits, deliveryId, now),
      numberAllowedFrom(record.value.reached, frequencyLimits, deliveryId, now),
    );
    const at = nextOpening(gates, allowed, later(now, putOffAtMost));
    if (at === null) {
      await over('Cancelled');
      return;
    }
    const from = at > now ? at : await enter(task, marks, frequencyLimits, now);
    if (from > now) {
      await putOff(ref, deliveryId, from);
      return;
    }

    const text = renderMessage(policy.text, person, number.number);
    const order = { deliveryId, to: number.number, from: policy.from, text };
    const sending = await trySend({ ...order, tag: deliveryTagOf(ref, deliveryId) });
    switch (sending) {
      case 'sent':
        log.info('delivery.texted', { deliveryId });
        await applyTaskEvent(ref, { kind: 'smsSent', now, deliveryId });
        return;
      case 'refused':
        await undoContactAttempt({ contacts, clock }, marks);
        await over('Not delivered');
        return;
      case 'misconfigured':
        await undoContactAttempt({ contacts, clock }, marks);
        await applyTaskEvent(ref, { kind: 'smsRefused', now, deliveryId });
    }
  }

  /** Enters it in the contact's log and answers `now`, or else from when on the limits allow it by what the log says now. */
  async function enter(
    { deliveryId, engagementId }: TaskIn<'texting'>,
    { contactId, to }: { contactId: ContactId; to: E164 },
    limits: FrequencyLimits,
    now: Instant,
  ): Promise<Instant> {
    const numberFrom = await countNumberAttempt({ contacts, clock }, to, deliveryId, limits, now);
    if (numberFrom > now) return numberFrom;
    return retryOnConflict(clock, async () => {
      const fresh = await contacts.find(contactId);
      if (fresh === undefined) return now;
      const from = contactAllowedFrom(fresh.value.reached, limits, deliveryId, now);
      if (from > now) return from;
      const entry = { deliveryId, engagementId, channel: 'sms', at: now } as const;
      await contacts.save({ ...fresh, value: addContactAttempt(fresh.value, entry) });
      return now;
    });
  }

  async function trySend(order: SmsOrder): Promise<'sent' | 'refused' | 'misconfigured'> {
    try {
      return (await smsSender.send(order)).kind;
    } catch (error) {
      if (!(error instanceof Permanent)) throw error;
      const { deliveryId } = order;
      log.error('delivery.refused', { deliveryId, message: error.message }, error);
      return 'misconfigured';
    }
  }

  async function putOff(ref: TaskRef, deliveryId: DeliveryId, at: Instant): Promise<void> {
    await applyTaskEvent(ref, { kind: 'smsPutOff', now: clock.now(), deliveryId, until: at });
    await messageBus.sendSms(ref, deliveryId, at);
  }
}
