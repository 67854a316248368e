import { expect, test } from 'vitest';
import { gatesOf } from '../../../../shared/domain/engagement/gates.ts';
import { nextOpening } from '../../../../shared/domain/schedule/hours.ts';
import { DAY, later } from '../../../../shared/domain/time.ts';
import { zoneSchema } from '../../../../shared/domain/time-zone.ts';
import { aVoiceEngagement } from '../../../support/builders/engagement.ts';
import { at, noon, quietFrom, quietUntil } from '../../../support/builders/instants.ts';
import { aQueue } from '../../../support/builders/queue.ts';

const newYork = zoneSchema.parse('America/New_York');
const kolkata = zoneSchema.parse('Asia/Kolkata');

type Gates = ReturnType<typeof gatesOf>;
function opening(gates: Gates, zone: typeof newYork | null, from = noon) {
  const own = gates.forNumber('mobile', zone);
  return typeof own === 'string' ? own : nextOpening(own, from, later(from, 14 * DAY));
}

test('quiet hours go by the clock of the called person', () => {
  const gates = gatesOf(aVoiceEngagement(), null);
  expect(opening(gates, newYork, quietFrom)).toBe(quietUntil);
  // Noon in New York is 21:30 in India.
  expect(opening(gates, kolkata)).toBe(at('2026-03-11T02:30Z'));
});

test('an engagement may go by UTC, whatever the zone of the contact', () => {
  const gates = gatesOf(aVoiceEngagement({ timeZones: 'utc', missingTimeZone: 'hold' }), null);
  expect(opening(gates, kolkata)).toBe(noon);
  expect(opening(gates, null)).toBe(noon);
});

test.each([
  { missingTimeZone: 'utc', answer: noon },
  { missingTimeZone: 'hold', answer: 'held' },
] as const)('a contact without a zone is $answer where it is to be $missingTimeZone', (row) => {
  const gates = gatesOf(aVoiceEngagement({ missingTimeZone: row.missingTimeZone }), null);
  expect(opening(gates, null)).toBe(row.answer);
});

test('a type that the engagement does not name is unused', () => {
  expect(gatesOf(aVoiceEngagement(), null).forNumber('home', newYork)).toBe('unused');
});

test('each type has its own quiet hours', () => {
  const morning = { days: ['tue' as const], from: '00:00', to: '15:00' };
  const engagement = aVoiceEngagement({
    phoneTypes: [
      { type: 'mobile', quietHours: [] },
      { type: 'home', quietHours: [morning] },
    ],
  });
  const home = gatesOf(engagement, null).forNumber('home', newYork);
  if (typeof home === 'string') throw new Error(home);
  expect(nextOpening(home, noon, later(noon, DAY))).toBe(at('2026-03-10T19:00Z'));
  expect(opening(gatesOf(engagement, null), newYork)).toBe(noon);
});

test('the hours of the queue bound every number, on the clock of the queue', () => {
  const hours = [{ days: ['wed' as const], from: '09:00', to: '17:00' }];
  const queue = aQueue({ operatingHours: { zone: 'Asia/Kolkata', hours } });
  // Wednesday 09:00 in India is 23:30 in New York, and 17:00 there is 07:30: always within quiet hours.
  expect(opening(gatesOf(aVoiceEngagement(), queue), newYork)).toBeNull();
  expect(opening(gatesOf(aVoiceEngagement(), queue), kolkata)).toBe(at('2026-03-11T03:30Z'));
});

test('the gates of a zone are built once', () => {
  const gates = gatesOf(aVoiceEngagement(), aQueue());
  expect(gates.forNumber('mobile', newYork)).toBe(gates.forNumber('mobile', newYork));
  expect(gates.forNumber('mobile', kolkata)).not.toBe(gates.forNumber('mobile', newYork));
});
