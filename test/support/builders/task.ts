// A consistent task in any status, with one member and one mobile number. The number is dialed in the statuses after
// the dial. Every value can be replaced.
import type { z } from 'zod';
import {
  chainMemberSchema,
  type ChainMember,
  type Task,
  type TaskIn,
  taskSchema,
  type TaskStatus,
} from '../../../shared/domain/task/task.ts';
import type { VoiceResult } from '../../../shared/domain/outcome/result.ts';
import { later, MINUTE } from '../../../shared/domain/values/time.ts';
import { aDeliveryId, aNumber, aTaskId } from './identity.ts';
import { at, noon } from './instants.ts';

type TaskInput<S extends TaskStatus> = Extract<z.input<typeof taskSchema>, { status: S }>;
type NumberInput = z.input<typeof chainMemberSchema>['numbers'][number];

/** Two days after noon. */
export const taskExpiry = at('2026-03-12T16:00:00Z');
export const taskDeadline = later(noon, MINUTE);

export function aChainNumber(changes: Partial<NumberInput> = {}): NumberInput {
  return { type: 'mobile', number: aNumber(), triedIn: 0, standing: 'usable', ...changes };
}

export function aChainMember(
  changes: Partial<z.input<typeof chainMemberSchema>> = {},
): ChainMember {
  return chainMemberSchema.parse({
    contactId: 'contact-1',
    zone: 'America/New_York',
    numbers: [aChainNumber()],
    inputAttributes: {},
    ...changes,
  });
}

const place = { member: 0, number: 0 };
const held = {
  deadlineAt: taskDeadline,
  place,
  representativeId: 'grace',
  pacingGroup: 'renewals',
};

const statuses = {
  waiting: { deadlineAt: taskDeadline, notBefore: taskDeadline, because: 'retry' },
  ready: { deadlineAt: taskExpiry, rank: '1 a' },
  claimed: held,
  dialing: held,
  connected: { ...held, dispositionCodes: [] },
  wrapUp: { ...held, dispositionCodes: [] },
  texting: {
    deadlineAt: taskDeadline,
    place,
    smsEngagementId: 'spring-reminder',
    sentAt: null,
    refusals: 0,
  },
  closed: { closedAt: noon, outcome: 'reached', followUp: null, cancelledBy: null },
} satisfies Record<TaskStatus, object>;

/** The number of deliveries in the status, and whether the number was dialed in this attempt. */
const history = {
  waiting: { deliveries: 0, dialed: false },
  ready: { deliveries: 0, dialed: false },
  claimed: { deliveries: 1, dialed: false },
  dialing: { deliveries: 1, dialed: true },
  connected: { deliveries: 1, dialed: true },
  wrapUp: { deliveries: 1, dialed: true },
  texting: { deliveries: 2, dialed: true },
  closed: { deliveries: 1, dialed: true },
} satisfies Record<TaskStatus, object>;
const hasDelivery = {
  waiting: false,
  ready: false,
  claimed: true,
  dialing: true,
  connected: true,
  wrapUp: true,
  texting: true,
  closed: false,
} satisfies Record<TaskStatus, boolean>;
const lastResults: Partial<Record<TaskStatus, VoiceResult>> = {
  wrapUp: 'LiveAnswer',
  texting: 'NoAnswer',
  closed: 'LiveAnswer',
};

export function aTask<S extends TaskStatus>(
  changes: { status: S } & Partial<TaskInput<S>>,
): TaskIn<S> {
  const { status, id = aTaskId(), attempt = 1, deliveries = history[status].deliveries } = changes;
  const triedIn = history[status].dialed ? attempt : 0;
  const task = taskSchema.parse({
    id,
    kind: 'task',
    schemaVersion: 1,
    attempt,
    deliveries,
    engagementId: 'spring-renewals',
    shard: 0,
    openKey: status === 'closed' ? id : 'contact C-1',
    source: { kind: 'request', requestId: 'request-1' },
    chain: [aChainMember({ numbers: [aChainNumber({ triedIn })] })],
    lastResult: lastResults[status] ?? null,
    priority: null,
    createdAt: noon,
    expiresAt: taskExpiry,
    ...(hasDelivery[status] && { deliveryId: aDeliveryId(id, attempt, deliveries) }),
    ...statuses[status],
    ...changes,
  });
  if (!isIn(task, status)) throw new Error(`The task is ${task.status}.`);
  return task;
}

const isIn = <S extends TaskStatus>(task: Task, status: S): task is TaskIn<S> =>
  task.status === status;
