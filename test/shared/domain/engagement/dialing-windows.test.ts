import { expect, test } from 'vitest';
import {
  closedDialingWindows,
  dialingWindowsOf,
} from '../../../../shared/domain/engagement/dialing-windows.ts';
import { nextOpenAt } from '../../../../shared/domain/compliance/gate.ts';
import { windowGates } from '../../../../shared/domain/compliance/gates.ts';
import { e164Schema } from '../../../../shared/domain/values/phone.ts';
import { DAY, later } from '../../../../shared/domain/values/time.ts';
import { zoneSchema } from '../../../../shared/domain/values/time-zone.ts';
import { aVoiceEngagement } from '../../../support/builders/engagement.ts';
import { aNumber } from '../../../support/builders/identity.ts';
import { at, noon, quietFrom, quietUntil } from '../../../support/builders/instants.ts';
import { aQueue } from '../../../support/builders/queue.ts';

const newYork = zoneSchema.parse('America/New_York');
const kolkata = zoneSchema.parse('Asia/Kolkata');

type Gates = ReturnType<typeof dialingWindowsOf>;
function opening(dialingWindows: Gates, zone: typeof newYork | null, from = noon) {
  const windows = dialingWindows.forNumber('mobile', zone, aNumber());
  if (windows.kind !== 'windows') return windows.kind;
  return nextOpenAt(windowGates, { windows }, from, later(from, 14 * DAY));
}

test('quiet hours use the time zone of the contact', () => {
  const dialingWindows = dialingWindowsOf(aVoiceEngagement(), null);
  expect(opening(dialingWindows, newYork, quietFrom)).toBe(quietUntil);
  // Noon in New York is 21:30 in India.
  expect(opening(dialingWindows, kolkata)).toBe(at('2026-03-11T02:30Z'));
});

test('an engagement in UTC ignores the time zone of the contact', () => {
  const dialingWindows = dialingWindowsOf(
    aVoiceEngagement({ timeZones: 'utc', missingTimeZone: 'hold' }),
    null,
  );
  expect(opening(dialingWindows, kolkata)).toBe(noon);
  expect(opening(dialingWindows, null)).toBe(noon);
});

test.each([
  { missingTimeZone: 'utc', answer: noon },
  { missingTimeZone: 'hold', answer: 'unknownTimeZone' },
] as const)(
  'with missingTimeZone $missingTimeZone, a contact without a time zone gets $answer',
  (row) => {
    const dialingWindows = dialingWindowsOf(
      aVoiceEngagement({ missingTimeZone: row.missingTimeZone }),
      null,
    );
    expect(opening(dialingWindows, null)).toBe(row.answer);
  },
);

test('with missingTimeZone infer, every time zone of the country of the number must allow the call', () => {
  const dialingWindows = dialingWindowsOf(aVoiceEngagement({ missingTimeZone: 'infer' }), null);
  // From 08:00 in Honolulu (UTC-10) until 21:00 in New York (UTC-4, or UTC-5 for its neighbours).
  expect(opening(dialingWindows, null, at('2026-03-10T12:00Z'))).toBe(at('2026-03-10T18:00Z'));
  expect(opening(dialingWindows, null, at('2026-03-11T02:00Z'))).toBe(at('2026-03-11T18:00Z'));
  const windows = dialingWindows.forNumber('mobile', null, e164Schema.parse('+4930901820'));
  expect(nextOpenAt(windowGates, { windows }, at('2026-03-10T03:00Z'), later(noon, DAY))).toBe(
    at('2026-03-10T07:00Z'),
  );
});

test('with missingTimeZone infer, a number without a country has an unknown time zone', () => {
  const dialingWindows = dialingWindowsOf(aVoiceEngagement({ missingTimeZone: 'infer' }), null);
  expect(dialingWindows.forNumber('mobile', null, e164Schema.parse('+80012345678'))).toEqual({
    kind: 'unknownTimeZone',
  });
});

test('the queue is closed on its holidays in its time zone', () => {
  const holidays = ['2026-03-11', '2026-03-12'].map((date) => ({ date, name: 'Spring' }));
  const queue = aQueue({ operatingHours: { zone: 'America/New_York', hours: null, holidays } });
  const dialingWindows = dialingWindowsOf(
    aVoiceEngagement({ phoneTypes: [{ type: 'mobile', quietHours: [] }] }),
    queue,
  );
  expect(opening(dialingWindows, newYork, at('2026-03-11T03:59Z'))).toBe(at('2026-03-11T03:59Z'));
  expect(opening(dialingWindows, newYork, at('2026-03-11T04:00Z'))).toBe(at('2026-03-13T04:00Z'));
});

test('a phone type that the engagement does not name is unused', () => {
  expect(dialingWindowsOf(aVoiceEngagement(), null).forNumber('home', newYork, aNumber())).toEqual({
    kind: 'unusedPhoneType',
  });
});

test('each phone type has its own quiet hours', () => {
  const morning = { days: ['tue' as const], from: '00:00', to: '15:00' };
  const engagement = aVoiceEngagement({
    phoneTypes: [
      { type: 'mobile', quietHours: [] },
      { type: 'home', quietHours: [morning] },
    ],
  });
  const windows = dialingWindowsOf(engagement, null).forNumber('home', newYork, aNumber());
  expect(nextOpenAt(windowGates, { windows }, noon, later(noon, DAY))).toBe(
    at('2026-03-10T19:00Z'),
  );
  expect(opening(dialingWindowsOf(engagement, null), newYork)).toBe(noon);
});

test('the operating hours of the queue limit every number, in the time zone of the queue', () => {
  const hours = [{ days: ['wed' as const], from: '09:00', to: '17:00' }];
  const queue = aQueue({ operatingHours: { zone: 'Asia/Kolkata', hours, holidays: [] } });
  // 09:00 to 17:00 in India is 23:30 to 07:30 in New York: always within quiet hours.
  expect(opening(dialingWindowsOf(aVoiceEngagement(), queue), newYork)).toBeNull();
  expect(opening(dialingWindowsOf(aVoiceEngagement(), queue), kolkata)).toBe(
    at('2026-03-11T03:30Z'),
  );
});

test('the windows of a time zone are built once', () => {
  const dialingWindows = dialingWindowsOf(aVoiceEngagement(), aQueue());
  expect(dialingWindows.forNumber('mobile', newYork, aNumber())).toBe(
    dialingWindows.forNumber('mobile', newYork, aNumber()),
  );
  expect(dialingWindows.forNumber('mobile', kolkata, aNumber())).not.toBe(
    dialingWindows.forNumber('mobile', newYork, aNumber()),
  );
});

test('without its queue an engagement never opens, and still names unused types and unknown time zones', () => {
  const dialingWindows = closedDialingWindows(aVoiceEngagement({ missingTimeZone: 'hold' }));
  expect(opening(dialingWindows, newYork)).toBeNull();
  expect(opening(dialingWindows, null)).toBe('unknownTimeZone');
  expect(dialingWindows.forNumber('home', newYork, aNumber())).toEqual({ kind: 'unusedPhoneType' });
});
