// From when on a task may go that waits for the frequency limits: they may be others than when it was put off.
import { attemptAllowedFrom } from '../../domain/compliance/frequency-limits.ts';
import { isOver } from '../../domain/engagement/lifecycle.ts';
import { deliveryIdOf } from '../../domain/values/ids.ts';
import { selectNumber, memberAt } from '../../domain/task/select-number.ts';
import type { Task } from '../../domain/task/task.ts';
import type { Instant } from '../../domain/values/time.ts';
import type { CampaignCache } from '../campaign-cache/campaign-cache.ts';
import { ignoreCorruptRecord } from '../../concurrency/ignore-corrupt-record.ts';
import type { Ports } from '../../ports/ports.ts';

/** Undefined when it waits for something else, nothing of it may be dialled anyway, or whom it calls cannot be read. */
export type NextAllowedByLimits = (task: Task, now: Instant) => Promise<Instant | undefined>;

export function createNextAllowedByLimits(
  deps: Pick<Ports, 'contacts'> & {
    campaigns: CampaignCache;
  },
): NextAllowedByLimits {
  const { campaigns, contacts } = deps;

  return async (task, now) => {
    if (task.status !== 'waiting' || task.because !== 'frequencyLimit') return undefined;
    const campaign = await campaigns.campaign(task.engagementId);
    if (campaign === undefined || isOver[campaign.lifecycle.status]) return undefined;
    const { gates } = campaign.policy;
    const soonest = selectNumber(task, gates, now);
    const next = soonest.kind === 'later' ? selectNumber(task, gates, soonest.at) : soonest;
    if (next.kind !== 'now') return undefined;
    const { member, number } = memberAt(task, next.place);
    const known = await Promise.all([
      contacts.number(number.number),
      contacts.find(member.contactId),
    ]).catch(ignoreCorruptRecord);
    if (known === undefined) return undefined;
    const [record, contact] = known;
    const delivery = deliveryIdOf(task.id, task.attempt, task.deliveries + 1);
    const { frequencyLimits } = campaign.engagement;
    return attemptAllowedFrom(contact?.value, record.value, frequencyLimits, delivery, now);
  };
}
