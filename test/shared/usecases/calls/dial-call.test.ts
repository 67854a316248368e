// A dial that races with a delivery of another engagement to the same contact, or that the service refuses.
import { describe, expect, test } from 'vitest';
import { addContactAttempt } from '../../../../shared/domain/contact/contact-attempts.ts';
import { optOut } from '../../../../shared/domain/compliance/opt-out.ts';
import { contactAttemptSchema } from '../../../../shared/domain/contact/contact-attempts.ts';
import { e164Schema } from '../../../../shared/domain/values/phone.ts';
import { DAY, later, MINUTE, SECOND } from '../../../../shared/domain/values/time.ts';
import { reserveCall } from '../../../../shared/usecases/compliance/reserve-call.ts';
import { aCall } from '../../../support/builders/call.ts';
import { aVoiceEngagement, limitsOf } from '../../../support/builders/engagement.ts';
import { aDeliveryId, aTaskId } from '../../../support/builders/identity.ts';
import { noon } from '../../../support/builders/instants.ts';
import { aRepresentative } from '../../../support/builders/representative.ts';
import type { TestEngine } from '../../../support/engine.ts';
import { broken } from '../../../support/invariants.ts';
import { recordOf } from '../../../support/invariants/record.ts';
import { raceBefore } from '../../../support/injection/race-injection.ts';
import {
  createSeededEngine,
  dropContactFile,
  type SeededEngineOptions,
  signInGrace,
} from '../../../support/builders/seeded-engine.ts';

const ada = e164Schema.parse('+12062300001');
const lines = ['UniqueIdentifier,MobilePhoneNumber,TimeZone', `ada,${ada},America/New_York`];
const onceADay = limitsOf({ perDay: 1 });
const engagement = aVoiceEngagement({ frequencyLimits: onceADay });
const otherAttempt = contactAttemptSchema.parse({
  deliveryId: aDeliveryId(aTaskId(7)),
  engagementId: 'another',
  channel: 'sms',
  at: noon,
});

/** A pacing tick has just queued the call of Ada. */
async function queueCall(options: SeededEngineOptions = {}): Promise<TestEngine> {
  const engine = await signInGrace(await createSeededEngine({ engagement, ...options }));
  await dropContactFile(engine, lines);
  const { started } = await engine.runPacingTick('renewals', engine.timeline.now());
  expect(started).toBe(1);
  return engine;
}
const runDial = ({ timeline }: TestEngine) => timeline.runTo(later(timeline.now(), SECOND));

const readAda = ({ contacts }: TestEngine) => contacts.contacts()[0]!;
const readTask = (engine: TestEngine) => engine.tasks.all().tasks[0];
const readReservation = async ({ contacts }: TestEngine) => (await contacts.number(ada)).value.open;

/** Adds a contact attempt of another engagement to Ada. */
async function addOtherAttempt(engine: TestEngine) {
  const found = await engine.contacts.find(readAda(engine).id);
  await engine.contacts.save({ ...found!, value: addContactAttempt(found!.value, otherAttempt) });
}

describe('an attempt of another engagement to the same contact', () => {
  test.each(['saveNumber', 'save'] as const)(
    'right before contacts.%s cancels the dial, and the task waits for its frequency limit',
    async (method) => {
      const race = raceBefore('contacts', method);
      const engine = await queueCall({ wrap: race.wrap });
      race.with(() => addOtherAttempt(engine));
      await runDial(engine);
      expect(engine.callControl.calls).toEqual([]);
      expect(readAda(engine).reached).toEqual([otherAttempt]);
      expect(await readReservation(engine)).toBeNull();
      expect(readTask(engine)).toMatchObject({
        status: 'waiting',
        because: 'frequencyLimit',
        deadlineAt: later(noon, DAY),
      });
      expect((await engine.getRepresentative('grace')).presence.status).toBe('available');
    },
  );

  test('at the same time on another number leaves one call per day', async () => {
    const engine = await signInGrace(await createSeededEngine({ engagement }));
    const { id, name, address, queues, skills } = aRepresentative({ id: 'li', address: '8:acs:l' });
    await engine.saveRepresentative({ id, name, address, queues, skills });
    await engine.choosePresence(id, 'available');
    const other = aVoiceEngagement({ id: 'autumn', frequencyLimits: onceADay });
    await engine.documents.put('engagement', other, null);
    await engine.runEngagementOperation(other.id, 'Start');
    await dropContactFile(engine, lines);
    const otherNumber = lines.map((line) => line.replace(ada, '+12062300002'));
    engine.files.put('autumn/march.csv', otherNumber.join('\n'));
    const result = await engine.importContacts('autumn/march.csv');
    expect(result).toMatchObject({ kind: 'ended', run: { counts: { tasks: 1 } } });
    const stop = engine.startTimers();
    await engine.timeline.runTo(later(noon, 10 * MINUTE));
    stop();
    expect(engine.callControl.calls).toHaveLength(1);
    expect(broken(await recordOf(engine))).toEqual([]);
    const waiting = engine.tasks.all().tasks.filter(({ status }) => status === 'waiting');
    expect(waiting).toMatchObject([{ because: 'frequencyLimit' }]);
  });
});

test('a dial refused by the frequency limits releases its number', async () => {
  const engine = await queueCall();
  await addOtherAttempt(engine);
  const call = aCall({ status: 'queued', to: ada, contactId: readAda(engine).id });
  const answer = await reserveCall(engine, call, onceADay, noon);
  expect(answer).toMatchObject({ kind: 'no', because: 'frequencyLimit' });
  expect(await readReservation(engine)).toBeNull();
});

test('a repeated dial message of a settled call changes neither number nor contact attempts', async () => {
  const engine = await queueCall();
  const [call] = engine.callStore.calls();
  await engine.timeline.runTo(later(engine.timeline.now(), 2 * MINUTE));
  expect(engine.callStore.calls()).toMatchObject([{ status: 'settled', result: 'LiveAnswer' }]);
  await engine.dialCall(call!.pacingGroup, call!.id);
  expect(await readReservation(engine)).toBeNull();
  expect(readAda(engine).reached).toMatchObject([{ deliveryId: call!.id }]);
});

test('a call refused for misconfiguration counts no attempt and logs an error', async () => {
  let isConfigured = false;
  const engine = await signInGrace(
    await createSeededEngine({
      people: () => (isConfigured ? { kind: 'busy' } : { kind: 'misconfigured' }),
    }),
  );
  await dropContactFile(engine, lines);
  const stop = engine.startTimers();
  await engine.timeline.runTo(later(noon, 10 * MINUTE));
  expect(readTask(engine)).toMatchObject({ attempt: 1, lastResult: null });
  expect(readAda(engine).reached).toEqual([]);
  const logged = engine.log.named('delivery.refused');
  expect(logged.length).toBeGreaterThan(5);
  expect(logged.length).toBeLessThan(12);
  expect(logged[0]).toMatchObject({ level: 'error', fields: { message: '{"status":403}' } });
  isConfigured = true;
  await engine.timeline.runTo(later(noon, 12 * MINUTE));
  stop();
  expect(readTask(engine)).toMatchObject({ status: 'closed', lastResult: 'Busy' });
});

test('an opt-out right before the number is reserved prevents the call', async () => {
  const race = raceBefore('contacts', 'saveNumber');
  const engine = await queueCall({ wrap: race.wrap });
  race.with(async () => {
    const record = await engine.contacts.number(ada);
    await engine.contacts.saveNumber({ ...record, value: optOut(record.value, 'voice', noon) });
  });
  await runDial(engine);
  expect(engine.callControl.calls).toEqual([]);
  expect(readTask(engine)).toMatchObject({ status: 'closed', outcome: 'optedOut' });
  expect(await readReservation(engine)).toBeNull();
  expect((await engine.getRepresentative('grace')).presence.status).toBe('available');
});
