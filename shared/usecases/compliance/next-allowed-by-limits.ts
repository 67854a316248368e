// When a task that waits for the frequency limits may continue. The limits may have changed since it was postponed.
import { frequencyLimitGate } from '../../domain/compliance/gates/frequency-limit.ts';
import { isOver } from '../../domain/engagement/lifecycle.ts';
import { deliveryIdOf } from '../../domain/values/ids.ts';
import { selectNumber, memberAt } from '../../domain/task/select-number.ts';
import type { Task } from '../../domain/task/task.ts';
import type { Instant } from '../../domain/values/time.ts';
import type { CampaignCache } from '../campaign-cache/campaign-cache.ts';
import { ignoreCorruptRecord } from '../../concurrency/ignore-corrupt-record.ts';
import type { Ports } from '../../ports/ports.ts';

/**
 * Undefined if the task waits for another reason or has no number to dial. Also undefined if a record of its contact is
 * corrupt.
 */
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
    const { dialingWindows } = campaign.policy;
    const soonest = selectNumber(task, dialingWindows, now);
    const next =
      soonest.kind === 'later' ? selectNumber(task, dialingWindows, soonest.at) : soonest;
    if (next.kind !== 'now') return undefined;
    const { member, number } = memberAt(task, next.place);
    const records = await Promise.all([
      contacts.number(number.number),
      contacts.find(member.contactId),
    ]).catch(ignoreCorruptRecord);
    if (records === undefined) return undefined;
    const [record, contact] = records;
    const deliveryId = deliveryIdOf(task.id, task.attempt, task.deliveries + 1);
    const limits = campaign.engagement.frequencyLimits;
    const input = { contact: contact?.value, record: record.value, deliveryId, limits };
    const answer = frequencyLimitGate.check(input, now);
    return answer.kind === 'closed' && answer.until !== 'never' ? answer.until : now;
  };
}
