import type { Contact } from '../contact/contact.ts';
import { contactIdOf, type Digest, type ImportId, shardOf, taskIdOf } from '../values/ids.ts';
import type { E164, PhoneType } from '../values/phone.ts';
import { HOUR, type Instant, later } from '../values/time.ts';
import { nextStep } from '../task/next-step.ts';
import type { TaskPolicy } from '../task/task-policy.ts';
import type { Advance } from '../task/effect.ts';
import type { Task } from '../task/task.ts';
import type { Chain } from './chains.ts';
import type { IntakeRow } from './row.ts';

export function buildContact(row: IntakeRow, attribute: string, digest: Digest): Contact {
  return {
    id: contactIdOf(digest, attribute, row.identifier),
    kind: 'contact',
    schemaVersion: 1,
    person: { ...row.person, identifiedBy: { attribute, value: row.identifier } },
    reached: [],
    claims: {},
  };
}

/** The task of a chain. Its id is derived, so that reading the file again creates no second task. */
export function buildTask(
  chain: Chain,
  contacts: readonly Contact[],
  importId: ImportId,
  policy: TaskPolicy,
  digest: Digest,
  now: Instant,
): Advance {
  const { engagement } = policy;
  const id = taskIdOf(digest, importId, chain.key);
  const types = engagement.phoneTypes.map(({ type }) => type);
  const used = new Set<E164>();
  const task: Task = {
    id,
    kind: 'task',
    schemaVersion: 1,
    engagementId: engagement.id,
    shard: shardOf(digest, chain.key, engagement.shards),
    openKey: chain.key,
    source: { kind: 'file', importId, line: chain.rows[0]?.line ?? 0 },
    chain: contacts.map((contact, index) => ({
      contactId: contact.id,
      zone: contact.person.zone,
      numbers: numbersOf(contact, types, used),
      inputAttributes: chain.rows[index]?.inputAttributes ?? {},
    })),
    attempt: 1,
    deliveries: 0,
    lastResult: null,
    priority: chain.rows[0]?.priority ?? null,
    createdAt: now,
    expiresAt: later(now, engagement.taskLifetimeHours * HOUR),
    status: 'waiting',
    deadlineAt: now,
    notBefore: now,
    because: 'outsideWindow',
  };
  return nextStep(task, policy, now, { kind: 'enqueue', from: now, because: 'outsideWindow' });
}

/** In the engagement's order. A number that two columns or two contacts share is used once, for the first of them. */
function numbersOf(contact: Contact, types: readonly PhoneType[], used: Set<E164>) {
  return contact.person.phones
    .filter(({ type }) => types.includes(type))
    .sort((a, b) => types.indexOf(a.type) - types.indexOf(b.type))
    .filter(({ number }) => !used.has(number) && used.add(number))
    .map(({ type, number }) => ({ type, number, triedIn: 0, standing: 'usable' as const }));
}
