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

const demanding = aWorkstream({ dispositions: { most: 2, required: true } });

describe('what is recorded', () => {
  test('during the call waits, and has its effect when the wrap-up is completed', async () => {
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

  test('in the wrap-up has its effect at its end, also when that comes by time alone', async () => {
    const meeting = await aMeeting();
    await meeting.hangUp();
    await meeting.record('wrong-person');
    const stop = meeting.startTimers();
    await meeting.pass(2 * MINUTE);
    stop();
    expect(meeting.task()).toMatchObject({ because: 'retry', attempt: 2 });
  });

  test('that asks for no other attempt closes the task as reached, once for all', async () => {
    const meeting = await aMeeting();
    await meeting.hangUp();
    await meeting.record('renewed');
    await meeting.complete();
    expect(meeting.task()).toMatchObject({ status: 'closed', outcome: 'reached' });
    expect(broken(await recordOf(meeting))).toEqual([]);
  });

  test('is nothing for who says nothing: the task is reached when the wrap-up is over', async () => {
    const meeting = await aMeeting();
    const stop = meeting.startTimers();
    await meeting.pass(3 * MINUTE);
    stop();
    expect(meeting.task()).toMatchObject({ status: 'closed', outcome: 'reached' });
    expect(meeting.delivery()).toMatchObject({ status: 'Complete', dispositionCodes: [] });
  });

  test('takes the place of what was there before, in the call and after it', async () => {
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

  test('once more writes nothing', async () => {
    const meeting = await aMeeting();
    await meeting.hangUp();
    await meeting.record('renewed');
    const written = meeting.tasks.written.length;
    await meeting.record('renewed');
    expect(meeting.tasks.written).toHaveLength(written);
  });

  test('has its effect at once where nobody wraps up', async () => {
    const meeting = await aMeeting({ queue: aQueue({ wrapUpSeconds: 0 }) });
    await meeting.record('wrong-person');
    await meeting.hangUp();
    expect(meeting.task()).toMatchObject({ status: 'waiting', because: 'retry', attempt: 2 });
    expect(meeting.delivery()).toMatchObject({ dispositionCodes: ['wrong-person'] });
  });

  test('at the very end of the call is not lost', async () => {
    const race = raceBefore('tasks', 'commit');
    const meeting = await aMeeting(race);
    // The call's end is on its way to the task.
    race.with(() => meeting.record('wrong-person'));
    await meeting.hangUp();
    expect(meeting.delivery()).toMatchObject({ dispositionCodes: ['wrong-person'] });
    await meeting.complete();
    expect(meeting.task()).toMatchObject({ because: 'retry', attempt: 2 });
  });

  test('too late is a NotAllowed, and what stands there already is none', async () => {
    const meeting = await aMeeting();
    await meeting.hangUp();
    await meeting.record('renewed');
    // The task's wrap-up is over by time; nobody has told Grace yet.
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

describe('what is shown', () => {
  test('is what is recorded so far and what may be, in the call and after it', async () => {
    const meeting = await aMeeting({ workstream: demanding });
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

  test('is nothing before they talk', async () => {
    const meeting = await aMeeting();
    const presence = aPresence({ status: 'reserved' });
    await storeRepresentative(meeting, aRepresentative({ presence }));
    expect(await meeting.work()).toMatchObject({ state: 'reserved', disposition: null });
  });
});

describe('refused is', () => {
  test('a code that is faulty, with every fault, and nothing of it is recorded', async () => {
    const own = aDispositionCode({ id: 'tariff', name: 'Tariff', workstreamId: 'tariffs' });
    const meeting = await aMeeting();
    const tariffs = aWorkstream({ id: 'tariffs', phoneNumber: '+12065550198' });
    await meeting.saveConfiguration.put('workstream', tariffs, null);
    await meeting.saveConfiguration.put('dispositionCode', own, null);
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

  test('a conversation of somebody else, or that there is none', async () => {
    const meeting = await aMeeting();
    const { recordDisposition } = meeting;
    await expect(recordDisposition(grace, aDeliveryId(), [])).rejects.toMatchObject({
      reason: 'otherDelivery',
    });
    const nobody = aRepresentative({ id: 'nobody' }).id;
    await expect(recordDisposition(nobody, meeting.deliveryId, [])).rejects.toThrow(NotFound);
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

describe('where a code is demanded', () => {
  test('the wrap-up is not completed without one', async () => {
    const meeting = await aMeeting({ workstream: demanding });
    await meeting.hangUp();
    await expect(meeting.complete()).rejects.toMatchObject({ reason: 'dispositionRequired' });
    expect(await meeting.presence()).toBe('wrapUp');
    expect(meeting.task()).toMatchObject({ status: 'wrapUp' });
    await meeting.record('renewed');
    await meeting.complete();
    expect(await meeting.presence()).toBe('available');
  });

  test('one that was taken back is none', async () => {
    const meeting = await aMeeting({ workstream: demanding });
    await meeting.record('renewed');
    await meeting.hangUp();
    await meeting.record();
    await expect(meeting.complete()).rejects.toMatchObject({ reason: 'dispositionRequired' });
  });

  test('time ends the wrap-up all the same', async () => {
    const meeting = await aMeeting({ workstream: demanding });
    const stop = meeting.startTimers();
    await meeting.pass(3 * MINUTE);
    stop();
    expect(await meeting.presence()).toBe('available');
    expect(meeting.task()).toMatchObject({ status: 'closed', outcome: 'reached' });
  });

  test('and there is none to choose from, the wrap-up is completed', async () => {
    const engagement = aVoiceEngagement();
    const meeting = await aMeeting({ workstream: demanding, engagement, codes: [] });
    await meeting.hangUp();
    await meeting.complete();
    expect(await meeting.presence()).toBe('available');
  });
});

const adaAndBob = [
  'UniqueIdentifier,MobilePhoneNumber,HomePhoneNumber',
  'ada,+12062300001,+12062300002',
];
const numbers = ['+12062300001', '+12062300002'];

/** Since when each of Ada's numbers is called no more. */
async function optedOut({ contacts }: Meeting, of: readonly string[] = numbers.slice(0, 1)) {
  const records = await Promise.all(of.map((one) => contacts.number(e164Schema.parse(one))));
  return records.map(({ value }) => value.optedOut.voice);
}

describe('a code of the category doNotContact', () => {
  test('opts the person out of calls, with all their numbers, and of nothing else', async () => {
    const meeting = await aMeeting({ lines: adaAndBob });
    await meeting.record('no-calls');
    const now = meeting.timeline.now();
    expect(await optedOut(meeting, numbers)).toEqual([now, now]);
    const [mobile] = await Promise.all([meeting.contacts.number(e164Schema.parse(numbers[0]))]);
    expect(mobile.value.optedOut.sms).toBeNull();
    await meeting.hangUp();
    await meeting.complete();
    expect(meeting.task()).toMatchObject({ status: 'closed', outcome: 'reached' });
  });

  test('of a wrong party opts out the number where they answered', async () => {
    const meeting = await aMeeting({ lines: adaAndBob });
    await meeting.record('no-calls', 'wrong-person');
    expect(await optedOut(meeting, numbers)).toEqual([meeting.timeline.now(), null]);
    await meeting.hangUp();
    await meeting.complete();
    expect(meeting.task()).toMatchObject({ status: 'waiting', attempt: 2 });
  });

  test('recorded again leaves the first instant, and taken away the opt-out', async () => {
    const meeting = await aMeeting();
    await meeting.record('no-calls');
    const since = await optedOut(meeting);
    await meeting.pass(SECOND);
    await meeting.record('renewed', 'no-calls');
    await meeting.record('renewed');
    expect(await optedOut(meeting)).toEqual(since);
    expect(meeting.task()).toMatchObject({ dispositionCodes: ['renewed'] });
  });

  test('ends what waits for the same number: it is never dialled', async () => {
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

test('a person whose document is broken is opted out where they were called', async () => {
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
