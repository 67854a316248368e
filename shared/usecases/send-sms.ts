// One SMS of a task that follows up. The texting state is the saved intent; sending is idempotent by the delivery id, so a
// message that comes twice sends once. The engagement's life, cancellation policies, quiet hours, opt-out and limits are asked
// once more at the moment of sending.
import { cancelling } from '../domain/cancellation-policy.ts';
import { allowedFrom, enterReach, numberAllowedFrom } from '../domain/contact/caps.ts';
import type { FrequencyLimits } from '../domain/contact/frequency-limits.ts';
import { mayDial } from '../domain/engagement/lifecycle.ts';
import type { ContactId, DeliveryId, TaskRef } from '../domain/ids.ts';
import type { E164 } from '../domain/phone.ts';
import type { SmsResult } from '../domain/result.ts';
import { nextOpening } from '../domain/schedule/hours.ts';
import { render } from '../domain/sms/template.ts';
import { memberAt } from '../domain/task/choose.ts';
import { tagOf } from './sms-tag.ts';
import type { TaskIn } from '../domain/task/task.ts';
import { DAY, type Instant, later, latest, MINUTE } from '../domain/time.ts';
import { Permanent } from '../errors.ts';
import type { Bus } from '../ports/bus.ts';
import type { Contacts } from '../ports/contacts.ts';
import type { Log } from '../ports/log.ts';
import type { System } from '../ports/system.ts';
import type { Tasks } from '../ports/tasks.ts';
import type { SmsOrder, Texter } from '../ports/texter.ts';
import { onConflict } from './again.ts';
import type { ChangeTask } from './change-task.ts';
import { countNumber, takeBackReach } from './marks.ts';
import type { Policies } from './policies.ts';

export interface SendSmsDeps {
  policies: Policies;
  tasks: Tasks;
  contacts: Contacts;
  texter: Texter;
  bus: Bus;
  system: System;
  log: Log;
  changeTask: ChangeTask;
}

/** How far quiet hours and limits may put an SMS off. */
const putOffAtMost = 7 * DAY;
/** How soon it is asked again whether a suspended engagement has resumed. */
const suspendedAgainMs = 5 * MINUTE;

export function sendSms(deps: SendSmsDeps) {
  const { policies, tasks, contacts, texter, bus, system, log, changeTask } = deps;

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
    const now = system.now();
    const { deliveryId } = task;
    const over = (result: SmsResult) =>
      changeTask(ref, { kind: 'texted', now, deliveryId, result });

    const status = (await policies.campaign(task.engagementId))?.lifecycle.status;
    if (status === 'stopped') {
      await over('Cancelled');
      return;
    }
    if (status !== undefined && !mayDial[status]) {
      // No order of its own: the deadline orders it again, and then this is asked again.
      const until = later(now, suspendedAgainMs);
      await changeTask(ref, { kind: 'smsPutOff', now, deliveryId, until });
      return;
    }

    const policy = await policies.followUp(task.smsEngagementId);
    const { member, number } = memberAt(task, task.place);
    const contact = await contacts.find(member.contactId);
    const gates = policy?.gates.forNumber('mobile', member.zone, number.number);
    if (policy === undefined || contact === undefined || typeof gates !== 'object') {
      await over('Cancelled');
      return;
    }
    const { person } = contact.value;
    const cancellations = await policies.cancellations();
    const policyId = [task.engagementId, task.smsEngagementId]
      .map((engagementId) => cancelling(cancellations, engagementId, person, now)?.id)
      .find((id) => id !== undefined);
    if (policyId !== undefined) {
      await changeTask(ref, { kind: 'suppressed', now, deliveryId, policyId });
      return;
    }
    const record = await contacts.number(number.number);
    if (record.value.optedOut.sms !== null) {
      await changeTask(ref, { kind: 'optedOut', now, deliveryId });
      return;
    }
    const { frequencyLimits } = policy.engagement;
    const marks = { contactId: member.contactId, to: number.number, id: deliveryId };
    const allowed = latest(
      allowedFrom(contact.value.reached, frequencyLimits, deliveryId, now),
      numberAllowedFrom(record.value, frequencyLimits, deliveryId, now),
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

    const text = render(policy.text, person, number.number);
    const order = { deliveryId, to: number.number, from: policy.from, text };
    const sending = await trySend({ ...order, tag: tagOf(ref, deliveryId) });
    switch (sending) {
      case 'sent':
        log.info('delivery.texted', { deliveryId });
        await changeTask(ref, { kind: 'smsSent', now, deliveryId });
        return;
      case 'refused':
        await takeBackReach(contacts, marks);
        await over('Not delivered');
        return;
      case 'misconfigured':
        await takeBackReach(contacts, marks);
        await changeTask(ref, { kind: 'smsRefused', now, deliveryId });
    }
  }

  /** Enters it in the contact's log and answers `now`, or else from when on the limits allow it by what the log says now. */
  async function enter(
    { deliveryId, engagementId }: TaskIn<'texting'>,
    { contactId, to }: { contactId: ContactId; to: E164 },
    limits: FrequencyLimits,
    now: Instant,
  ): Promise<Instant> {
    const numberFrom = await countNumber(contacts, to, deliveryId, limits, now);
    if (numberFrom > now) return numberFrom;
    return onConflict(async () => {
      const fresh = await contacts.find(contactId);
      if (fresh === undefined) return now;
      const from = allowedFrom(fresh.value.reached, limits, deliveryId, now);
      if (from > now) return from;
      const entry = { deliveryId, engagementId, channel: 'sms', at: now } as const;
      await contacts.save({ ...fresh, value: enterReach(fresh.value, entry) });
      return now;
    });
  }

  async function trySend(order: SmsOrder): Promise<'sent' | 'refused' | 'misconfigured'> {
    try {
      return (await texter.send(order)).kind;
    } catch (error) {
      if (!(error instanceof Permanent)) throw error;
      const { deliveryId } = order;
      log.error('delivery.refused', { deliveryId, message: error.message }, error);
      return 'misconfigured';
    }
  }

  async function putOff(ref: TaskRef, deliveryId: DeliveryId, at: Instant): Promise<void> {
    await changeTask(ref, { kind: 'smsPutOff', now: system.now(), deliveryId, until: at });
    await bus.sendSms(ref, deliveryId, at);
  }
}
