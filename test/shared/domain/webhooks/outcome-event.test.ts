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
const open = openDelivery(claimed, {
  channel: 'voice',
  from: aNumber(99),
  representativeId,
  startedAt: noon,
});
const answeredAt = later(noon, 1000);
const over = complete(open, 'LiveAnswer', { ...noFacts, answeredAt }, later(noon, MINUTE));

test('a delivery that ended is told with its result and its instants', () => {
  const [event, ...more] = outcomeEventsOf(connected, aTask({ status: 'ready' }), [over]);
  expect(more).toEqual([]);
  expect(event).toMatchObject({
    type: 'DeliveryEnded',
    id: `${aDeliveryId()}.ended`,
    occurredAt: over.endedAt,
    engagementId: 'spring-renewals',
    deliveryId: open.id,
    deliveryTaskId: open.taskId,
    result: 'LiveAnswer',
    journeyTrigger: 'attempted',
    attempt: 1,
    channel: 'voice',
    to: open.to,
    from: open.from,
    representativeId,
    answeredAt,
    bridgedAt: null,
  });
  expect(outcomeEventSchema.parse(event)).toEqual(event);
});

test('a conversation is told when it is wrapped up, with what was recorded of it', () => {
  const wrapUp = aTask({ status: 'wrapUp' });
  expect(outcomeEventsOf(connected, wrapUp, [over])).toEqual([]);
  const code = dispositionCodeIdSchema.parse('wrong-person');
  const recorded = { ...over, dispositionCodes: [code] };
  expect(outcomeEventsOf(wrapUp, wrapUp, [recorded])).toEqual([]);
  expect(outcomeEventsOf(wrapUp, aTask({ status: 'waiting' }), [recorded])).toMatchObject([
    { type: 'DeliveryEnded', dispositionCodes: ['wrong-person'] },
  ]);
});

test('a delivery that began is not an outcome', () => {
  expect(outcomeEventsOf(claimed, connected, [open])).toEqual([]);
});

test('a dial that was undone is told nobody, and a text that was is', () => {
  const undone = complete(open, 'Cancelled', noFacts, noon);
  expect(outcomeEventsOf(connected, aTask({ status: 'waiting' }), [undone])).toEqual([]);
  const text = { ...undone, channel: 'sms' as const };
  const closed = aTask({ status: 'closed' });
  const types = outcomeEventsOf(aTask({ status: 'texting' }), closed, [text]).map(
    ({ type }) => type,
  );
  expect(types).toEqual(['DeliveryEnded', 'DeliveryTaskClosed']);
});

test('a task that closes is told once, with all the people of its chain', () => {
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

test('the end of a call that closes its task is two outcomes', () => {
  const types = outcomeEventsOf(connected, aTask({ status: 'closed' }), [over]).map(
    ({ type }) => type,
  );
  expect(types).toEqual(['DeliveryEnded', 'DeliveryTaskClosed']);
});

test('told, it carries the identifiers by which the caller knows the people', () => {
  const closed = aTask({ status: 'closed' });
  for (const event of outcomeEventsOf(connected, closed, [over])) {
    expect(contactsOf(event)).toEqual(['contact-1']);
    const posted = toWebhookEvent(event, (id) => (id === 'contact-1' ? 'C-1' : null));
    expect(JSON.stringify(posted)).toContain('"C-1"');
    expect(webhookEventSchema.parse(posted)).toEqual(posted);
  }
});
