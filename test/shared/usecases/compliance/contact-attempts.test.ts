import { expect, test } from 'vitest';
import { optOut } from '../../../../shared/domain/compliance/opt-out.ts';
import { contactAttemptSchema } from '../../../../shared/domain/contact/contact-attempts.ts';
import { contactIdSchema, engagementIdSchema } from '../../../../shared/domain/values/ids.ts';
import { HOUR, later } from '../../../../shared/domain/values/time.ts';
import {
  type NewAttempt,
  reserveNumberAndCountAttempt,
} from '../../../../shared/usecases/compliance/contact-attempts.ts';
import { aContact, aContactAttempt } from '../../../support/builders/contact.ts';
import { limitsOf } from '../../../support/builders/engagement.ts';
import { aDeliveryId, aNumber } from '../../../support/builders/identity.ts';
import { noon } from '../../../support/builders/instants.ts';
import { createSeededEngine } from '../../../support/builders/seeded-engine.ts';

const deliveryId = aDeliveryId(undefined, 1, 99);
const number = aNumber();
const contactId = contactIdSchema.parse('contact-1');
const onceADay = limitsOf({ perDay: 1 });

const call: NewAttempt = {
  id: deliveryId,
  contactId,
  to: number,
  engagementId: engagementIdSchema.parse('spring-renewals'),
  channel: 'voice',
  reservedUntil: later(noon, HOUR),
};
const text: NewAttempt = { ...call, channel: 'sms', reservedUntil: null };

async function engineWith(contact?: ReturnType<typeof aContact>) {
  const engine = await createSeededEngine();
  if (contact !== undefined) await engine.contacts.create(contact);
  const record = async () => (await engine.contacts.number(number)).value;
  return { engine, record };
}

test('a call reserves its number and counts on the number and the contact', async () => {
  const { engine, record } = await engineWith(aContact());
  expect(await reserveNumberAndCountAttempt(engine, call, onceADay, noon)).toEqual({
    kind: 'open',
  });
  expect(await record()).toMatchObject({
    open: { deliveryId, until: call.reservedUntil },
    reached: [{ deliveryId, at: noon }],
  });
  expect((await engine.contacts.find(contactId))?.value.reached).toEqual([
    { deliveryId, engagementId: call.engagementId, channel: 'voice', at: noon },
  ]);
});

test.each([
  ['a call', call],
  ['an SMS', text],
])(
  '%s that the limit of its contact blocks leaves the number free and uncounted',
  async (_, attempt) => {
    const { engine, record } = await engineWith(aContact({ reached: [aContactAttempt(1)] }));
    const answer = await reserveNumberAndCountAttempt(engine, attempt, onceADay, noon);
    expect(answer).toMatchObject({ kind: 'closed', because: 'frequencyLimit' });
    expect(await record()).toMatchObject({ open: null, reached: [] });
  },
);

test.each([call, text])(
  'an opt-out of $channel blocks the count of an attempt',
  async (attempt) => {
    const { engine, record } = await engineWith(aContact());
    const current = await engine.contacts.number(number);
    const value = optOut(current.value, attempt.channel, noon);
    await engine.contacts.saveNumber({ ...current, value });
    const answer = await reserveNumberAndCountAttempt(engine, attempt, null, noon);
    expect(answer).toEqual({ kind: 'closed', because: 'optedOut', until: 'never' });
    expect(await record()).toMatchObject({ open: null, reached: [] });
  },
);

test('without its contact an attempt is blocked and its number is released', async () => {
  const { engine, record } = await engineWith();
  const answer = await reserveNumberAndCountAttempt(engine, call, null, noon);
  expect(answer).toEqual({ kind: 'closed', because: 'contactMissing', until: 'never' });
  expect(await record()).toMatchObject({ open: null, reached: [] });
});

test('a duplicate message of a counted delivery keeps its count, although the limit is reached since', async () => {
  const own = contactAttemptSchema.parse({ ...aContactAttempt(2), deliveryId });
  const { engine, record } = await engineWith(aContact({ reached: [own, aContactAttempt(1)] }));
  const answer = await reserveNumberAndCountAttempt(engine, call, onceADay, noon);
  expect(answer).toEqual({ kind: 'open' });
  expect((await record()).open).toMatchObject({ deliveryId });
});
