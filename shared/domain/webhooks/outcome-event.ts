// The events for subscribers: a delivery ended, a task closed. Flat, so that the designer of a flow shows every
// field.
import { z } from 'zod';
import { channelSchema } from '../contact/channel.ts';
import {
  cancellationPolicyIdSchema,
  type ContactId,
  contactIdSchema,
  deliveryIdSchema,
  dispositionCodeIdSchema,
  engagementIdSchema,
  importIdSchema,
  representativeIdSchema,
  taskIdSchema,
} from '../values/ids.ts';
import { e164Schema, phoneTypeSchema } from '../values/phone.ts';
import { smsResultSchema, voiceResultSchema } from '../outcome/result.ts';
import type { CompleteDelivery, Delivery } from '../task/delivery.ts';
import { outcomes, type Task, type TaskIn } from '../task/task.ts';
import { instantSchema } from '../values/time.ts';
import { journeyTriggers, triggerOfOutcome, triggerOfResult } from './journey.ts';

const common = {
  /** The same event has the same id in every post. */
  id: z.string(),
  occurredAt: instantSchema,
  engagementId: engagementIdSchema,
  deliveryTaskId: taskIdSchema,
  journeyTrigger: z.enum(journeyTriggers),
};

const deliveryEndedSchema = z.strictObject({
  ...common,
  type: z.literal('DeliveryEnded'),
  deliveryId: deliveryIdSchema,
  contactId: contactIdSchema,
  channel: channelSchema,
  result: z.union([voiceResultSchema, smsResultSchema]),
  attempt: z.int().min(1),
  to: e164Schema,
  from: e164Schema,
  phoneType: phoneTypeSchema,
  representativeId: representativeIdSchema.nullable(),
  startedAt: instantSchema,
  answeredAt: instantSchema.nullable(),
  bridgedAt: instantSchema.nullable(),
  abandoned: z.boolean(),
  /** The disposition codes of the conversation. */
  dispositionCodes: z.array(dispositionCodeIdSchema),
});

const taskClosedSchema = z.strictObject({
  ...common,
  type: z.literal('DeliveryTaskClosed'),
  outcome: z.enum(outcomes),
  /** The result of the latest call; null if nothing was dialed. */
  lastResult: voiceResultSchema.nullable(),
  /** The result of the SMS follow-up; null if there was none. */
  followUp: smsResultSchema.nullable(),
  cancelledBy: cancellationPolicyIdSchema.nullable(),
  attempts: z.int().min(1),
  contactIds: z.array(contactIdSchema),
  importId: importIdSchema.nullable(),
  requestId: z.string().nullable(),
});

export const outcomeEventSchema = z.discriminatedUnion('type', [
  deliveryEndedSchema,
  taskClosedSchema,
]);
export type OutcomeEvent = z.infer<typeof outcomeEventSchema>;
export type OutcomeEventType = OutcomeEvent['type'];

/** The contact's id in the caller's system; null if the contact is gone. */
const uniqueIdentifier = z.string().nullable();

/** As posted: with the unique identifiers of the contacts, because contact documents change independently. */
export const webhookEventSchema = z.discriminatedUnion('type', [
  deliveryEndedSchema.extend({ uniqueIdentifier }),
  taskClosedSchema.extend({ uniqueIdentifiers: z.array(uniqueIdentifier) }),
]);
export type WebhookEvent = z.infer<typeof webhookEventSchema>;

export function toWebhookEvent(
  event: OutcomeEvent,
  identifierOf: (contactId: ContactId) => string | null,
): WebhookEvent {
  return event.type === 'DeliveryEnded'
    ? { ...event, uniqueIdentifier: identifierOf(event.contactId) }
    : { ...event, uniqueIdentifiers: event.contactIds.map(identifierOf) };
}

export const contactsOf = (event: OutcomeEvent): readonly ContactId[] =>
  event.type === 'DeliveryEnded' ? [event.contactId] : event.contactIds;

/**
 * The events of a task's change: the deliveries with a known outcome, and the close. The outcome of a conversation is
 * known after its wrap-up, with its disposition codes.
 */
export function outcomeEventsOf(
  before: Task,
  next: Task,
  deliveries: readonly Delivery[],
): OutcomeEvent[] {
  const over = deliveries.filter((delivery) => delivery.status === 'Complete').filter(wasMade);
  const ended = next.status === 'wrapUp' ? [] : over.map(ofDelivery);
  const closed = before.status !== 'closed' && next.status === 'closed' ? [ofTask(next)] : [];
  return [...ended, ...closed];
}

/** An undone dial counts as nothing and is repeated. */
const wasMade = ({ channel, result }: CompleteDelivery): boolean =>
  channel !== 'voice' || result !== 'Cancelled';

function ofDelivery(delivery: CompleteDelivery): OutcomeEvent {
  const { engagementId, contactId, channel, result, attempt, to, from, phoneType } = delivery;
  const { representativeId, startedAt, answeredAt, bridgedAt, abandoned } = delivery;
  const { dispositionCodes } = delivery;
  return {
    type: 'DeliveryEnded',
    id: `${delivery.id}.ended`,
    occurredAt: delivery.endedAt,
    deliveryTaskId: delivery.taskId,
    deliveryId: delivery.id,
    journeyTrigger: triggerOfResult[result],
    engagementId,
    contactId,
    channel,
    result,
    attempt,
    to,
    from,
    phoneType,
    representativeId,
    startedAt,
    answeredAt,
    bridgedAt,
    abandoned,
    dispositionCodes,
  };
}

function ofTask(task: TaskIn<'closed'>): OutcomeEvent {
  const { engagementId, outcome, lastResult, followUp, cancelledBy, source } = task;
  return {
    type: 'DeliveryTaskClosed',
    id: `${task.id}.closed`,
    occurredAt: task.closedAt,
    deliveryTaskId: task.id,
    journeyTrigger: triggerOfOutcome(outcome, lastResult !== null),
    engagementId,
    outcome,
    lastResult,
    followUp,
    cancelledBy,
    attempts: task.attempt,
    contactIds: task.chain.map(({ contactId }) => contactId),
    importId: source.kind === 'file' ? source.importId : null,
    requestId: source.kind === 'request' ? source.requestId : null,
  };
}
