import { describe, expect, test } from 'vitest';
import { contactAllowedFrom } from '../../../../shared/domain/compliance/frequency-limits.ts';
import { HOUR, later } from '../../../../shared/domain/values/time.ts';
import { aContactAttempt } from '../../../support/builders/contact.ts';
import { limitsOf } from '../../../support/builders/engagement.ts';
import { aDeliveryId } from '../../../support/builders/identity.ts';
import { noon } from '../../../support/builders/instants.ts';

const mine = aDeliveryId(undefined, 1, 99);

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
  ])('the limit allows the next delivery in $from hours: $name', ({ hours, limits, from }) => {
    const reached = hours.map((entry) => aContactAttempt(entry));
    expect(contactAllowedFrom(reached, limits, mine, noon)).toBe(inHours(from));
    expect(contactAllowedFrom(reached.toReversed(), limits, mine, noon)).toBe(inHours(from));
  });

  test('a delivery does not block itself', () => {
    const limits = limitsOf({ perDay: 1 });
    expect(
      contactAllowedFrom([aContactAttempt(1)], limits, aContactAttempt(1).deliveryId, noon),
    ).toBe(noon);
  });

  test('at the returned instant, the limit allows the delivery', () => {
    const reached = [aContactAttempt(20), aContactAttempt(10), aContactAttempt(2)];
    const limits = limitsOf({ perDay: 2, perWeek: 3 });
    const from = contactAllowedFrom(reached, limits, mine, noon);
    expect(contactAllowedFrom(reached, limits, mine, from)).toBe(from);
    expect(contactAllowedFrom(reached, limits, mine, later(from, -1))).toBe(from);
  });
});
