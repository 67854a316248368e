import { describe, expect, test } from 'vitest';
import { createContactsStore } from '../../shared/adapters/cosmos/contacts-store.ts';
import { addContactAttempt } from '../../shared/domain/contact/contact-attempts.ts';
import { newNumberRecord } from '../../shared/domain/contact/number-record.ts';
import { reserveNumberFor } from '../../shared/domain/contact/number-reservation.ts';
import { optOut } from '../../shared/domain/compliance/opt-out.ts';
import { later, MINUTE } from '../../shared/domain/values/time.ts';
import { ConcurrencyConflict } from '../../shared/errors.ts';
import type { Contacts } from '../../shared/ports/contacts.ts';
import { aContact, aPerson } from '../support/builders/contact.ts';
import { aVoiceEngagement } from '../support/builders/engagement.ts';
import { aDeliveryId, aNumber, aTaskId } from '../support/builders/identity.ts';
import { noon } from '../support/builders/instants.ts';
import { memoryContacts } from '../support/fakes/memory/contacts.ts';
import { createRecordingLog } from '../support/fakes/recording-log.ts';
import { fresh, inCosmos } from './in-cosmos.ts';

const cosmos = inCosmos();
const stores: [string, number, () => Contacts][] = [
  ['in memory', 0, memoryContacts],
  ['in Cosmos DB', 10, () => createContactsStore(cosmos().contacts, createRecordingLog())],
];
const reach = {
  deliveryId: aDeliveryId(),
  engagementId: aVoiceEngagement().id,
  channel: 'voice' as const,
  at: noon,
};

describe.each(stores)('contacts %s', (_name, base, open) => {
  test('a contact is found as created', async () => {
    const contacts = open();
    const ada = aContact({ id: fresh('contact') });
    expect(await contacts.create(ada)).toBeUndefined();
    expect((await contacts.find(ada.id))?.value).toEqual(ada);
    expect(await contacts.find(aContact({ id: fresh('unknown') }).id)).toBeUndefined();
  });

  test('creating an existing contact changes nothing and returns the existing one', async () => {
    const contacts = open();
    const ada = aContact({ id: fresh('contact') });
    await contacts.create(ada);
    const { etag } = (await contacts.find(ada.id))!;
    await contacts.save({ etag, value: addContactAttempt(ada, reach) });
    const found = await contacts.create({ ...ada, person: aPerson({ lastName: 'Lovelace' }) });
    expect(found?.value).toEqual({ ...ada, reached: [reach] });
    expect(await contacts.find(ada.id)).toEqual(found);
  });

  test('one of two concurrent creates succeeds, and the other returns the existing contact', async () => {
    const contacts = open();
    const ada = aContact({ id: fresh('contact') });
    const answers = await Promise.all([contacts.create(ada), contacts.create(ada)]);
    expect(answers.filter((answer) => answer === undefined)).toHaveLength(1);
    expect(answers.find((answer) => answer !== undefined)?.value).toEqual(ada);
  });

  test('a reservation for an engagement with any name is stored', async () => {
    const contacts = open();
    const claim = { taskId: aTaskId(), shard: 3, at: noon, until: later(noon, MINUTE) };
    const ada = aContact({ id: fresh('contact'), claims: { 'spring.renewals-2_0': claim } });
    await contacts.create(ada);
    expect((await contacts.find(ada.id))?.value.claims).toEqual({ 'spring.renewals-2_0': claim });
  });

  test('saving over an old version of a contact is a ConcurrencyConflict', async () => {
    const contacts = open();
    const ada = aContact({ id: fresh('contact') });
    await contacts.create(ada);
    const found = await contacts.find(ada.id);
    const version = { etag: found?.etag ?? null, value: addContactAttempt(ada, reach) };
    await contacts.save(version);
    await expect(contacts.save(version)).rejects.toThrow(ConcurrencyConflict);
  });

  test('a number without a record is new, and one of two concurrent first saves wins', async () => {
    const contacts = open();
    const number = aNumber(base + 1);
    const version = await contacts.number(number);
    expect(version).toEqual({ value: newNumberRecord(number), etag: null });
    const until = later(noon, MINUTE);
    await contacts.saveNumber({
      ...version,
      value: reserveNumberFor(version.value, aDeliveryId(), until),
    });
    await expect(contacts.saveNumber(version)).rejects.toThrow(ConcurrencyConflict);
    const { value } = await contacts.number(number);
    expect(value.open).toEqual({ deliveryId: aDeliveryId(), until });
  });

  test('saving over an old version of a number record is a ConcurrencyConflict and changes nothing', async () => {
    const contacts = open();
    const number = aNumber(base + 2);
    await contacts.saveNumber(await contacts.number(number));
    const version = await contacts.number(number);
    await contacts.saveNumber({ ...version, value: optOut(version.value, 'sms', noon) });
    await expect(contacts.saveNumber(version)).rejects.toThrow(ConcurrencyConflict);
    expect((await contacts.number(number)).value.optedOut).toEqual({ voice: null, sms: noon });
  });
});
