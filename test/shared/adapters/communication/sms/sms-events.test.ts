import { expect, test } from 'vitest';
import { readSmsEvent } from '../../../../../shared/adapters/communication/sms/sms-events.ts';

const reported = 'Microsoft.Communication.SMSDeliveryReportReceived';
const received = 'Microsoft.Communication.SMSReceived';
const report = { kind: 'report', tag: 't', delivered: false, to: null, optedOut: false };

test.each<[string, string, object, object]>([
  [
    'a delivered message',
    reported,
    { deliveryStatus: 'Delivered', Tag: 't', to: '12065550100' },
    { ...report, delivered: true, to: '+12065550100' },
  ],
  [
    'a delivery report with a tag in lower case',
    reported,
    { deliveryStatus: 'Failed', tag: 't' },
    report,
  ],
  [
    'a delivery report of a blocked sender, which is an opt-out',
    reported,
    { deliveryStatus: 'Failed', Tag: 't', deliveryStatusDetails: '4007: Sender blocked' },
    { ...report, optedOut: true },
  ],
  [
    'a delivery report with another detail that contains 4007',
    reported,
    { deliveryStatus: 'Failed', Tag: 't', deliveryStatusDetails: '14007' },
    report,
  ],
  [
    'a delivery report without a tag, which is not of the engine',
    reported,
    { deliveryStatus: 'Delivered' },
    { kind: 'unknown' },
  ],
  [
    'an inbound message',
    received,
    { from: '+12065550100', to: '+12065550199', message: 'Stop' },
    { kind: 'received', from: '+12065550100', message: 'Stop' },
  ],
  [
    'an inbound message of a short code',
    received,
    { from: '12345', message: 'x' },
    { kind: 'unknown' },
  ],
  ['an event of another type', 'Contoso.Happened', {}, { kind: 'unknown' }],
])('%s is read', (_what, eventType, data, expected) => {
  expect(readSmsEvent({ id: '1', eventType, data })).toEqual(expected);
});

test('an event of the CloudEvents schema is read by its type', () => {
  const data = { from: '+12065550100', to: '+12065550199', message: 'Stop' };
  const event = { specversion: '1.0', id: '1', source: '/subscriptions/1', data };
  expect(readSmsEvent({ ...event, type: received })).toMatchObject({ message: 'Stop' });
  expect(readSmsEvent({ ...event, type: 'Contoso.Happened' })).toEqual({ kind: 'unknown' });
  expect(readSmsEvent(event)).toEqual({ kind: 'unknown' });
});

test('an input without an event type is ignored', () => {
  expect(readSmsEvent('event')).toEqual({ kind: 'unknown' });
});
