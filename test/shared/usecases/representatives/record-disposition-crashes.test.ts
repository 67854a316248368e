// A process that dies between two writes of a disposition: what is asked again, or time alone, brings everything up.
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

/** In the wrap-up of a call, with a death to come. */
async function wrapUp(death: CrashPoint): Promise<Meeting & { died: () => boolean }> {
  const { wrap, died } = crashOnce(death);
  const meeting = await aMeeting({ wrap });
  await meeting.hangUp();
  return { ...meeting, died };
}

async function untilTheEnd(meeting: Meeting): Promise<void> {
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

const sinceWhen = async ({ contacts }: Meeting) =>
  (await contacts.number(e164Schema.parse('+12062300001'))).value.optedOut.voice;

test('dies after the opt-out and before the representative is released: nobody calls the person again', async () => {
  const meeting = await wrapUp(at('after', 'contacts', 'saveNumber', { where: optsOut }));
  await expect(meeting.record('no-calls', 'wrong-person')).rejects.toThrow(Crashed);
  expect(meeting.died()).toBe(true);
  const since = await sinceWhen(meeting);
  expect(since).not.toBeNull();
  await untilTheEnd(meeting);
  expect(meeting.callControl.calls).toHaveLength(1);
  expect(await sinceWhen(meeting)).toBe(since);
});

test('dies before the opt-out: nothing is recorded, and asked again it all is', async () => {
  const meeting = await wrapUp(at('before', 'contacts', 'saveNumber', { where: optsOut }));
  await expect(meeting.record('no-calls')).rejects.toThrow(Crashed);
  expect(meeting.task()).toMatchObject({ status: 'wrapUp', dispositionCodes: [] });
  await meeting.record('no-calls');
  expect(await sinceWhen(meeting)).not.toBeNull();
  await untilTheEnd(meeting);
  expect(meeting.delivery()).toMatchObject({ dispositionCodes: ['no-calls'] });
});

test.each([
  at('before', 'tasks', 'commit', { where: hasCodes }),
  at('after', 'tasks', 'commit', { where: hasCodes }),
])('dies $when the codes are written: asked again they are written once', async (death) => {
  const meeting = await wrapUp(death);
  await expect(meeting.record('wrong-person')).rejects.toThrow(Crashed);
  await meeting.record('wrong-person');
  await meeting.complete();
  expect(meeting.task()).toMatchObject({ because: 'retry', attempt: 2 });
  expect(meeting.delivery()).toMatchObject({ dispositionCodes: ['wrong-person'] });
  await untilTheEnd(meeting);
  expect(meeting.callControl.calls).toHaveLength(2);
});

const completions: [string, CrashPoint][] = [
  ['before the task goes on', at('before', 'tasks', 'commit', { where: isWaiting })],
  ['after the task goes on and before its wake', at('before', 'messageBus', 'wake', { nth: 2 })],
  [
    'after the task goes on and before the representative is released',
    at('before', 'representatives', 'save', { where: isAvailable, nth: 2 }),
  ],
  [
    'after the representative is released and before their group ticks',
    at('after', 'representatives', 'save', { where: isAvailable, nth: 2 }),
  ],
];

test.each(completions)(
  'dies %s: asked again, or by time, both go on once',
  async (_when, death) => {
    const meeting = await wrapUp(death);
    await meeting.record('wrong-person');
    await expect(meeting.complete()).rejects.toThrow(Crashed);
    await meeting.complete().catch(() => undefined);
    expect(meeting.task()).toMatchObject({ because: 'retry', attempt: 2 });
    expect(await meeting.presence()).toBe('available');
    await untilTheEnd(meeting);
    expect(meeting.callControl.calls).toHaveLength(2);
  },
);

test.each(completions)('dies %s: time alone brings both on', async (_when, death) => {
  const meeting = await wrapUp(death);
  await meeting.record('wrong-person');
  await expect(meeting.complete()).rejects.toThrow(Crashed);
  await untilTheEnd(meeting);
  expect(meeting.callControl.calls).toHaveLength(2);
});
