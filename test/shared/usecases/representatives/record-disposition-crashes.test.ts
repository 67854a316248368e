// A crash between two writes of a disposition. A repeated request or the next deadline completes it.
import { expect, test } from 'vitest';
import { e164Schema } from '../../../../shared/domain/values/phone.ts';
import { DAY, HOUR, later, MINUTE } from '../../../../shared/domain/values/time.ts';
import { aMeeting, type Meeting } from '../../../support/conversation.ts';
import {
  at,
  type CrashPoint,
  Crashed,
  crashOnce,
} from '../../../support/injection/crash-injection.ts';
import { broken } from '../../../support/invariants.ts';
import { recordOf } from '../../../support/invariants/record.ts';

const optsOut = (version: unknown): boolean =>
  (version as { value: { optedOut: { voice: string | null } } }).value.optedOut.voice !== null;
const hasCodes = (change: unknown): boolean => {
  const { next } = change as { next: { status: string; dispositionCodes?: string[] } };
  return (next.dispositionCodes ?? []).length > 0;
};
const isWaiting = (change: unknown): boolean =>
  (change as { next: { status: string } }).next.status === 'waiting';
const isAvailable = (version: unknown): boolean =>
  (version as { value: { presence: { status: string } } }).value.presence.status === 'available';

/** Ends the call, so that Grace is in wrap-up. The process crashes once at the crash point. */
async function startWrapUp(
  crashPoint: CrashPoint,
): Promise<Meeting & { hasCrashed: () => boolean }> {
  const { wrap, hasCrashed } = crashOnce(crashPoint);
  const meeting = await aMeeting({ wrap });
  await meeting.hangUp();
  return { ...meeting, hasCrashed };
}

async function runUntilClosed(meeting: Meeting): Promise<void> {
  const stop = meeting.startTimers(MINUTE);
  await meeting.pass(3 * HOUR);
  stop();
  const stopSweep = meeting.timeline.every(MINUTE, () => meeting.sweep());
  await meeting.timeline.runTo(later(meeting.timeline.now(), 2 * DAY));
  stopSweep();
  expect(meeting.task()).toMatchObject({ status: 'closed' });
  expect(await meeting.presence()).toBe('available');
  expect(broken(await recordOf(meeting))).toEqual([]);
}

const optedOutSince = async ({ contacts }: Meeting) =>
  (await contacts.number(e164Schema.parse('+12062300001'))).value.optedOut.voice;

test('after a crash past the opt-out, the contact is not called again', async () => {
  const meeting = await startWrapUp(at('after', 'contacts', 'saveNumber', { where: optsOut }));
  await expect(meeting.record('no-calls', 'wrong-person')).rejects.toThrow(Crashed);
  expect(meeting.hasCrashed()).toBe(true);
  const since = await optedOutSince(meeting);
  expect(since).not.toBeNull();
  await runUntilClosed(meeting);
  expect(meeting.callControl.calls).toHaveLength(1);
  expect(await optedOutSince(meeting)).toBe(since);
});

test('after a crash before the opt-out nothing is recorded, and a repeated request records everything', async () => {
  const meeting = await startWrapUp(at('before', 'contacts', 'saveNumber', { where: optsOut }));
  await expect(meeting.record('no-calls')).rejects.toThrow(Crashed);
  expect(meeting.task()).toMatchObject({ status: 'wrapUp', dispositionCodes: [] });
  await meeting.record('no-calls');
  expect(await optedOutSince(meeting)).not.toBeNull();
  await runUntilClosed(meeting);
  expect(meeting.delivery()).toMatchObject({ dispositionCodes: ['no-calls'] });
});

test.each([
  at('before', 'tasks', 'commit', { where: hasCodes }),
  at('after', 'tasks', 'commit', { where: hasCodes }),
])(
  'after a crash $when the codes are saved, a repeated request saves them once',
  async (crashPoint) => {
    const meeting = await startWrapUp(crashPoint);
    await expect(meeting.record('wrong-person')).rejects.toThrow(Crashed);
    await meeting.record('wrong-person');
    await meeting.complete();
    expect(meeting.task()).toMatchObject({ because: 'retry', attempt: 2 });
    expect(meeting.delivery()).toMatchObject({ dispositionCodes: ['wrong-person'] });
    await runUntilClosed(meeting);
    expect(meeting.callControl.calls).toHaveLength(2);
  },
);

const crashPoints: [string, CrashPoint][] = [
  ['before the task is saved', at('before', 'tasks', 'commit', { where: isWaiting })],
  ['after the task is saved and before its wake', at('before', 'messageBus', 'wake', { nth: 2 })],
  [
    'after the task is saved and before the representative is released',
    at('before', 'representatives', 'save', { where: isAvailable, nth: 2 }),
  ],
  [
    'after the representative is released and before the pacing tick',
    at('after', 'representatives', 'save', { where: isAvailable, nth: 2 }),
  ],
];

test.each(crashPoints)(
  'after a crash %s, a repeated completion moves task and representative on once',
  async (_when, crashPoint) => {
    const meeting = await startWrapUp(crashPoint);
    await meeting.record('wrong-person');
    await expect(meeting.complete()).rejects.toThrow(Crashed);
    await meeting.complete().catch(() => undefined);
    expect(meeting.task()).toMatchObject({ because: 'retry', attempt: 2 });
    expect(await meeting.presence()).toBe('available');
    await runUntilClosed(meeting);
    expect(meeting.callControl.calls).toHaveLength(2);
  },
);

test.each(crashPoints)(
  'after a crash %s, deadlines alone move task and representative on',
  async (_when, crashPoint) => {
    const meeting = await startWrapUp(crashPoint);
    await meeting.record('wrong-person');
    await expect(meeting.complete()).rejects.toThrow(Crashed);
    await runUntilClosed(meeting);
    expect(meeting.callControl.calls).toHaveLength(2);
  },
);
