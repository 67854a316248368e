// A call in any status, consistent in itself, with the delivery of aDeliveryId(). Its deadline is ten seconds after
// noon.
import type { z } from 'zod';
import {
  type Call,
  type CallIn,
  callPlanSchema,
  type CallPlan,
  callSchema,
  type CallStatus,
} from '../../../shared/domain/call/call.ts';
import { noFacts } from '../../../shared/domain/task/delivery.ts';
import { later, SECOND } from '../../../shared/domain/values/time.ts';
import { aDeliveryId, aNumber, aTaskId } from './identity.ts';
import { noon } from './instants.ts';

type CallInput<S extends CallStatus> = Extract<z.input<typeof callSchema>, { status: S }>;

export const callDeadline = later(noon, 10 * SECOND);

export function aCallPlan(changes: Partial<CallPlan> = {}): CallPlan {
  return callPlanSchema.parse({
    ringTimeoutMs: 30_000,
    detection: 'none',
    detectionMs: 2000,
    voicemailPrompt: null,
    abandonedAfterMs: 5000,
    abandonedMessage: null,
    maximumCallMs: 7_200_000,
    language: 'en-US',
    ...changes,
  });
}

const deadline = { deadlineAt: callDeadline };
const up = { ...deadline, connectionId: 'connection-1', callId: 'call-1' };
const answered = { ...up, answeredAt: noon };
const greeted = { ...answered, greetingEndedAt: noon };
const unlisted = { listedIn: null, missingIn: null };
const answerFacts = { ...noFacts, answeredAt: noon, greetingEndedAt: noon, callId: 'call-1' };
const ending = {
  result: 'LiveAnswer',
  facts: { ...answerFacts, bridgedAt: noon },
  endedAt: noon,
};

const statuses = {
  queued: deadline,
  placing: deadline,
  ringing: up,
  screening: answered,
  bridging: { ...greeted, ...unlisted },
  talking: { ...greeted, ...unlisted, bridgedAt: noon },
  leavingVoicemail: greeted,
  apologizing: greeted,
  hangingUp: { ...up, ...ending, tries: 1 },
  ended: { ...deadline, ...ending, againFrom: null },
  settled: ending,
} satisfies Record<CallStatus, object>;

export function aCall<S extends CallStatus>(
  changes: { status: S } & Partial<CallInput<S>>,
): CallIn<S> {
  const call = callSchema.parse({
    id: aDeliveryId(),
    kind: 'call',
    schemaVersion: 1,
    pacingGroup: 'renewals',
    engagementId: 'spring-renewals',
    shard: 0,
    taskId: aTaskId(),
    contactId: 'contact-1',
    to: aNumber(),
    from: aNumber(99),
    representative: { id: 'grace', address: '8:acs:grace' },
    secret: 'a-secret-of-22-letters-or-more',
    plan: aCallPlan(),
    createdAt: noon,
    ...statuses[changes.status],
    ...changes,
  });
  if (!isIn(call, changes.status)) throw new Error(`The call is ${call.status}.`);
  return call;
}

const isIn = <S extends CallStatus>(call: Call, status: S): call is CallIn<S> =>
  call.status === status;
