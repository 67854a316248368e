// The SMS of a stopped or suspended voice engagement, concurrent changes, and an SMS service that refuses every SMS.
import { describe, expect, test } from 'vitest';
import { addContactAttempt } from '../../../../shared/domain/contact/contact-attempts.ts';
import { contactAttemptSchema } from '../../../../shared/domain/contact/contact-attempts.ts';
import { e164Schema } from '../../../../shared/domain/values/phone.ts';
import type { Instant } from '../../../../shared/domain/values/time.ts';
import {
  DAY,
  HOUR,
  later,
  MINUTE,
  msBetween,
  SECOND,
} from '../../../../shared/domain/values/time.ts';
import {
  aVoiceEngagement,
  anSmsEngagement,
  limitsOf,
} from '../../../support/builders/engagement.ts';
import { aDeliveryId, aTaskId } from '../../../support/builders/identity.ts';
import { at, noon, quietUntil } from '../../../support/builders/instants.ts';
import type { TestEngine } from '../../../support/engine.ts';
import type { Reader } from '../../../support/fakes/fake-messenger.ts';
import { raceBefore } from '../../../support/injection/race-injection.ts';
import {
  createSeededEngine,
  dropContactFile,
  type SeededEngineOptions,
  signInGrace,
} from '../../../support/builders/seeded-engine.ts';

const ada = '+12062300001';
const lines = ['UniqueIdentifier,MobilePhoneNumber,TimeZone', `ada,${ada},America/New_York`];
const engagement = aVoiceEngagement({ reattempts: { smsFollowUp: 'spring-reminder' } });
/** The number is busy a few seconds before its quiet hours start, so the SMS is scheduled for the morning. */
const evening = at('2026-03-11T00:59:56Z');

/** The number is busy, and no attempt is left. */
async function aBusyCall(
  options: SeededEngineOptions & { sms?: object } = {},
): Promise<TestEngine> {
  const { sms = {}, ...rest } = options;
  const engine = await createSeededEngine({
    engagement,
    people: () => ({ kind: 'busy' }),
    ...rest,
  });
  await engine.documents.put('engagement', anSmsEngagement(sms), null);
  await signInGrace(engine);
  await dropContactFile(engine, lines);
  return engine;
}
const task = (engine: TestEngine) => engine.tasks.all().tasks[0];

async function run(engine: TestEngine, until: Instant): Promise<void> {
  const isLong = msBetween(engine.timeline.now(), until) > HOUR;
  const stop = engine.startTimers(isLong ? MINUTE : SECOND);
  await engine.timeline.runTo(until);
  stop();
}
const cancelled = { status: 'closed', outcome: 'exhausted', followUp: 'Cancelled' };

describe('an engagement that stops', () => {
  test('in the evening sends no SMS that was scheduled for the morning', async () => {
    const engine = await aBusyCall({ start: evening });
    await run(engine, later(evening, MINUTE));
    expect(task(engine)).toMatchObject({ status: 'texting', sentAt: null });
    await engine.runEngagementOperation(engagement.id, 'Stop');
    await run(engine, later(quietUntil, 5 * MINUTE));
    expect(engine.smsSender.texts).toEqual([]);
    expect(task(engine)).toMatchObject(cancelled);
  });

  test('during the last call schedules no SMS when the call ends', async () => {
    const engine = await aBusyCall();
    await engine.runPacingTick('renewals', engine.timeline.now());
    await engine.timeline.runTo(later(engine.timeline.now(), SECOND));
    expect(task(engine)).toMatchObject({ status: 'dialing' });
    await engine.runEngagementOperation(engagement.id, 'Stop');
    await engine.timeline.runTo(later(engine.timeline.now(), MINUTE));
    expect(engine.smsSender.texts).toEqual([]);
    expect(task(engine)).toMatchObject({ status: 'closed', followUp: null, lastResult: 'Busy' });
    expect(engine.tasks.all().deliveries).toHaveLength(1);
  });

  test('after the SMS was sent still records the delivery report', async () => {
    const engine = await aBusyCall({ reader: () => 'silent' });
    await run(engine, later(noon, 2 * MINUTE));
    const [text] = engine.smsSender.texts;
    await engine.runEngagementOperation(engagement.id, 'Stop');
    await run(engine, later(noon, 4 * MINUTE));
    const report = { kind: 'report', delivered: true, to: null, optedOut: false } as const;
    await engine.applySmsEvent({ ...report, tag: text!.tag });
    expect(task(engine)).toMatchObject({ status: 'closed', followUp: 'Delivered' });
  });
});

describe('an engagement that is suspended', () => {
  test('in the evening sends its SMS only after it resumes', async () => {
    const engine = await aBusyCall({ start: evening });
    await run(engine, later(evening, MINUTE));
    await engine.runEngagementOperation(engagement.id, 'Suspend');
    const resumed = later(quietUntil, 3 * HOUR);
    await run(engine, resumed);
    expect(engine.smsSender.texts).toEqual([]);
    expect(task(engine)).toMatchObject({ status: 'texting', sentAt: null });
    await engine.runEngagementOperation(engagement.id, 'Resume');
    await run(engine, later(resumed, 10 * MINUTE));
    expect(engine.smsSender.texts).toHaveLength(1);
    expect(task(engine)).toMatchObject({ status: 'closed', followUp: 'Delivered' });
  });

  test('and then stops sends no SMS', async () => {
    const engine = await aBusyCall({ start: evening });
    await run(engine, later(evening, MINUTE));
    await engine.runEngagementOperation(engagement.id, 'Suspend');
    await run(engine, later(quietUntil, HOUR));
    await engine.runEngagementOperation(engagement.id, 'Stop');
    await run(engine, later(quietUntil, 2 * HOUR));
    expect(engine.smsSender.texts).toEqual([]);
    expect(task(engine)).toMatchObject(cancelled);
  });
});

test('an SMS is postponed when another engagement reaches the limit between check and send', async () => {
  const race = raceBefore('contacts', 'save');
  const sms = { frequencyLimits: limitsOf({ perDay: 2 }) };
  const engine = await aBusyCall({ sms, wrap: race.wrap });
  const elsewhere = contactAttemptSchema.parse({
    deliveryId: aDeliveryId(aTaskId(7)),
    engagementId: 'another',
    channel: 'sms',
    at: noon,
  });
  await engine.runPacingTick('renewals', engine.timeline.now());
  await engine.timeline.runTo(later(engine.timeline.now(), SECOND));
  const [dialled] = engine.contacts.contacts()[0]!.reached;
  race.with(async () => {
    const found = await engine.contacts.find(engine.contacts.contacts()[0]!.id);
    await engine.contacts.save({ ...found!, value: addContactAttempt(found!.value, elsewhere) });
  });
  await engine.timeline.runTo(later(engine.timeline.now(), MINUTE));
  expect(engine.smsSender.texts).toEqual([]);
  expect(engine.contacts.contacts()[0]!.reached).toEqual([dialled, elsewhere]);
  expect(task(engine)).toMatchObject({
    status: 'texting',
    deadlineAt: later(later(noon, DAY), 2 * MINUTE),
  });
});

test('a STOP between the check and the send of an SMS prevents the SMS', async () => {
  const race = raceBefore('contacts', 'saveNumber');
  const engine = await aBusyCall({ wrap: race.wrap });
  await engine.runPacingTick('renewals', engine.timeline.now());
  await engine.timeline.runTo(later(engine.timeline.now(), SECOND));
  // The first write releases the number of the call. The second counts the SMS, after its check.
  let writes = 0;
  race.with(async () => {
    writes += 1;
    if (writes < 2) return;
    await engine.applySmsEvent({
      kind: 'received',
      from: e164Schema.parse(ada),
      message: 'STOP',
    });
  }, 2);
  await engine.timeline.runTo(later(engine.timeline.now(), MINUTE));
  expect(writes).toBe(2);
  expect(engine.smsSender.texts).toEqual([]);
  expect(task(engine)).toMatchObject(cancelled);
});

describe('an SMS service that refuses every SMS', () => {
  const reachedBy = (engine: TestEngine) =>
    engine.contacts.contacts()[0]!.reached.map(({ channel }) => channel);

  test('is tried five times with an error in the log; then the SMS is not delivered and does not count', async () => {
    const engine = await aBusyCall({ reader: () => 'unauthorized' });
    await run(engine, later(noon, 2 * HOUR));
    expect(task(engine)).toMatchObject({ status: 'texting', refusals: 4 });
    expect(reachedBy(engine)).toEqual(['voice']);
    await run(engine, later(noon, 4 * HOUR));
    expect(task(engine)).toMatchObject({ status: 'closed', followUp: 'Not delivered' });
    expect(engine.log.named('delivery.refused').map(({ level }) => level)).toEqual([
      ...['error', 'error', 'error', 'error', 'error'],
    ]);
    expect(reachedBy(engine)).toEqual(['voice']);
    expect(engine.messageBus.parked).toEqual([]);
    expect(engine.failures).toEqual([]);
  });

  test('until an operator corrects the configuration then sends the SMS once', async () => {
    let reads: Reader = 'unauthorized';
    const engine = await aBusyCall({ reader: () => reads });
    await run(engine, later(noon, 5 * MINUTE));
    reads = 'delivered';
    await run(engine, later(noon, HOUR));
    expect(engine.smsSender.texts).toHaveLength(1);
    expect(reachedBy(engine)).toEqual(['voice', 'sms']);
    expect(task(engine)).toMatchObject({ status: 'closed', followUp: 'Delivered' });
  });

  test('only for this recipient: the SMS is not delivered at once, and does not count', async () => {
    const engine = await aBusyCall({ reader: () => 'refused' });
    await run(engine, later(noon, MINUTE));
    expect(task(engine)).toMatchObject({ status: 'closed', followUp: 'Not delivered' });
    expect(reachedBy(engine)).toEqual(['voice']);
  });
});
