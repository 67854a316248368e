// The last look before a dial: is the engagement still running, the window still open, the number free and not opted out,
// the contact under their limits? The answer names the event that puts the task where it belongs instead.
import type { Call } from '../../domain/call/call.ts';
import { findCancellingPolicy } from '../../domain/compliance/cancellation-policy.ts';
import { checkNumberAgainAt, numberReservation } from '../../domain/contact/number-reservation.ts';
import { attemptAllowedFrom } from '../../domain/compliance/frequency-limits.ts';
import { canDial } from '../../domain/engagement/lifecycle.ts';
import { nextOpening } from '../../domain/schedule/opening-hours.ts';
import { memberAt } from '../../domain/task/select-number.ts';
import type { Block, TaskEvent } from '../../domain/task/event.ts';
import type { TaskIn } from '../../domain/task/task.ts';
import type { Instant } from '../../domain/values/time.ts';
import { isCompleteCampaign, type CampaignCache } from '../campaign-cache/campaign-cache.ts';
import type { Ports } from '../../ports/ports.ts';

export type DialPermission =
  { kind: 'yes' } | { kind: 'no'; because: string; event: TaskEvent | null };

export type CheckDialAllowed = (task: TaskIn<'claimed'>, call: Call) => Promise<DialPermission>;

export function createCheckDialAllowed(
  deps: Pick<Ports, 'contacts' | 'clock'> & {
    campaigns: CampaignCache;
  },
): CheckDialAllowed {
  const { campaigns, contacts, clock } = deps;

  return async (task, call) => {
    const now = clock.now();
    const { deliveryId } = task;
    const blocked = (because: Block, until: Instant): DialPermission => ({
      kind: 'no',
      because,
      event: { kind: 'blocked', now, deliveryId, because, until },
    });

    const campaign = await campaigns.campaign(call.engagementId);
    if (
      campaign === undefined ||
      !isCompleteCampaign(campaign) ||
      !canDial[campaign.lifecycle.status]
    ) {
      // The task goes back as it was, to be dialled when the engagement resumes.
      return { kind: 'no', because: 'engagementNotRunning', event: null };
    }
    const { member, number } = memberAt(task, task.place);
    const gates = campaign.policy.gates.forNumber(number.type, member.zone, number.number);
    if (typeof gates === 'string') return blocked('outsideWindow', now);
    if (nextOpening(gates, now, task.expiresAt) !== now) return blocked('outsideWindow', now);

    const [record, contact] = await Promise.all([
      contacts.number(number.number),
      contacts.find(member.contactId),
    ]);
    if (record.value.optedOut.voice !== null) {
      return { kind: 'no', because: 'optedOut', event: { kind: 'optedOut', now, deliveryId } };
    }
    const person = contact?.value.person;
    const cancelled =
      person &&
      findCancellingPolicy(await campaigns.cancellations(), call.engagementId, person, now);
    if (cancelled !== undefined) {
      const event = { kind: 'suppressed', now, deliveryId, policyId: cancelled.id } as const;
      return { kind: 'no', because: 'cancellationPolicy', event };
    }
    const other = numberReservation(record.value, deliveryId, now);
    if (other !== null) return blocked('numberInUse', checkNumberAgainAt(other, now));
    const { frequencyLimits } = campaign.engagement;
    const from = attemptAllowedFrom(contact?.value, record.value, frequencyLimits, deliveryId, now);
    return from > now ? blocked('frequencyLimit', from) : { kind: 'yes' };
  };
}
