// The fields that a call carries from one status to another, and the facts of the call so far.
import { type CallFacts, noFacts } from '../task/delivery.ts';
import type { Call } from './call.ts';
import type { Live } from './event.ts';

/** The fields of every status. */
export function commonFields(call: Call) {
  const { id, kind, schemaVersion, pacingGroup, engagementId, shard, taskId, contactId } = call;
  const { to, from, representative, secret, plan, createdAt } = call;
  return {
    id,
    kind,
    schemaVersion,
    pacingGroup,
    engagementId,
    shard,
    taskId,
    contactId,
    to,
    from,
    representative,
    secret,
    plan,
    createdAt,
  } as const;
}

/** The facts of a call before its end. */
export function factsOf(call: Exclude<Live, { status: 'hangingUp' }>): CallFacts {
  if (call.status === 'queued' || call.status === 'placing') return noFacts;
  const { callId } = call;
  if (call.status === 'ringing') return { ...noFacts, callId };
  const { answeredAt } = call;
  if (call.status === 'screening') return { ...noFacts, callId, answeredAt };
  const { greetingEndedAt } = call;
  const bridgedAt = call.status === 'talking' ? call.bridgedAt : null;
  return { ...noFacts, callId, answeredAt, greetingEndedAt, bridgedAt };
}
