// The check right before an SMS. The gates are the same as before a dial, in the same order.
import { checkGates, type ClosedGate, nextOpenAt } from '../../domain/compliance/gate.ts';
import { deliveryGates, type DeliveryInput } from '../../domain/compliance/gates.ts';
import type { FrequencyLimits } from '../../domain/compliance/frequency-limits.ts';
import { canDial } from '../../domain/engagement/lifecycle.ts';
import type { TaskEvent } from '../../domain/task/event.ts';
import { memberAt } from '../../domain/task/select-number.ts';
import type { TaskIn } from '../../domain/task/task.ts';
import { renderMessage } from '../../domain/sms/message-text.ts';
import type { DeliveryId } from '../../domain/values/ids.ts';
import type { E164 } from '../../domain/values/phone.ts';
import { DAY, type Instant, later, MINUTE } from '../../domain/values/time.ts';
import type { Ports } from '../../ports/ports.ts';
import type { CampaignCache } from '../campaign-cache/campaign-cache.ts';
import type { NewAttempt } from '../compliance/contact-attempts.ts';

/** How far quiet hours and limits may postpone an SMS. */
const maxPostponementMs = 7 * DAY;
/** How soon the SMS of a suspended engagement is checked again. */
const suspendedRecheckMs = 5 * MINUTE;

export interface AllowedSms {
  kind: 'yes';
  attempt: NewAttempt;
  limits: FrequencyLimits;
  from: E164;
  text: string;
}

/** `no`: the event moves the task to its next state. */
export type SmsRefusal = { kind: 'no'; event: TaskEvent } | { kind: 'postponed'; until: Instant };

/** `nextAt`: when the SMS may be sent; `never`: not within the longest postponement. */
export function refuseSms(
  closed: ClosedGate,
  deliveryId: DeliveryId,
  now: Instant,
  nextAt: Instant | 'never',
): SmsRefusal {
  switch (closed.because) {
    case 'cancellationPolicy': {
      const { policyId } = closed;
      return { kind: 'no', event: { kind: 'suppressed', now, deliveryId, policyId } };
    }
    case 'optedOut':
      return { kind: 'no', event: { kind: 'optedOut', now, deliveryId } };
    default:
      return nextAt === 'never' ? cancelSms(deliveryId, now) : { kind: 'postponed', until: nextAt };
  }
}

const cancelSms = (deliveryId: DeliveryId, now: Instant): SmsRefusal => ({
  kind: 'no',
  event: { kind: 'texted', now, deliveryId, result: 'Cancelled' },
});

type Deps = Pick<Ports, 'contacts'> & { campaigns: CampaignCache };

export async function checkSmsAllowed(
  deps: Deps,
  task: TaskIn<'texting'>,
  now: Instant,
): Promise<AllowedSms | SmsRefusal> {
  const { deliveryId } = task;
  const status = (await deps.campaigns.campaign(task.engagementId))?.lifecycle.status;
  if (status === 'stopped') return cancelSms(deliveryId, now);
  if (status === undefined || !canDial[status]) {
    // No message: the deadline of the task schedules the SMS again, and the gates are checked again then.
    const until = later(now, suspendedRecheckMs);
    return { kind: 'no', event: { kind: 'smsPutOff', now, deliveryId, until } };
  }
  const delivery = await readDelivery(deps, task);
  if (delivery.kind === 'gone') return cancelSms(deliveryId, now);

  const { input, sms } = delivery;
  const answer = checkGates(deliveryGates, input, now);
  if (answer.kind === 'open') return sms;
  const nextAt = nextOpenAt(deliveryGates, input, now, later(now, maxPostponementMs));
  return refuseSms(answer, deliveryId, now, nextAt ?? 'never');
}

type DeliveryReading =
  | { kind: 'found'; input: DeliveryInput; sms: AllowedSms }
  /** The follow-up or the contact no longer exists. */
  | { kind: 'gone' };

async function readDelivery(
  { campaigns, contacts }: Deps,
  task: TaskIn<'texting'>,
): Promise<DeliveryReading> {
  const { deliveryId, engagementId, smsEngagementId } = task;
  const { member, number } = memberAt(task, task.place);
  const [policy, contact] = await Promise.all([
    campaigns.followUp(smsEngagementId),
    contacts.find(member.contactId),
  ]);
  if (policy === undefined || contact === undefined) return { kind: 'gone' };
  const [record, cancellationPolicies] = await Promise.all([
    contacts.number(number.number),
    campaigns.cancellations(),
  ]);
  const limits = policy.engagement.frequencyLimits;
  const input: DeliveryInput = {
    channel: 'sms',
    isEngagementRunning: true,
    expiresAt: null,
    contact: contact.value,
    record: record.value,
    cancellationPolicies,
    engagementIds: [engagementId, smsEngagementId],
    windows: policy.dialingWindows.forNumber('mobile', member.zone, number.number),
    deliveryId,
    limits,
  };
  const attempt: NewAttempt = {
    id: deliveryId,
    contactId: member.contactId,
    to: number.number,
    engagementId,
    channel: 'sms',
    reservedUntil: null,
  };
  const text = renderMessage(policy.text, contact.value.person, number.number);
  const sms: AllowedSms = { kind: 'yes', attempt, limits, from: policy.from, text };
  return { kind: 'found', input, sms };
}
