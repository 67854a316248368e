// One SMS of a follow-up. The status `texting` is the saved intent. Sending is idempotent by the delivery id, so a message
// that arrives twice sends once.
import type { TaskIn } from '../../domain/task/task.ts';
import type { DeliveryId, TaskRef } from '../../domain/values/ids.ts';
import type { Instant } from '../../domain/values/time.ts';
import { Permanent } from '../../errors.ts';
import type { Ports } from '../../ports/ports.ts';
import type { SmsOrder } from '../../ports/sms-sender.ts';
import type { CampaignCache } from '../campaign-cache/campaign-cache.ts';
import {
  reserveNumberAndCountAttempt,
  undoContactAttempt,
} from '../compliance/contact-attempts.ts';
import type { ApplyTaskEvent } from '../tasks/apply-task-event.ts';
import {
  type AllowedSms,
  checkSmsAllowed,
  refuseSms,
  type SmsRefusal,
} from './check-sms-allowed.ts';
import { deliveryTagOf } from './delivery-tag.ts';

export interface SendSmsDeps extends Pick<
  Ports,
  'tasks' | 'contacts' | 'smsSender' | 'messageBus' | 'clock' | 'log'
> {
  campaigns: CampaignCache;
  applyTaskEvent: ApplyTaskEvent;
}

export function createSendSms(deps: SendSmsDeps) {
  const { tasks, smsSender, messageBus, clock, log, applyTaskEvent } = deps;

  return async (ref: TaskRef, deliveryId: DeliveryId): Promise<void> => {
    const task = (await tasks.find(ref))?.value;
    if (task?.status !== 'texting' || task.deliveryId !== deliveryId) {
      log.warn('sms.ignored', { reason: 'notTexting' });
      return;
    }
    if (task.sentAt !== null) {
      log.warn('sms.ignored', { reason: 'alreadySent' });
      return;
    }
    const now = clock.now();
    const permission = await reserve(task, now);
    switch (permission.kind) {
      case 'yes':
        return send(ref, permission, now);
      case 'no':
        await applyTaskEvent(ref, permission.event);
        return;
      case 'postponed': {
        const { until } = permission;
        await applyTaskEvent(ref, { kind: 'smsPutOff', now, deliveryId, until });
        await messageBus.sendSms(ref, deliveryId, until);
      }
    }
  };

  async function reserve(task: TaskIn<'texting'>, now: Instant): Promise<AllowedSms | SmsRefusal> {
    const permission = await checkSmsAllowed(deps, task, now);
    if (permission.kind !== 'yes') return permission;
    const { attempt, limits } = permission;
    const answer = await reserveNumberAndCountAttempt(deps, attempt, limits, now);
    if (answer.kind === 'open') return permission;
    return refuseSms(answer, task.deliveryId, now, answer.until);
  }

  async function send(ref: TaskRef, sms: AllowedSms, now: Instant): Promise<void> {
    const { attempt, from, text } = sms;
    const { id: deliveryId, to } = attempt;
    const tag = deliveryTagOf(ref, deliveryId);
    switch (await trySend({ deliveryId, to, from, text, tag })) {
      case 'sent':
        log.info('delivery.texted', { deliveryId });
        await applyTaskEvent(ref, { kind: 'smsSent', now, deliveryId });
        return;
      case 'refused':
        await undoContactAttempt(deps, attempt);
        await applyTaskEvent(ref, { kind: 'texted', now, deliveryId, result: 'Not delivered' });
        return;
      case 'misconfigured':
        await undoContactAttempt(deps, attempt);
        await applyTaskEvent(ref, { kind: 'smsRefused', now, deliveryId });
    }
  }

  /** `misconfigured`: the service refuses every SMS until an operator corrects the configuration; nothing was sent. */
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
}
