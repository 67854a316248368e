import { describe, expect, test } from 'vitest';
import {
  contactAllowedFrom,
  checkNumberAgainAt,
  addContactAttempt,
  hasContactAttempt,
  newNumberRecord,
  numberReservation,
  reserveNumberFor,
  optIn,
  optOut,
  releaseNumberFrom,
  removeContactAttempt,
} from '../../../../shared/domain/compliance/caps.ts';
import {
  numberRecordSchema,
  type ContactAttempt,
  contactAttemptSchema,
} from '../../../../shared/domain/contact/contact.ts';
import { DAY, HOUR, later, MINUTE } from '../../../../shared/domain/values/time.ts';
import { limitsOf } from '../../../support/builders/engagement.ts';
import { aContact, aNumberRecord } from '../../../support/builders/contact.ts';
import { aDeliveryId, aNumber } from '../../../support/builders/identity.ts';
import { noon } from '../../../support/builders/instants.ts';

const mine = aDeliveryId(undefined, 1, 99);
const other = aDeliveryId(undefined, 1, 1);

const ago = (hours: number, ordinal = hours + 1): ContactAttempt =>
  contactAttemptSchema.parse({
    deliveryId: aDeliveryId(undefined, 1, ordinal),
    engagementId: 'another-engagement',
    channel: 'sms',
    at: later(noon, -hours * HOUR),
  });

describe('frequency limits', () => {
  const inHours = (hours: number) => later(noon, hours * HOUR);

  test.each([
    { name: 'no limits', hours: [1, 2, 3], limits: null, from: 0 },
    { name: 'nothing yet', hours: [], limits: limitsOf({ perDay: 1, perWeek: 1 }), from: 0 },
    { name: 'one below the limit', hours: [5], limits: limitsOf({ perDay: 2 }), from: 0 },
    { name: 'one a day and one today', hours: [5], limits: limitsOf({ perDay: 1 }), from: 19 },
    { name: 'one just a day ago', hours: [24], limits: limitsOf({ perDay: 1 }), from: 0 },
    {
      name: 'two a day, the older counts',
      hours: [20, 2],
      limits: limitsOf({ perDay: 2 }),
      from: 4,
    },
    { name: 'over the limit', hours: [20, 10, 2], limits: limitsOf({ perDay: 2 }), from: 14 },
    { name: 'two a week', hours: [100, 30], limits: limitsOf({ perWeek: 2 }), from: 68 },
    { name: 'two a month', hours: [600, 100], limits: limitsOf({ perMonth: 2 }), from: 120 },
    {
      name: 'both, the later counts',
      hours: [1, 30],
      limits: limitsOf({ perDay: 1, perWeek: 2 }),
      from: 138,
    },
    {
      name: 'both, and only the day is full',
      hours: [1],
      limits: limitsOf({ perDay: 1, perWeek: 2 }),
      from: 23,
    },
  ])('$name: allowed $from hours from now', ({ hours, limits, from }) => {
    const reached = hours.map((entry) => ago(entry));
    expect(contactAllowedFrom(reached, limits, mine, noon)).toBe(inHours(from));
    expect(contactAllowedFrom(reached.toReversed(), limits, mine, noon)).toBe(inHours(from));
  });

  test('a delivery does not stand in its own way', () => {
    const limits = limitsOf({ perDay: 1 });
    expect(contactAllowedFrom([ago(1)], limits, ago(1).deliveryId, noon)).toBe(noon);
  });

  test('at the instant that was given, the limit truly allows it', () => {
    const reached = [ago(20), ago(10), ago(2)];
    const limits = limitsOf({ perDay: 2, perWeek: 3 });
    const from = contactAllowedFrom(reached, limits, mine, noon);
    expect(contactAllowedFrom(reached, limits, mine, from)).toBe(from);
    expect(contactAllowedFrom(reached, limits, mine, later(from, -1))).toBe(from);
  });
});

describe('reach', () => {
  test('entered twice counts once', () => {
    const once = addContactAttempt(aContact(), ago(0));
    expect(addContactAttempt(once, ago(0))).toEqual(once);
    expect(once.reached).toEqual([ago(0)]);
  });

  test('older than any limit looks back is dropped', () => {
    const old = contactAttemptSchema.parse({ ...ago(0, 50), at: later(noon, -31 * DAY) });
    const week = ago(24 * 7);
    const contact = aContact({ reached: [old, week] });
    expect(addContactAttempt(contact, ago(0)).reached).toEqual([week, ago(0)]);
  });

  test('withdrawn is as if it had never been', () => {
    const contact = aContact({ reached: [ago(3)] });
    expect(removeContactAttempt(addContactAttempt(contact, ago(0)), ago(0).deliveryId)).toEqual(
      contact,
    );
    expect(removeContactAttempt(contact, mine)).toBe(contact);
  });

  test('is known by its delivery', () => {
    expect(hasContactAttempt(aContact({ reached: [ago(3)] }), ago(3).deliveryId)).toBe(true);
    expect(hasContactAttempt(aContact({ reached: [ago(3)] }), mine)).toBe(false);
  });
});

describe('a number', () => {
  const until = later(noon, MINUTE);
  const taken = reserveNumberFor(aNumberRecord(), other, until);

  test('begins free and opted in', () => {
    const record = newNumberRecord(aNumber());
    expect(numberRecordSchema.parse(record)).toEqual(record);
    expect(record).toMatchObject({ open: null, optedOut: { voice: null, sms: null } });
  });

  test('has one delivery at a time, for as long as it was given', () => {
    expect(numberReservation(aNumberRecord(), mine, noon)).toBeNull();
    expect(numberReservation(taken, mine, noon)).toEqual({ deliveryId: other, until });
    expect(numberReservation(taken, other, noon)).toBeNull();
    expect(numberReservation(taken, mine, until)).toBeNull();
  });

  test('in use is worth asking for again when it is free, and after two minutes at the latest', () => {
    expect(checkNumberAgainAt({ until }, noon)).toBe(until);
    expect(checkNumberAgainAt({ until: later(noon, HOUR) }, noon)).toBe(later(noon, 2 * MINUTE));
  });

  test('is given back by the delivery that has it, and by no other', () => {
    expect(releaseNumberFrom(taken, other).open).toBeNull();
    expect(releaseNumberFrom(taken, mine)).toEqual(taken);
    expect(releaseNumberFrom(aNumberRecord(), mine)).toEqual(aNumberRecord());
  });

  test('remembers when its owner first opted out, for each channel apart', () => {
    const out = optOut(optOut(aNumberRecord(), 'sms', noon), 'sms', until);
    expect(out.optedOut).toEqual({ voice: null, sms: noon });
    expect(optOut(out, 'voice', until).optedOut).toEqual({ voice: until, sms: noon });
    expect(optIn(optOut(out, 'voice', until), 'sms').optedOut).toEqual({ voice: until, sms: null });
  });
});
