// The gates are checked again when the dial message arrives, one moment after the tick that scheduled it.
import { expect, test } from 'vitest';

import { addContactAttempt } from '../../../../shared/domain/contact/contact-attempts.ts';
import { reserveNumberFor } from '../../../../shared/domain/contact/number-reservation.ts';
import { optOut } from '../../../../shared/domain/compliance/opt-out.ts';
import { e164Schema } from '../../../../shared/domain/values/phone.ts';
import { DAY, HOUR, later, MINUTE, SECOND } from '../../../../shared/domain/values/time.ts';
import { aVoiceEngagement, limitsOf } from '../../../support/builders/engagement.ts';
import { aDeliveryId } from '../../../support/builders/identity.ts';
import { at, quietUntil } from '../../../support/builders/instants.ts';
import type { TestEngine } from '../../../support/engine.ts';
import {
  createSeededEngine,
  dropContactFile,
  signInGrace,
} from '../../../support/builders/seeded-engine.ts';
import { write } from '../../../support/builders/write-document.ts';

const ada = e164Schema.parse('+12062300001');
const lines = ['UniqueIdentifier,MobilePhoneNumber,TimeZone', `ada,${ada},America/New_York`];
const engagement = aVoiceEngagement({ frequencyLimits: limitsOf({ perDay: 1 }) });

/** A tick has scheduled the call; `then` runs before the dial message arrives. */
async function scheduleCall(
  then: (engine: TestEngine) => unknown,
  start = at('2026-03-10T16:00Z'),
) {
  const engine = await signInGrace(await createSeededEngine({ engagement, start }));
  await dropContactFile(engine, lines);
  const report = await engine.runPacingTick('renewals', engine.timeline.now());
  expect(report.started).toBe(1);
  await then(engine);
  await engine.timeline.runTo(later(engine.timeline.now(), SECOND));
  return engine;
}
const task = (engine: TestEngine) => engine.tasks.all().tasks[0];

/** No call, no delivery, and the representative is available again. */
async function expectNoCall(engine: TestEngine) {
  expect(engine.callControl.calls).toEqual([]);
  expect(engine.tasks.all().deliveries).toEqual([]);
  expect((await engine.getRepresentative('grace')).presence.status).toBe('available');
}

test('a dial with every gate open makes the call', async () => {
  const engine = await scheduleCall(() => undefined);
  expect(engine.callControl.calls).toHaveLength(1);
});

test('quiet hours that start before the dial message arrives block the dial until they end', async () => {
  const engine = await scheduleCall(() => undefined, at('2026-03-11T00:59:57.990Z'));
  await expectNoCall(engine);
  expect(task(engine)).toMatchObject({
    status: 'waiting',
    because: 'outsideWindow',
    deadlineAt: quietUntil,
  });
});

test('a number in use by another delivery is checked again after two minutes', async () => {
  const engine = await scheduleCall(async ({ contacts, timeline }) => {
    const record = await contacts.number(ada);
    const value = reserveNumberFor(record.value, aDeliveryId(), later(timeline.now(), HOUR));
    await contacts.saveNumber({ ...record, value });
  });
  await expectNoCall(engine);
  const soon = expect.stringMatching(/^2026-03-10T16:02:0/) as unknown;
  expect(task(engine)).toMatchObject({
    status: 'waiting',
    because: 'numberInUse',
    deadlineAt: soon,
  });
});

test('a contact at the limit of another engagement waits until the limit allows a dial', async () => {
  const reachedAt = at('2026-03-10T15:59Z');
  const engine = await scheduleCall(async ({ contacts }) => {
    const [contact] = contacts.contacts();
    const found = await contacts.find(contact!.id);
    const reach = { deliveryId: aDeliveryId(), engagementId: engagement.id, at: reachedAt };
    const value = addContactAttempt(found!.value, { ...reach, channel: 'sms' });
    await contacts.save({ ...found!, value });
  });
  await expectNoCall(engine);
  expect(task(engine)).toMatchObject({
    status: 'waiting',
    because: 'frequencyLimit',
    deadlineAt: later(reachedAt, DAY),
  });
});

test('a policy that suppresses one contact of a chain leaves the other contacts to be dialed', async () => {
  const engine = await signInGrace(await createSeededEngine({ engagement }));
  await dropContactFile(engine, [
    'UniqueIdentifier,ID,MobilePhoneNumber,State',
    `ada,acme,${ada},WA`,
    'bo,acme,+12062300002,TX',
  ]);
  await write(engine, ['cancellationPolicy', 'storm'], { states: ['WA'] });
  const stop = engine.startTimers();
  await engine.timeline.runTo(later(engine.timeline.now(), 5 * MINUTE));
  stop();
  expect(engine.callControl.calls.map(({ to }) => to)).toEqual(['+12062300002']);
  expect(task(engine)).toMatchObject({ status: 'closed', outcome: 'reached', cancelledBy: null });
});

test('an opted-out number is not dialed, and its task closes', async () => {
  const engine = await scheduleCall(async ({ contacts, timeline }) => {
    const record = await contacts.number(ada);
    await contacts.saveNumber({ ...record, value: optOut(record.value, 'voice', timeline.now()) });
  });
  await expectNoCall(engine);
  expect(task(engine)).toMatchObject({ status: 'closed', outcome: 'optedOut' });
});

test('a suspended engagement does not dial, and a resumed one continues with the same attempt', async () => {
  // The campaign cache keeps an engagement for one second.
  const engine = await scheduleCall(async ({ runEngagementOperation, timeline, clock }) => {
    await runEngagementOperation(engagement.id, 'Suspend');
    clock.shift(2 * SECOND);
    expect(timeline.now() < clock.now()).toBe(true);
  });
  await expectNoCall(engine);
  expect(task(engine)).toMatchObject({ status: 'ready', attempt: 1 });
  await engine.runEngagementOperation(engagement.id, 'Resume');
  const stop = engine.startTimers();
  await engine.timeline.runTo(later(engine.timeline.now(), MINUTE));
  stop();
  expect(engine.callControl.calls).toHaveLength(1);
});

test('a dial without its contact is postponed by one hour', async () => {
  let isMissing = false;
  const engine = await signInGrace(
    await createSeededEngine({
      engagement,
      wrap: (ports) => {
        const { contacts } = ports;
        const find: typeof contacts.find = async (id) =>
          isMissing ? undefined : contacts.find(id);
        return { ...ports, contacts: { ...contacts, find } };
      },
    }),
  );
  await dropContactFile(engine, lines);
  const dueAt = engine.timeline.now();
  expect((await engine.runPacingTick('renewals', dueAt)).started).toBe(1);
  isMissing = true;
  await engine.timeline.runTo(later(dueAt, SECOND));
  await expectNoCall(engine);
  expect(task(engine)).toMatchObject({ status: 'waiting', because: 'throttled' });
  const { deadlineAt } = task(engine) as { deadlineAt: typeof dueAt };
  expect(deadlineAt >= later(dueAt, HOUR) && deadlineAt < later(dueAt, HOUR + MINUTE)).toBe(true);
});
