import { expect, test } from 'vitest';
import {
  contactsOf,
  outcomeEventsOf,
  outcomeEventSchema,
  toWebhookEvent,
  webhookEventSchema,
} from '../../../../shared/domain/webhooks/outcome-event.ts';
import { dispositionCodeIdSchema } from '../../../../shared/domain/values/ids.ts';
import { complete, noFacts } from '../../../../shared/domain/task/delivery.ts';
import { openDelivery } from '../../../../shared/domain/task/open-delivery.ts';
import { later, MINUTE } from '../../../../shared/domain/values/time.ts';
import { aDeliveryId, aNumber } from '../../../support/builders/identity.ts';
import { noon } from '../../../support/builders/instants.ts';
import { aChainMember, aTask } from '../../../support/builders/task.ts';

const claimed = aTask({ status: 'claimed' });
const connected = aTask({ status: 'connected' });
const { representativeId } = claimed;
const startedDelivery = openDelivery(claimed, {
  channel: 'voice',
  from: aNumber(99),
  representativeId,
  startedAt: noon,
});
const answeredAt = later(noon, 1000);
const endedDelivery = complete(
  startedDelivery,
  'LiveAnswer',
  { ...noFacts, answeredAt },
  later(noon, MINUTE),
);

test('an ended delivery creates DeliveryEnded with its result and times', () => {
  const [event, ...more] = outcomeEventsOf(connected, aTask({ status: 'ready' }), [endedDelivery]);
  expect(more).toEqual([]);
  expect(event).toMatchObject({
    type: 'DeliveryEnded',
    id: `${aDeliveryId()}.ended`,
    occurredAt: endedDelivery.endedAt,
    engagementId: 'spring-renewals',
    deliveryId: startedDelivery.id,
    deliveryTaskId: startedDelivery.taskId,
    result: 'LiveAnswer',
    journeyTrigger: 'attempted',
    attempt: 1,
    channel: 'voice',
    to: startedDelivery.to,
    from: startedDelivery.from,
    representativeId,
    answeredAt,
    bridgedAt: null,
  });
  expect(outcomeEventSchema.parse(event)).toEqual(event);
});

test('a conversation creates DeliveryEnded after its wrap-up, with the recorded disposition codes', () => {
  const wrapUp = aTask({ status: 'wrapUp' });
  expect(outcomeEventsOf(connected, wrapUp, [endedDelivery])).toEqual([]);
  const code = dispositionCodeIdSchema.parse('wrong-person');
  const recorded = { ...endedDelivery, dispositionCodes: [code] };
  expect(outcomeEventsOf(wrapUp, wrapUp, [recorded])).toEqual([]);
  expect(outcomeEventsOf(wrapUp, aTask({ status: 'waiting' }), [recorded])).toMatchObject([
    { type: 'DeliveryEnded', dispositionCodes: ['wrong-person'] },
  ]);
});

test('a started delivery creates no event', () => {
  expect(outcomeEventsOf(claimed, connected, [startedDelivery])).toEqual([]);
});

test('an undone call creates no DeliveryEnded, and an undone SMS creates one', () => {
  const undone = complete(startedDelivery, 'Cancelled', noFacts, noon);
  expect(outcomeEventsOf(connected, aTask({ status: 'waiting' }), [undone])).toEqual([]);
  const text = { ...undone, channel: 'sms' as const };
  const closed = aTask({ status: 'closed' });
  const types = outcomeEventsOf(aTask({ status: 'texting' }), closed, [text]).map(
    ({ type }) => type,
  );
  expect(types).toEqual(['DeliveryEnded', 'DeliveryTaskClosed']);
});

test('a closed task creates DeliveryTaskClosed once, with all contacts of its chain', () => {
  const chain = [aChainMember(), aChainMember({ contactId: 'contact-2' })];
  const closed = aTask({ status: 'closed', chain, outcome: 'expired', lastResult: null });
  const [event, ...more] = outcomeEventsOf(connected, closed, []);
  expect(more).toEqual([]);
  expect(event).toMatchObject({
    type: 'DeliveryTaskClosed',
    id: `${closed.id}.closed`,
    outcome: 'expired',
    journeyTrigger: 'blocked',
    contactIds: ['contact-1', 'contact-2'],
    importId: null,
    requestId: 'request-1',
  });
  expect(outcomeEventsOf(closed, closed, [])).toEqual([]);
});

test('a call that ends and closes its task creates two events', () => {
  const types = outcomeEventsOf(connected, aTask({ status: 'closed' }), [endedDelivery]).map(
    ({ type }) => type,
  );
  expect(types).toEqual(['DeliveryEnded', 'DeliveryTaskClosed']);
});

test('toWebhookEvent adds the unique identifiers of the contacts', () => {
  const closed = aTask({ status: 'closed' });
  for (const event of outcomeEventsOf(connected, closed, [endedDelivery])) {
    expect(contactsOf(event)).toEqual(['contact-1']);
    const posted = toWebhookEvent(event, (id) => (id === 'contact-1' ? 'C-1' : null));
    expect(JSON.stringify(posted)).toContain('"C-1"');
    expect(webhookEventSchema.parse(posted)).toEqual(posted);
  }
});
