// A dial that is overtaken by another engagement that has the same person, or refused for our own sake.
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
const elsewhere = contactAttemptSchema.parse({
  deliveryId: aDeliveryId(aTaskId(7)),
  engagementId: 'another',
  channel: 'sms',
  at: noon,
});

/** A tick has just ordered the call of Ada. */
async function ordered(options: SeededEngineOptions = {}): Promise<TestEngine> {
  const engine = await signInGrace(await createSeededEngine({ engagement, ...options }));
  await dropContactFile(engine, lines);
  const { started } = await engine.runPacingTick('renewals', engine.timeline.now());
  expect(started).toBe(1);
  return engine;
}
const dialled = ({ timeline }: TestEngine) => timeline.runTo(later(timeline.now(), SECOND));

const adaOf = ({ contacts }: TestEngine) => contacts.contacts()[0]!;
const task = (engine: TestEngine) => engine.tasks.all().tasks[0];
const openOf = async ({ contacts }: TestEngine) => (await contacts.number(ada)).value.open;

/** Another engagement reaches Ada. */
async function reachElsewhere(engine: TestEngine) {
  const found = await engine.contacts.find(adaOf(engine).id);
  await engine.contacts.save({ ...found!, value: addContactAttempt(found!.value, elsewhere) });
}

describe('another engagement reaches the same person', () => {
  test.each(['saveNumber', 'save'] as const)(
    'just before contacts.%s of ours: nothing is entered, and the task waits until the limits allow it',
    async (method) => {
      const race = raceBefore('contacts', method);
      const engine = await ordered({ wrap: race.wrap });
      race.with(() => reachElsewhere(engine));
      await dialled(engine);
      expect(engine.callControl.calls).toEqual([]);
      expect(adaOf(engine).reached).toEqual([elsewhere]);
      expect(await openOf(engine)).toBeNull();
      expect(task(engine)).toMatchObject({
        status: 'waiting',
        because: 'frequencyLimit',
        deadlineAt: later(noon, DAY),
      });
      expect((await engine.getRepresentative('grace')).presence.status).toBe('available');
    },
  );

  test('at the same moment, on another telephone of theirs: one of the two calls is made that day', async () => {
    const engine = await signInGrace(await createSeededEngine({ engagement }));
    const { id, name, address, queues, skills } = aRepresentative({ id: 'li', address: '8:acs:l' });
    await engine.saveRepresentative({ id, name, address, queues, skills });
    await engine.choosePresence(id, 'available');
    const other = aVoiceEngagement({ id: 'autumn', frequencyLimits: onceADay });
    await engine.saveConfiguration.putEngagement(other, null);
    await engine.runEngagementOperation(other.id, 'Start');
    await dropContactFile(engine, lines);
    const otherNumber = lines.map((line) => line.replace(ada, '+12062300002'));
    engine.files.put('autumn/march.csv', otherNumber.join('\n'));
    const run = await engine.importContacts('autumn/march.csv');
    expect(run).toMatchObject({ counts: { tasks: 1 } });
    const stop = engine.startTimers();
    await engine.timeline.runTo(later(noon, 10 * MINUTE));
    stop();
    expect(engine.callControl.calls).toHaveLength(1);
    expect(broken(await recordOf(engine))).toEqual([]);
    const waiting = engine.tasks.all().tasks.filter(({ status }) => status === 'waiting');
    expect(waiting).toMatchObject([{ because: 'frequencyLimit' }]);
  });
});

test('a dial that the limits refuse gives its number back before anything else happens', async () => {
  const engine = await ordered();
  await reachElsewhere(engine);
  const call = aCall({ status: 'queued', to: ada, contactId: adaOf(engine).id });
  const answer = await reserveCall(engine, call, onceADay, noon);
  expect(answer).toMatchObject({ kind: 'no', because: 'frequencyLimit' });
  expect(await openOf(engine)).toBeNull();
});

test('a second message of a dial whose call is over leaves the number to others, and the limits as they are', async () => {
  const engine = await ordered();
  const [call] = engine.callStore.calls();
  await engine.timeline.runTo(later(engine.timeline.now(), 2 * MINUTE));
  expect(engine.callStore.calls()).toMatchObject([{ status: 'settled', result: 'LiveAnswer' }]);
  await engine.dialCall(call!.pacingGroup, call!.id);
  expect(await openOf(engine)).toBeNull();
  expect(adaOf(engine).reached).toMatchObject([{ deliveryId: call!.id }]);
});

test('a missing role or a wrong endpoint burns no list: nothing counts, and a person is told', async () => {
  let mended = false;
  const engine = await signInGrace(
    await createSeededEngine({
      people: () => (mended ? { kind: 'busy' } : { kind: 'misconfigured' }),
    }),
  );
  await dropContactFile(engine, lines);
  const stop = engine.startTimers();
  await engine.timeline.runTo(later(noon, 10 * MINUTE));
  expect(task(engine)).toMatchObject({ attempt: 1, lastResult: null });
  expect(adaOf(engine).reached).toEqual([]);
  const told = engine.log.named('delivery.refused');
  expect(told.length).toBeGreaterThan(5);
  expect(told.length).toBeLessThan(12);
  expect(told[0]).toMatchObject({ level: 'error', fields: { message: '{"status":403}' } });
  mended = true;
  await engine.timeline.runTo(later(noon, 12 * MINUTE));
  stop();
  expect(task(engine)).toMatchObject({ status: 'closed', lastResult: 'Busy' });
});

test('an opt-out that comes just before the number is taken is honoured', async () => {
  const race = raceBefore('contacts', 'saveNumber');
  const engine = await ordered({ wrap: race.wrap });
  race.with(async () => {
    const record = await engine.contacts.number(ada);
    await engine.contacts.saveNumber({ ...record, value: optOut(record.value, 'voice', noon) });
  });
  await dialled(engine);
  expect(engine.callControl.calls).toEqual([]);
  expect(task(engine)).toMatchObject({ status: 'closed', outcome: 'optedOut' });
  expect(await openOf(engine)).toBeNull();
  expect((await engine.getRepresentative('grace')).presence.status).toBe('available');
});
