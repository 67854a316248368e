import { expect, test } from 'vitest';
import {
  newNumberRecord,
  numberRecordSchema,
} from '../../../../shared/domain/contact/number-record.ts';
import {
  checkNumberAgainAt,
  numberReservation,
  releaseNumberFrom,
  reserveNumberFor,
} from '../../../../shared/domain/contact/number-reservation.ts';
import { HOUR, later, MINUTE } from '../../../../shared/domain/values/time.ts';
import { aNumberRecord } from '../../../support/builders/contact.ts';
import { aDeliveryId, aNumber } from '../../../support/builders/identity.ts';
import { noon } from '../../../support/builders/instants.ts';

const mine = aDeliveryId(undefined, 1, 99);
const other = aDeliveryId(undefined, 1, 1);
const until = later(noon, MINUTE);
const reserved = reserveNumberFor(aNumberRecord(), other, until);

test('a new number record is free and opted in', () => {
  const record = newNumberRecord(aNumber());
  expect(numberRecordSchema.parse(record)).toEqual(record);
  expect(record).toMatchObject({ open: null, optedOut: { voice: null, sms: null } });
});

test('a reservation blocks other deliveries until its deadline', () => {
  expect(numberReservation(aNumberRecord(), mine, noon)).toBeNull();
  expect(numberReservation(reserved, mine, noon)).toEqual({ deliveryId: other, until });
  expect(numberReservation(reserved, other, noon)).toBeNull();
  expect(numberReservation(reserved, mine, until)).toBeNull();
});

test('a number in use is checked again at its deadline, and after two minutes at the latest', () => {
  expect(checkNumberAgainAt({ until }, noon)).toBe(until);
  expect(checkNumberAgainAt({ until: later(noon, HOUR) }, noon)).toBe(later(noon, 2 * MINUTE));
});

test('only the delivery that reserved the number releases it', () => {
  expect(releaseNumberFrom(reserved, other).open).toBeNull();
  expect(releaseNumberFrom(reserved, mine)).toEqual(reserved);
  expect(releaseNumberFrom(aNumberRecord(), mine)).toEqual(aNumberRecord());
});
