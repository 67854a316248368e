// The display numbers for the next call of a task: rules choose by the contact. For an unreadable contact no rule
// matches.
import { displayNumbersFor } from '../../domain/pacing/lines.ts';
import type { E164 } from '../../domain/values/phone.ts';
import { selectNumber, memberAt } from '../../domain/task/select-number.ts';
import type { Task } from '../../domain/task/task.ts';
import type { Instant } from '../../domain/values/time.ts';
import type { DialableCampaign } from './dialable-campaign.ts';
import { ignoreCorruptRecord } from '../../concurrency/ignore-corrupt-record.ts';
import type { Ports } from '../../ports/ports.ts';

export type SelectDisplayNumbers = (
  campaign: DialableCampaign,
  task: Task,
  now: Instant,
) => Promise<readonly E164[]>;

export function createSelectDisplayNumbers({
  contacts,
}: Pick<Ports, 'contacts'>): SelectDisplayNumbers {
  return async ({ engagement, workstream, policy }, task, now) => {
    const byRules = engagement.displayNumbers.distribution === 'rules';
    const choice = byRules ? selectNumber(task, policy.dialingWindows, now) : undefined;
    if (choice?.kind !== 'now') return displayNumbersFor(engagement, workstream, undefined);
    const { member } = memberAt(task, choice.place);
    const contact = await contacts.find(member.contactId).catch(ignoreCorruptRecord);
    return displayNumbersFor(engagement, workstream, contact?.value.person);
  };
}
