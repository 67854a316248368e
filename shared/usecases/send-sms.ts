// One SMS of a task that follows up. The texting state is the saved intent; sending is idempotent by the delivery id, so a
// message that comes twice sends once. Quiet hours, opt-out and limits are asked once more at the moment of sending.
import { allowedFrom, enterReach } from '../domain/contact/caps.ts';
import type { DeliveryId, TaskRef } from '../domain/ids.ts';
import type { SmsResult } from '../domain/result.ts';
import { nextOpening } from '../domain/schedule/hours.ts';
import { render } from '../domain/sms/template.ts';
import { memberAt } from '../domain/task/choose.ts';
import { tagOf } from './sms-tag.ts';
import type { TaskIn } from '../domain/task/task.ts';
import { DAY, type Instant, later } from '../domain/time.ts';
import type { Bus } from '../ports/bus.ts';
import type { Contacts } from '../ports/contacts.ts';
import type { Log } from '../ports/log.ts';
import type { System } from '../ports/system.ts';
import type { Tasks } from '../ports/tasks.ts';
import type { Texter } from '../ports/texter.ts';
import { onConflict } from './again.ts';
import type { ChangeTask } from './change-task.ts';
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

    const policy = await policies.followUp(task.smsEngagementId);
    const { member, number } = memberAt(task, task.place);
    const contact = await contacts.find(member.contactId);
    const gates = policy?.gates.forNumber('mobile', member.zone);
    if (policy === undefined || contact === undefined || typeof gates !== 'object') {
      await over('Cancelled');
      return;
    }
    const record = await contacts.number(number.number);
    if (record.value.optedOut.sms !== null) {
      await over('Cancelled');
      return;
    }
    const { frequencyLimits } = policy.engagement;
    const allowed = allowedFrom(contact.value.reached, frequencyLimits, deliveryId, now);
    const at = nextOpening(gates, allowed, later(now, putOffAtMost));
    if (at === null) {
      await over('Cancelled');
      return;
    }
    if (at > now) {
      await putOff(ref, deliveryId, at);
      return;
    }

    await onConflict(async () => {
      const fresh = await contacts.find(member.contactId);
      if (fresh === undefined) return;
      const { engagementId } = task;
      const entry = { deliveryId, engagementId, channel: 'sms', at: now } as const;
      await contacts.save({ ...fresh, value: enterReach(fresh.value, entry) });
    });
    const text = render(policy.engagement.message, contact.value.person, number.number);
    const { from } = policy;
    const tag = tagOf(ref, deliveryId);
    const sending = await texter.send({ deliveryId, to: number.number, from, text, tag });
    if (sending.kind === 'refused') {
      await over('Not delivered');
      return;
    }
    log.info('delivery.texted', { deliveryId });
    await changeTask(ref, { kind: 'smsSent', now, deliveryId });
  }

  async function putOff(ref: TaskRef, deliveryId: DeliveryId, at: Instant): Promise<void> {
    await changeTask(ref, { kind: 'smsPutOff', now: system.now(), deliveryId, until: at });
    await bus.sendSms(ref, deliveryId, at);
  }
}
