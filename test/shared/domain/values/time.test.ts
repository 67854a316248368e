import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  DAY,
  earliest,
  instantOf,
  instantSchema,
  later,
  latest,
  msBetween,
  msOf,
} from '../../../../shared/domain/values/time.ts';
import { at, noon } from '../../../support/builders/instants.ts';

test.each([
  '2026-03-10T16:00:00Z',
  '2026-03-10T16:00:00.0000Z',
  '2026-03-10T16:00:00.000+01:00',
  '2026-03-10',
  '2026-02-30T16:00:00.000Z',
  '',
])('an instant cannot be %j: only UTC with exactly milliseconds sorts as text', (text) => {
  expect(instantSchema.safeParse(text).success).toBe(false);
});

test('instants of years with four digits sort as text in the order of time', () => {
  const ms = fc.integer({ min: 0, max: Date.parse('9999-12-31T23:59:59.999Z') });
  fc.assert(
    fc.property(ms, ms, (a, b) => {
      expect(instantSchema.parse(instantOf(a))).toBe(instantOf(a));
      expect(msOf(instantOf(a))).toBe(a);
      expect(instantOf(a) < instantOf(b)).toBe(a < b);
    }),
  );
});

test('later, earliest, latest and msBetween agree', () => {
  const next = later(noon, DAY);
  expect(next).toBe(at('2026-03-11T16:00:00Z'));
  expect(msBetween(noon, next)).toBe(DAY);
  expect(msBetween(next, noon)).toBe(-DAY);
  expect([earliest(noon, next), latest(noon, next)]).toEqual([noon, next]);
  expect([earliest(next, noon), latest(next, noon)]).toEqual([noon, next]);
});

test('instantOf throws RangeError for milliseconds that no date can hold', () => {
  expect(() => instantOf(Number.NaN)).toThrow(RangeError);
});
