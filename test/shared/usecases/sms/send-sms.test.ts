import { expect, test } from 'vitest';
import { optOut } from '../../../../shared/domain/compliance/opt-out.ts';
import type { Instant } from '../../../../shared/domain/values/time.ts';
import { DAY, HOUR, later, MINUTE } from '../../../../shared/domain/values/time.ts';
import { e164Schema } from '../../../../shared/domain/values/phone.ts';
import {
  aVoiceEngagement,
  anSmsEngagement,
  limitsOf,
} from '../../../support/builders/engagement.ts';
import { at, noon, quietUntil } from '../../../support/builders/instants.ts';
import type { Reader } from '../../../support/fakes/fake-messenger.ts';
import {
  createSeededEngine,
  dropContactFile,
  signInGrace,
} from '../../../support/builders/seeded-engine.ts';
import { write } from '../../../support/builders/write-document.ts';

const ada = e164Schema.parse('+12062300001');
const lines = [
  'UniqueIdentifier,FirstName,MobilePhoneNumber,TimeZone',
  `ada,Ada,${ada},America/New_York`,
];
const engagement = aVoiceEngagement({ reattempts: { smsFollowUp: 'spring-reminder' } });

/** The number was busy once, and no attempt is left. */
async function aFollowUp(options: { start?: Instant; reader?: Reader; sms?: object } = {}) {
  const { start = noon, reader = 'delivered', sms = {} } = options;
  const engine = await createSeededEngine({
    engagement,
    start,
    reader: () => reader,
    people: () => ({ kind: 'busy' }),
  });
  await engine.documents.put('engagement', anSmsEngagement(sms), null);
  await signInGrace(engine);
  await dropContactFile(engine, lines);
  const stop = engine.startTimers();
  const run = async (until: Instant) => engine.timeline.runTo(until);
  return { ...engine, stop, run };
}
const task = (engine: Awaited<ReturnType<typeof aFollowUp>>) => engine.tasks.all().tasks[0];

test('after the last attempt the SMS has the values of the contact, and its report closes the task', async () => {
  const engine = await aFollowUp();
  await engine.run(later(noon, MINUTE));
  expect(engine.smsSender.texts).toMatchObject([
    { to: ada, from: '+12065550199', text: 'Hello Ada, we could not reach you.' },
  ]);
  expect(task(engine)).toMatchObject({
    status: 'closed',
    outcome: 'exhausted',
    followUp: 'Delivered',
  });
});

test.each([
  ['undelivered', 'Not delivered'],
  ['refused', 'Not delivered'],
] as const)('an SMS that is %s has the result %s', async (reader, followUp) => {
  const engine = await aFollowUp({ reader });
  await engine.run(later(noon, MINUTE));
  expect(task(engine)).toMatchObject({ status: 'closed', followUp });
});

test('an SMS without a report within one day has the result Unknown', async () => {
  const engine = await aFollowUp({ reader: 'silent' });
  await engine.run(later(noon, 2 * MINUTE));
  expect(task(engine)).toMatchObject({ status: 'texting' });
  engine.stop();
  const stop = engine.timeline.every(MINUTE, () => engine.sweep());
  await engine.run(later(noon, DAY + 2 * MINUTE));
  stop();
  expect(task(engine)).toMatchObject({ status: 'closed', followUp: 'Unknown' });
});

test('quiet hours postpone the SMS to their end', async () => {
  const evening = at('2026-03-11T00:59:56Z');
  const engine = await aFollowUp({ start: evening });
  await engine.run(later(evening, HOUR));
  expect(engine.callControl.calls).toHaveLength(1);
  expect(engine.smsSender.texts).toEqual([]);
  engine.stop();
  const stop = engine.timeline.every(MINUTE, () => engine.sweep());
  await engine.run(later(quietUntil, MINUTE));
  stop();
  expect(engine.smsSender.texts.map((text) => text.at <= later(quietUntil, MINUTE))).toEqual([
    true,
  ]);
  expect(engine.smsSender.texts[0]?.at.slice(0, 16)).toBe(quietUntil.slice(0, 16));
});

test('a limit that a call has reached postpones the SMS until the limit allows it', async () => {
  const engine = await aFollowUp({ sms: { frequencyLimits: limitsOf({ perDay: 1 }) } });
  await engine.run(later(noon, HOUR));
  expect(engine.callControl.calls).toHaveLength(1);
  expect(engine.smsSender.texts).toEqual([]);
  engine.stop();
  const stop = engine.timeline.every(MINUTE, () => engine.sweep());
  await engine.run(later(noon, DAY + HOUR));
  stop();
  const [call] = engine.callControl.calls;
  const [text] = engine.smsSender.texts;
  const allowed = later(call!.placedAt, DAY);
  expect(text!.at >= allowed && text!.at < later(allowed, MINUTE)).toBe(true);
});

test.each(['spring-renewals', 'spring-reminder'])(
  'a policy for %s cancels the SMS of a contact while the SMS waits',
  async (id) => {
    const engine = await aFollowUp({ start: at('2026-03-11T00:59:56Z') });
    await engine.run(later(engine.start, MINUTE));
    expect(task(engine)).toMatchObject({ status: 'texting', sentAt: null });
    const changes = { engagementIds: [id], states: [] };
    await write(engine, ['cancellationPolicy', 'storm'], changes);
    await engine.run(later(quietUntil, HOUR));
    expect(engine.smsSender.texts).toEqual([]);
    expect(task(engine)).toMatchObject({
      status: 'closed',
      outcome: 'exhausted',
      followUp: 'Cancelled',
      cancelledBy: 'storm',
    });
  },
);

test('a number that opted out of SMS gets no SMS, and the task closes', async () => {
  const engine = await aFollowUp();
  const record = await engine.contacts.number(ada);
  await engine.contacts.saveNumber({ ...record, value: optOut(record.value, 'sms', noon) });
  await engine.run(later(noon, MINUTE));
  expect(engine.smsSender.texts).toEqual([]);
  expect(task(engine)).toMatchObject({ status: 'closed', followUp: 'Cancelled' });
});

test('STOP opts the number out of SMS and not of calls, and START opts it in again', async () => {
  const engine = await aFollowUp({ reader: 'STOP' });
  await engine.run(later(noon, 2 * MINUTE));
  const { optedOut } = (await engine.contacts.number(ada)).value;
  expect(optedOut).toEqual({
    voice: null,
    sms: expect.stringMatching(/^2026-03-10T16:0/) as unknown,
  });
  await engine.applySmsEvent({ kind: 'received', from: ada, message: 'Thank you' });
  expect((await engine.contacts.number(ada)).value.optedOut).toEqual(optedOut);
  await engine.applySmsEvent({ kind: 'received', from: ada, message: 'start' });
  expect((await engine.contacts.number(ada)).value.optedOut).toEqual({ voice: null, sms: null });
});

test('a report that the recipient blocks the sender opts the number out, and a foreign tag changes nothing', async () => {
  const engine = await aFollowUp({ reader: 'silent' });
  await engine.run(later(noon, MINUTE));
  const report = { kind: 'report', delivered: false, to: ada, optedOut: true } as const;
  await engine.applySmsEvent({ ...report, tag: 'foreign', optedOut: false });
  expect(task(engine)).toMatchObject({ status: 'texting' });
  await engine.applySmsEvent({ ...report, tag: engine.smsSender.texts[0]!.tag });
  expect(task(engine)).toMatchObject({ status: 'closed', followUp: 'Not delivered' });
  expect((await engine.contacts.number(ada)).value.optedOut.sms).not.toBeNull();
});
