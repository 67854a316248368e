import { describe, expect, test } from 'vitest';
import {
  cancellationPolicyDefaults,
  cancellationPolicySchema,
} from '../../../../shared/domain/compliance/cancellation-policy.ts';
import { checkGates, explainGates, nextOpenAt } from '../../../../shared/domain/compliance/gate.ts';
import {
  contactGates,
  deliveryGates,
  type DeliveryInput,
  numberGates,
  windowGates,
} from '../../../../shared/domain/compliance/gates.ts';
import { optOut } from '../../../../shared/domain/compliance/opt-out.ts';
import { reserveNumberFor } from '../../../../shared/domain/contact/number-reservation.ts';
import { closedDuring, openDuring } from '../../../../shared/domain/schedule/weekly-windows.ts';
import { neverOpen } from '../../../../shared/domain/schedule/time-window.ts';
import { weekdays } from '../../../../shared/domain/schedule/opening-hours.ts';
import { engagementIdSchema } from '../../../../shared/domain/values/ids.ts';
import { DAY, HOUR, later, MINUTE } from '../../../../shared/domain/values/time.ts';
import { utc } from '../../../../shared/domain/values/time-zone.ts';
import {
  aContact,
  aContactAttempt,
  aNumberRecord,
  aPerson,
} from '../../../support/builders/contact.ts';
import { limitsOf } from '../../../support/builders/engagement.ts';
import { aDeliveryId } from '../../../support/builders/identity.ts';
import { at } from '../../../support/builders/instants.ts';

const noon = at('2026-03-10T16:00Z');
const deliveryId = aDeliveryId(undefined, 1, 99);
const other = aDeliveryId(undefined, 1, 1);
const voice = engagementIdSchema.parse('spring-renewals');
const sms = engagementIdSchema.parse('spring-reminder');
const daily = (from: string, to: string) => [{ days: [...weekdays], from, to }];

/** A delivery that every gate allows at noon. */
const openInput: DeliveryInput = {
  channel: 'voice',
  isEngagementRunning: true,
  expiresAt: later(noon, DAY),
  contact: aContact(),
  record: aNumberRecord(),
  cancellationPolicies: [],
  engagementIds: [voice],
  windows: { kind: 'windows', operatingHours: [], quietHours: [] },
  deliveryId,
  limits: null,
};
const policy = (changes: object) =>
  cancellationPolicySchema.parse({
    ...cancellationPolicyDefaults,
    id: 'storm',
    name: 'Storm',
    states: ['NY'],
    ...changes,
  });
const afternoon = openDuring(daily('18:00', '22:00'), utc);
const quietUntilFive = closedDuring(daily('00:00', '17:00'), utc);
const inUse = reserveNumberFor(aNumberRecord(), other, later(noon, MINUTE));

/** In the order of the gates: what closes each gate, its name, and its answer. */
const closings: [gate: string, changes: Partial<DeliveryInput>, answer: object][] = [
  [
    'engagementStatus',
    { isEngagementRunning: false },
    { because: 'engagementNotRunning', until: 'never' },
  ],
  ['taskExpiry', { expiresAt: noon }, { because: 'taskExpired', until: 'never' }],
  ['contact', { contact: undefined }, { because: 'contactMissing', until: 'never' }],
  [
    'cancellationPolicy',
    { cancellationPolicies: [policy({ until: later(noon, HOUR) })] },
    { because: 'cancellationPolicy', policyId: 'storm', until: later(noon, HOUR) },
  ],
  [
    'optOut',
    { record: optOut(aNumberRecord(), 'voice', noon) },
    { because: 'optedOut', until: 'never' },
  ],
  [
    'phoneType',
    { windows: { kind: 'unusedPhoneType' } },
    { because: 'unusedPhoneType', until: 'never' },
  ],
  [
    'timeZone',
    { windows: { kind: 'unknownTimeZone' } },
    { because: 'unknownTimeZone', until: 'never' },
  ],
  [
    'operatingHours',
    { windows: { kind: 'windows', operatingHours: [afternoon], quietHours: [] } },
    { because: 'operatingHours', until: later(noon, 2 * HOUR) },
  ],
  [
    'quietHours',
    { windows: { kind: 'windows', operatingHours: [], quietHours: [quietUntilFive] } },
    { because: 'quietHours', until: later(noon, HOUR) },
  ],
  ['numberInUse', { record: inUse }, { because: 'numberInUse', until: later(noon, MINUTE) }],
  [
    'frequencyLimit',
    { contact: aContact({ reached: [aContactAttempt(5)] }), limits: limitsOf({ perDay: 1 }) },
    { because: 'frequencyLimit', until: later(noon, 19 * HOUR) },
  ],
];

describe('the delivery gates', () => {
  test('are all open for a delivery without an obstacle', () => {
    const answers = explainGates(deliveryGates, openInput, noon);
    expect(answers).toEqual(closings.map(([gate]) => ({ gate, answer: { kind: 'open' } })));
    expect(checkGates(deliveryGates, openInput, noon)).toEqual({ kind: 'open' });
  });

  test.each(closings)('close only %s for its own obstacle', (gate, changes, answer) => {
    const input = { ...openInput, ...changes };
    const closed = explainGates(deliveryGates, input, noon).filter(
      (entry) => entry.answer.kind === 'closed',
    );
    expect(closed).toEqual([{ gate, answer: { kind: 'closed', ...answer } }]);
    expect(checkGates(deliveryGates, input, noon)).toEqual({ kind: 'closed', ...answer });
  });

  test('answer with a gate that closes for good before a gate that opens by time', () => {
    const windows = {
      kind: 'windows',
      operatingHours: [afternoon],
      quietHours: [quietUntilFive],
    } as const;
    const record = optOut(inUse, 'voice', noon);
    const cancelled = { ...openInput, windows, record, cancellationPolicies: [policy({})] };
    expect(checkGates(deliveryGates, cancelled, noon)).toMatchObject({
      because: 'cancellationPolicy',
      until: 'never',
    });
    const optedOut = { ...openInput, windows, record };
    expect(checkGates(deliveryGates, optedOut, noon)).toMatchObject({ because: 'optedOut' });
    const waits = { ...openInput, windows, record: inUse };
    expect(checkGates(deliveryGates, waits, noon)).toMatchObject({ because: 'operatingHours' });
  });
});

describe('an SMS', () => {
  const text: DeliveryInput = { ...openInput, channel: 'sms', expiresAt: null };

  test('needs no free number, because it does not ring', () => {
    expect(checkGates(deliveryGates, { ...text, record: inUse }, noon)).toEqual({ kind: 'open' });
  });

  test('is blocked by an opt-out of SMS and not by an opt-out of calls', () => {
    const record = optOut(aNumberRecord(), 'voice', noon);
    expect(checkGates(deliveryGates, { ...text, record }, noon)).toEqual({ kind: 'open' });
    const stopped = optOut(record, 'sms', noon);
    expect(checkGates(deliveryGates, { ...text, record: stopped }, noon)).toMatchObject({
      because: 'optedOut',
    });
  });

  test.each([voice, sms])('is blocked by a cancellation policy for %s', (id) => {
    const cancellationPolicies = [policy({ states: [], engagementIds: [id] })];
    const input = { ...text, cancellationPolicies, engagementIds: [voice, sms] };
    expect(checkGates(deliveryGates, input, noon)).toMatchObject({ because: 'cancellationPolicy' });
  });
});

describe('the next instant at which every gate is open', () => {
  const nextFor = (changes: Partial<DeliveryInput>, limit = later(noon, 7 * DAY)) =>
    nextOpenAt(deliveryGates, { ...openInput, expiresAt: null, ...changes }, noon, limit);

  test('is now if every gate is open', () => {
    expect(nextFor({})).toBe(noon);
  });

  test('is inside the windows after the limits allow the delivery', () => {
    const windows = {
      kind: 'windows',
      operatingHours: [afternoon],
      quietHours: [quietUntilFive],
    } as const;
    const contact = aContact({ reached: [aContactAttempt(5)] });
    // The limit allows it at 11:00 on the next day; the operating hours start at 18:00.
    expect(nextFor({ windows, contact, limits: limitsOf({ perDay: 1 }) })).toBe(
      later(noon, DAY + 2 * HOUR),
    );
  });

  test('does not exist if a gate closes for good or opens after the limit', () => {
    const operatingHours = [neverOpen];
    expect(nextFor({ windows: { kind: 'windows', operatingHours, quietHours: [] } })).toBeNull();
    expect(nextFor({ record: inUse }, later(noon, MINUTE))).toBeNull();
  });
});

describe('the partial lists', () => {
  test('use the order of the complete list', () => {
    const names = deliveryGates.map(({ name }) => name);
    for (const gates of [windowGates, numberGates, contactGates]) {
      const part = gates.map(({ name }) => name);
      expect(part).toEqual(names.filter((name) => part.includes(name)));
    }
  });

  test('check the limits of the number without the contact, and of the contact without the number', () => {
    const limits = limitsOf({ perDay: 1 }, { perDay: 1 });
    const record = aNumberRecord({ reached: [{ deliveryId: other, at: later(noon, -HOUR) }] });
    const number = { channel: 'voice', record, deliveryId, limits } as const;
    expect(checkGates(numberGates, number, noon)).toMatchObject({ until: later(noon, 23 * HOUR) });
    const contact = aContact({ person: aPerson(), reached: [aContactAttempt(2)] });
    expect(checkGates(contactGates, { contact, deliveryId, limits }, noon)).toMatchObject({
      because: 'frequencyLimit',
      until: later(noon, 22 * HOUR),
    });
  });
});
