import { expect, test } from 'vitest';
import {
  addContactAttempt,
  addNumberAttempt,
  contactAttemptSchema,
  hasContactAttempt,
  removeContactAttempt,
  removeNumberAttempt,
} from '../../../../shared/domain/contact/contact-attempts.ts';
import { DAY, later } from '../../../../shared/domain/values/time.ts';
import { aContact, aContactAttempt, aNumberRecord } from '../../../support/builders/contact.ts';
import { aDeliveryId } from '../../../support/builders/identity.ts';
import { noon } from '../../../support/builders/instants.ts';

const mine = aDeliveryId(undefined, 1, 99);
const attempt = aContactAttempt(0);

test('a contact attempt that is added twice counts once', () => {
  const once = addContactAttempt(aContact(), attempt);
  expect(addContactAttempt(once, attempt)).toEqual(once);
  expect(once.reached).toEqual([attempt]);
});

test('adding a contact attempt drops the attempts that are older than every limit window', () => {
  const old = contactAttemptSchema.parse({ ...aContactAttempt(0, 50), at: later(noon, -31 * DAY) });
  const week = aContactAttempt(24 * 7);
  const contact = aContact({ reached: [old, week] });
  expect(addContactAttempt(contact, attempt).reached).toEqual([week, attempt]);
});

test('removing a contact attempt restores the contact, and an unknown delivery changes nothing', () => {
  const contact = aContact({ reached: [aContactAttempt(3)] });
  const added = addContactAttempt(contact, attempt);
  expect(removeContactAttempt(added, attempt.deliveryId)).toEqual(contact);
  expect(removeContactAttempt(contact, mine)).toBe(contact);
});

test('a contact has an attempt of the delivery that was added, and of no other', () => {
  const contact = aContact({ reached: [aContactAttempt(3)] });
  expect(hasContactAttempt(contact, aContactAttempt(3).deliveryId)).toBe(true);
  expect(hasContactAttempt(contact, mine)).toBe(false);
});

test('a number attempt that is added twice counts once, and removing it restores the record', () => {
  const record = aNumberRecord();
  const once = addNumberAttempt(record, { deliveryId: mine, at: noon });
  expect(addNumberAttempt(once, { deliveryId: mine, at: noon })).toEqual(once);
  expect(removeNumberAttempt(once, mine)).toEqual(record);
  expect(removeNumberAttempt(record, mine)).toBe(record);
});
