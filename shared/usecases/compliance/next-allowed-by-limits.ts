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

type LimitsAnswer =
  | { kind: 'allowedFrom'; at: Instant }
  /** The limits do not decide: the task waits for another reason, has ended, or has no number to dial. */
  | { kind: 'notLimited' }
  /** A record of its contact is corrupt. */
  | { kind: 'unreadable' };

export type NextAllowedByLimits = (task: Task, now: Instant) => Promise<LimitsAnswer>;

export function createNextAllowedByLimits(
  deps: Pick<Ports, 'contacts'> & {
    campaigns: CampaignCache;
  },
): NextAllowedByLimits {
  const { campaigns, contacts } = deps;

  return async (task, now) => {
    if (task.status !== 'waiting' || task.because !== 'frequencyLimit') return notLimited;
    const campaign = await campaigns.campaign(task.engagementId);
    if (campaign === undefined || isOver[campaign.lifecycle.status]) return notLimited;
    const { dialingWindows } = campaign.policy;
    const soonest = selectNumber(task, dialingWindows, now);
    const next =
      soonest.kind === 'later' ? selectNumber(task, dialingWindows, soonest.at) : soonest;
    if (next.kind !== 'now') return notLimited;
    const { member, number } = memberAt(task, next.place);
    const records = await Promise.all([
      contacts.number(number.number),
      contacts.find(member.contactId),
    ]).catch(ignoreCorruptRecord);
    if (records === undefined) return { kind: 'unreadable' };
    const [record, contact] = records;
    const deliveryId = deliveryIdOf(task.id, task.attempt, task.deliveries + 1);
    const limits = campaign.engagement.frequencyLimits;
    const input = { contact: contact?.value, record: record.value, deliveryId, limits };
    const answer = frequencyLimitGate.check(input, now);
    const at = answer.kind === 'closed' && answer.until !== 'never' ? answer.until : now;
    return { kind: 'allowedFrom', at };
  };
}

const notLimited: LimitsAnswer = { kind: 'notLimited' };
