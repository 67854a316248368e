import { describe, expect, test } from 'vitest';
import { e164Schema } from '../../../../shared/domain/values/phone.ts';
import { HOUR, later, MINUTE, SECOND } from '../../../../shared/domain/values/time.ts';
import { CorruptRecord, InvalidInput, NotFound } from '../../../../shared/errors.ts';
import type { Ports } from '../../../../shared/ports/ports.ts';
import { aDispositionCode } from '../../../support/builders/disposition-code.ts';
import { aVoiceEngagement } from '../../../support/builders/engagement.ts';
import { aDeliveryId } from '../../../support/builders/identity.ts';
import { aQueue } from '../../../support/builders/queue.ts';
import { aPresence, aRepresentative } from '../../../support/builders/representative.ts';
import { aWorkstream } from '../../../support/builders/workstream.ts';
import { aMeeting, grace, type Meeting } from '../../../support/conversation.ts';
import { broken } from '../../../support/invariants.ts';
import { recordOf } from '../../../support/invariants/record.ts';
import { storeRepresentative } from '../../../support/builders/seed-documents.ts';
import { raceBefore } from '../../../support/injection/race-injection.ts';

const workstreamWithRequiredCode = aWorkstream({ dispositions: { most: 2, required: true } });

describe('a recorded disposition', () => {
  test('during the call takes effect when the wrap-up is completed', async () => {
    const meeting = await aMeeting();
    await meeting.record('wrong-person');
    expect(meeting.task()).toMatchObject({
      status: 'connected',
      dispositionCodes: ['wrong-person'],
    });
    await meeting.hangUp();
    expect(meeting.task()).toMatchObject({ status: 'wrapUp', dispositionCodes: ['wrong-person'] });
    await meeting.complete();
    expect(meeting.task()).toMatchObject({
      status: 'waiting',
      because: 'retry',
      attempt: 2,
      deadlineAt: later(meeting.timeline.now(), HOUR),
    });
    expect(meeting.delivery()).toMatchObject({ dispositionCodes: ['wrong-person'] });
    expect(await meeting.presence()).toBe('available');
  });

  test('in the wrap-up takes effect when the wrap-up times out', async () => {
    const meeting = await aMeeting();
    await meeting.hangUp();
    await meeting.record('wrong-person');
    const stop = meeting.startTimers();
    await meeting.pass(2 * MINUTE);
    stop();
    expect(meeting.task()).toMatchObject({ because: 'retry', attempt: 2 });
  });

  test('without a retry closes the task as reached', async () => {
    const meeting = await aMeeting();
    await meeting.hangUp();
    await meeting.record('renewed');
    await meeting.complete();
    expect(meeting.task()).toMatchObject({ status: 'closed', outcome: 'reached' });
    expect(broken(await recordOf(meeting))).toEqual([]);
  });

  test('is optional: without one the task closes as reached after the wrap-up', async () => {
    const meeting = await aMeeting();
    const stop = meeting.startTimers();
    await meeting.pass(3 * MINUTE);
    stop();
    expect(meeting.task()).toMatchObject({ status: 'closed', outcome: 'reached' });
    expect(meeting.delivery()).toMatchObject({ status: 'Complete', dispositionCodes: [] });
  });

  test('replaces the previous codes, during the call and in the wrap-up', async () => {
    const meeting = await aMeeting();
    await meeting.record('wrong-person');
    await meeting.record('renewed', 'wrong-person');
    await meeting.hangUp();
    expect(meeting.delivery()).toMatchObject({ dispositionCodes: ['renewed', 'wrong-person'] });
    await meeting.record('renewed');
    expect(meeting.delivery()).toMatchObject({
      dispositionCodes: ['renewed'],
      result: 'LiveAnswer',
    });
    await meeting.complete();
    expect(meeting.task()).toMatchObject({ status: 'closed' });
  });

  test('that is repeated saves nothing', async () => {
    const meeting = await aMeeting();
    await meeting.hangUp();
    await meeting.record('renewed');
    const written = meeting.tasks.written.length;
    await meeting.record('renewed');
    expect(meeting.tasks.written).toHaveLength(written);
  });

  test('takes effect at the end of the call in a queue without wrap-up', async () => {
    const meeting = await aMeeting({ queue: aQueue({ wrapUpSeconds: 0 }) });
    await meeting.record('wrong-person');
    await meeting.hangUp();
    expect(meeting.task()).toMatchObject({ status: 'waiting', because: 'retry', attempt: 2 });
    expect(meeting.delivery()).toMatchObject({ dispositionCodes: ['wrong-person'] });
  });

  test('is kept if it races with the end of the call', async () => {
    const race = raceBefore('tasks', 'commit');
    const meeting = await aMeeting(race);
    // The end of the call is about to be saved in the task.
    race.with(() => meeting.record('wrong-person'));
    await meeting.hangUp();
    expect(meeting.delivery()).toMatchObject({ dispositionCodes: ['wrong-person'] });
    await meeting.complete();
    expect(meeting.task()).toMatchObject({ because: 'retry', attempt: 2 });
  });

  test('after the wrap-up is refused, except the codes that are already recorded', async () => {
    const meeting = await aMeeting();
    await meeting.hangUp();
    await meeting.record('renewed');
    // The wrap-up of the task has timed out, but the presence of Grace is not updated yet.
    await meeting.pass(2 * MINUTE);
    const { representatives } = meeting;
    const found = await representatives.find(grace);
    await meeting.sweep();
    const now = await representatives.find(grace);
    await representatives.save({ ...now!, value: found!.value });
    await expect(meeting.record('renewed')).resolves.toBeUndefined();
    await expect(meeting.record('wrong-person')).rejects.toMatchObject({ reason: 'wrapUpOver' });
    await expect(meeting.complete()).resolves.toBeDefined();
    expect(meeting.delivery()).toMatchObject({ dispositionCodes: ['renewed'] });
  });
});

describe('the work of a representative', () => {
  test('shows the recorded codes and the choices, during the call and in the wrap-up', async () => {
    const meeting = await aMeeting({ workstream: workstreamWithRequiredCode });
    const disposition = {
      codes: [],
      choices: [
        { id: 'no-calls', name: 'No more calls', category: 'doNotContact' },
        { id: 'renewed', name: 'Renewed', category: 'success' },
        { id: 'wrong-person', name: 'Wrong person', category: 'notRightParty' },
      ],
      most: 2,
      required: true,
    };
    expect(await meeting.work()).toMatchObject({ state: 'talking', disposition });
    await meeting.record('renewed');
    const recorded = { ...disposition, codes: ['renewed'] };
    expect(await meeting.work()).toMatchObject({ state: 'talking', disposition: recorded });
    await meeting.hangUp();
    expect(await meeting.work()).toMatchObject({ state: 'wrapUp', disposition: recorded });
  });

  test('shows no disposition before the conversation', async () => {
    const meeting = await aMeeting();
    const presence = aPresence({ status: 'reserved' });
    await storeRepresentative(meeting, aRepresentative({ presence }));
    expect(await meeting.work()).toMatchObject({ state: 'reserved', disposition: null });
  });
});

describe('recording a disposition', () => {
  test('with invalid codes throws InvalidInput with all issues and records nothing', async () => {
    const own = aDispositionCode({ id: 'tariff', name: 'Tariff', workstreamId: 'tariffs' });
    const meeting = await aMeeting();
    const tariffs = aWorkstream({ id: 'tariffs', phoneNumber: '+12065550198' });
    await meeting.documents.put('workstream', tariffs, null);
    await meeting.documents.put('dispositionCode', own, null);
    const refusal = meeting.record('no-calls', 'no-calls', 'tariff', 'sold');
    await expect(refusal).rejects.toThrow(InvalidInput);
    await expect(refusal).rejects.toMatchObject({
      issues: [
        { path: 'codes.2', value: 'tariff', message: "belongs to the workstream 'tariffs'" },
        { path: 'codes.3', value: 'sold' },
        { path: 'codes.1', value: 'no-calls', message: 'is in the list twice' },
        { path: 'codes', message: 'must have at most 2 entries' },
      ],
    });
    expect(meeting.task()).toMatchObject({ dispositionCodes: [] });
    expect(await optedOut(meeting)).toEqual([null]);
  });

  test('is refused for another delivery, an unknown representative and a missing conversation', async () => {
    const meeting = await aMeeting();
    const { recordDisposition } = meeting;
    await expect(recordDisposition(grace, aDeliveryId(), [])).rejects.toMatchObject({
      reason: 'otherDelivery',
    });
    const unknownId = aRepresentative({ id: 'unknown' }).id;
    await expect(recordDisposition(unknownId, meeting.deliveryId, [])).rejects.toThrow(NotFound);
    const { deliveryId } = meeting;
    for (const [status, expected] of [
      ['reserved', { reason: 'noConversation' }],
      ['talking', expect.any(NotFound)],
    ] as const) {
      const other = aDeliveryId(deliveryId.slice(0, 32), 1, 9);
      const presence = aPresence({ status, deliveryId: other });
      await storeRepresentative(meeting, aRepresentative({ presence }));
      const refusal = recordDisposition(grace, other, ['renewed']);
      await expect(refusal).rejects.toEqual(
        typeof expected === 'object' && 'reason' in expected
          ? expect.objectContaining(expected)
          : expected,
      );
    }
  });
});

describe('with a required disposition code', () => {
  test('completing the wrap-up is refused until a code is recorded', async () => {
    const meeting = await aMeeting({ workstream: workstreamWithRequiredCode });
    await meeting.hangUp();
    await expect(meeting.complete()).rejects.toMatchObject({ reason: 'dispositionRequired' });
    expect(await meeting.presence()).toBe('wrapUp');
    expect(meeting.task()).toMatchObject({ status: 'wrapUp' });
    await meeting.record('renewed');
    await meeting.complete();
    expect(await meeting.presence()).toBe('available');
  });

  test('completing the wrap-up is refused after the code was removed', async () => {
    const meeting = await aMeeting({ workstream: workstreamWithRequiredCode });
    await meeting.record('renewed');
    await meeting.hangUp();
    await meeting.record();
    await expect(meeting.complete()).rejects.toMatchObject({ reason: 'dispositionRequired' });
  });

  test('the wrap-up still times out without a code', async () => {
    const meeting = await aMeeting({ workstream: workstreamWithRequiredCode });
    const stop = meeting.startTimers();
    await meeting.pass(3 * MINUTE);
    stop();
    expect(await meeting.presence()).toBe('available');
    expect(meeting.task()).toMatchObject({ status: 'closed', outcome: 'reached' });
  });

  test('the wrap-up is completed if no code exists', async () => {
    const engagement = aVoiceEngagement();
    const meeting = await aMeeting({
      workstream: workstreamWithRequiredCode,
      engagement,
      codes: [],
    });
    await meeting.hangUp();
    await meeting.complete();
    expect(await meeting.presence()).toBe('available');
  });
});

const adaWithTwoNumbers = [
  'UniqueIdentifier,MobilePhoneNumber,HomePhoneNumber',
  'ada,+12062300001,+12062300002',
];
const numbers = ['+12062300001', '+12062300002'];

/** The time of the opt-out of each number; null without one. */
async function optedOut({ contacts }: Meeting, of: readonly string[] = numbers.slice(0, 1)) {
  const records = await Promise.all(of.map((number) => contacts.number(e164Schema.parse(number))));
  return records.map(({ value }) => value.optedOut.voice);
}

describe('a code of the category doNotContact', () => {
  test('opts all numbers of the contact out of calls, but not out of SMS', async () => {
    const meeting = await aMeeting({ lines: adaWithTwoNumbers });
    await meeting.record('no-calls');
    const now = meeting.timeline.now();
    expect(await optedOut(meeting, numbers)).toEqual([now, now]);
    const [mobile] = await Promise.all([meeting.contacts.number(e164Schema.parse(numbers[0]))]);
    expect(mobile.value.optedOut.sms).toBeNull();
    await meeting.hangUp();
    await meeting.complete();
    expect(meeting.task()).toMatchObject({ status: 'closed', outcome: 'reached' });
  });

  test('together with a wrong party opts out only the dialed number', async () => {
    const meeting = await aMeeting({ lines: adaWithTwoNumbers });
    await meeting.record('no-calls', 'wrong-person');
    expect(await optedOut(meeting, numbers)).toEqual([meeting.timeline.now(), null]);
    await meeting.hangUp();
    await meeting.complete();
    expect(meeting.task()).toMatchObject({ status: 'waiting', attempt: 2 });
  });

  test('keeps the time of the first opt-out when it is repeated or removed', async () => {
    const meeting = await aMeeting();
    await meeting.record('no-calls');
    const since = await optedOut(meeting);
    await meeting.pass(SECOND);
    await meeting.record('renewed', 'no-calls');
    await meeting.record('renewed');
    expect(await optedOut(meeting)).toEqual(since);
    expect(meeting.task()).toMatchObject({ dispositionCodes: ['renewed'] });
  });

  test('closes other tasks of the same number as optedOut without a call', async () => {
    const lines = [
      'UniqueIdentifier,MobilePhoneNumber',
      `ada,${numbers[0]!}`,
      `bob,${numbers[0]!}`,
    ];
    const meeting = await aMeeting({ lines });
    await meeting.record('no-calls');
    const stop = meeting.startTimers();
    await meeting.pass(10 * MINUTE);
    stop();
    const outcomes = meeting.tasks.all().tasks.map((task) => 'outcome' in task && task.outcome);
    expect(outcomes.toSorted()).toEqual(['optedOut', 'reached']);
    expect(meeting.callControl.calls).toHaveLength(1);
  });
});

test('with a corrupt contact document, doNotContact opts out the dialed number', async () => {
  let broken = false;
  const wrap = (ports: Ports): Ports => ({
    ...ports,
    contacts: {
      ...ports.contacts,
      find: (id) =>
        broken ? Promise.reject(new CorruptRecord('broken')) : ports.contacts.find(id),
    },
  });
  const meeting = await aMeeting({ wrap });
  broken = true;
  await meeting.record('no-calls');
  const { to } = meeting.delivery()!;
  expect((await meeting.contacts.number(to)).value.optedOut.voice).not.toBeNull();
});
