// Which display numbers the next call of a task may show: rules name them by who would be called.
import { displayNumbersFor } from '../domain/pacing/lines.ts';
import type { E164 } from '../domain/phone.ts';
import { choose, memberAt } from '../domain/task/choose.ts';
import type { Task } from '../domain/task/task.ts';
import type { Instant } from '../domain/time.ts';
import type { Contacts } from '../ports/contacts.ts';
import type { ServedCampaign } from './start-call.ts';

export type ShownNumbers = (
  campaign: ServedCampaign,
  task: Task,
  now: Instant,
) => Promise<readonly E164[]>;

export function shownNumbers({ contacts }: { contacts: Contacts }): ShownNumbers {
  return async ({ engagement, workstream, policy }, task, now) => {
    const byRules = engagement.displayNumbers.distribution === 'rules';
    const choice = byRules ? choose(task, policy.gates, now) : undefined;
    if (choice?.kind !== 'now') return displayNumbersFor(engagement, workstream, undefined);
    const { member } = memberAt(task, choice.place);
    const person = (await contacts.find(member.contactId))?.value.person;
    return displayNumbersFor(engagement, workstream, person);
  };
}
