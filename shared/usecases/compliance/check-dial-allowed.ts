// The check right before a dial. A closed gate names the event that moves the task to its next state.
import type { Call } from '../../domain/call/call.ts';
import { checkGates } from '../../domain/compliance/gate.ts';
import { deliveryGates, type DeliveryInput } from '../../domain/compliance/gates.ts';
import { canDial } from '../../domain/engagement/lifecycle.ts';
import { memberAt } from '../../domain/task/select-number.ts';
import type { TaskIn } from '../../domain/task/task.ts';
import type { Instant } from '../../domain/values/time.ts';
import type { Ports } from '../../ports/ports.ts';
import { isCompleteCampaign } from '../campaign-cache/campaign.ts';
import type { CampaignCache } from '../campaign-cache/campaign-cache.ts';
import { blockedBy, type DialPermission, toDialPermission } from './dial-permission.ts';

export type CheckDialAllowed = (
  task: TaskIn<'claimed'>,
  call: Call,
  now: Instant,
) => Promise<DialPermission>;

export function createCheckDialAllowed(
  deps: Pick<Ports, 'contacts'> & {
    campaigns: CampaignCache;
  },
): CheckDialAllowed {
  const { campaigns, contacts } = deps;

  return async (task, call, now) => {
    const { deliveryId } = task;
    const campaign = await campaigns.campaign(call.engagementId);
    if (campaign === undefined) {
      const because = 'engagementNotRunning';
      return blockedBy({ kind: 'closed', because, until: 'never' }, deliveryId, now);
    }
    const { member, number } = memberAt(task, task.place);
    const [record, contact, cancellationPolicies] = await Promise.all([
      contacts.number(number.number),
      contacts.find(member.contactId),
      campaigns.cancellations(),
    ]);
    const input: DeliveryInput = {
      channel: 'voice',
      isEngagementRunning: isCompleteCampaign(campaign) && canDial[campaign.lifecycle.status],
      expiresAt: task.expiresAt,
      contact: contact?.value,
      record: record.value,
      cancellationPolicies,
      engagementIds: [call.engagementId],
      windows: campaign.policy.dialingWindows.forNumber(number.type, member.zone, number.number),
      deliveryId,
      limits: campaign.engagement.frequencyLimits,
    };
    return toDialPermission(checkGates(deliveryGates, input, now), deliveryId, now);
  };
}
