// The decision for every status and event. A word in brackets is the reason why the event is ignored.
import { describe, expect, test } from 'vitest';
import { type Call, callSchema, type CallStatus } from '../../../../shared/domain/call/call.ts';
import { decide } from '../../../../shared/domain/call/decide.ts';
import type { CallDecision, CallIgnoreReason } from '../../../../shared/domain/call/event.ts';
import { noFacts } from '../../../../shared/domain/task/delivery.ts';
import { aCall, callDeadline } from '../../../support/builders/call.ts';
import { noon } from '../../../support/builders/instants.ts';
import { callEvents, event, type EventKind } from '../../../support/builders/call-events.ts';

const calls = {
  queued: aCall({ status: 'queued' }),
  placing: aCall({ status: 'placing' }),
  ringing: aCall({ status: 'ringing' }),
  screening: aCall({ status: 'screening' }),
  bridging: aCall({ status: 'bridging' }),
  talking: aCall({ status: 'talking' }),
  leavingVoicemail: aCall({ status: 'leavingVoicemail' }),
  apologizing: aCall({ status: 'apologizing' }),
  hangingUp: aCall({ status: 'hangingUp' }),
  ended: aCall({ status: 'ended' }),
  settled: aCall({ status: 'settled' }),
} satisfies Record<CallStatus, Call>;

type Expected = CallStatus | `(${CallIgnoreReason})`;

const liveDefaults = {
  placing: '(outOfOrder)',
  placed: '(outOfOrder)',
  failed: 'ended',
  withdrawn: '(outOfOrder)',
  answered: '(outOfOrder)',
  heard: '(outOfOrder)',
  representativeJoined: '(outOfOrder)',
  representativeMissing: '(outOfOrder)',
  participants: '(nothingNew)',
  promptOver: '(outOfOrder)',
  disconnected: 'ended',
  deadlinePassed: '(notDue)',
  settled: '(outOfOrder)',
} as const;

const endedDefaults = {
  placing: '(alreadyEnded)',
  placed: '(alreadyEnded)',
  failed: '(alreadyEnded)',
  withdrawn: '(alreadyEnded)',
  answered: '(alreadyEnded)',
  heard: '(alreadyEnded)',
  representativeJoined: '(alreadyEnded)',
  representativeMissing: '(alreadyEnded)',
  participants: '(alreadyEnded)',
  promptOver: '(alreadyEnded)',
  disconnected: '(alreadyEnded)',
  deadlinePassed: '(alreadyEnded)',
  settled: '(alreadyEnded)',
} as const;

const table = {
  queued: { ...liveDefaults, placing: 'placing', withdrawn: 'ended', answered: 'bridging' },
  placing: { ...liveDefaults, placed: 'ringing', withdrawn: 'ended', answered: 'bridging' },
  ringing: { ...liveDefaults, answered: 'bridging' },
  screening: { ...liveDefaults, heard: 'bridging' },
  bridging: {
    ...liveDefaults,
    representativeJoined: 'talking',
    representativeMissing: 'hangingUp',
    participants: 'talking',
  },
  talking: { ...liveDefaults, participants: 'talking' },
  leavingVoicemail: { ...liveDefaults, promptOver: 'hangingUp' },
  apologizing: { ...liveDefaults, promptOver: 'hangingUp' },
  hangingUp: { ...liveDefaults, answered: 'hangingUp' },
  ended: { ...endedDefaults, answered: 'ended', deadlinePassed: '(notDue)', settled: 'settled' },
  settled: { ...endedDefaults, answered: 'settled' },
} satisfies Record<CallStatus, Record<EventKind, Expected>>;

const rows = Object.values(calls).flatMap((call) =>
  Object.values(callEvents(noon)).map((occurred) => ({
    call,
    occurred,
    status: call.status,
    kind: occurred.kind,
    expected: table[call.status][occurred.kind],
  })),
);

const formatDecision = (decision: CallDecision) =>
  decision.kind === 'ignore' ? `(${decision.reason})` : decision.next.status;

test.each(rows)(
  'decide for a $status call and the event $kind returns $expected',
  ({ call, occurred, expected }) => {
    const decision = decide(call, occurred);
    expect(formatDecision(decision)).toBe(expected);
    if (decision.kind === 'apply') expect(callSchema.parse(decision.next)).toEqual(decision.next);
  },
);

const rowsWithConnection = rows.filter(
  ({ call, occurred }) => 'connectionId' in call && 'connectionId' in occurred,
);
test.each(rowsWithConnection)(
  'a $status call ignores $kind of a foreign connection',
  ({ call, occurred }) => {
    const foreignEvent = { ...occurred, connectionId: 'connection-2' };
    expect(decide(call, foreignEvent)).toEqual({ kind: 'ignore', reason: 'foreignConnection' });
  },
);

describe('the deadline of a call', () => {
  test.each([
    { call: calls.queued, next: 'ended', effect: 'settle', result: 'Cancelled' },
    { call: calls.placing, next: 'ended', effect: 'settle', result: 'Unknown' },
    { call: calls.ringing, next: 'hangingUp', effect: 'hangUp', result: 'NoAnswer' },
    { call: calls.screening, next: 'bridging', effect: 'addRepresentative' },
    { call: calls.bridging, next: 'hangingUp', effect: 'hangUp', result: 'LiveAnswer' },
    { call: calls.talking, next: 'hangingUp', effect: 'hangUp', result: 'LiveAnswer' },
    {
      call: calls.leavingVoicemail,
      next: 'hangingUp',
      effect: 'hangUp',
      result: 'AnsweringMachineHangup',
    },
    { call: calls.apologizing, next: 'hangingUp', effect: 'hangUp', result: 'LiveAnswer' },
    { call: calls.hangingUp, next: 'hangingUp', effect: 'hangUp', result: 'LiveAnswer' },
    { call: calls.ended, next: 'ended', effect: 'settle', result: 'LiveAnswer' },
  ])(
    'moves a $call.status call to $next with the effect $effect',
    ({ call, next, effect, result }) => {
      const decision = decide(call, { kind: 'deadlinePassed', now: callDeadline });
      const expected = { status: next, ...(result !== undefined && { result }) };
      expect(decision).toMatchObject({
        kind: 'apply',
        next: expected,
        effects: [{ kind: effect }],
      });
    },
  );

  test('allows an immediate retry of a queued call, but not of a call that may have been placed', () => {
    const deadlinePassed = { kind: 'deadlinePassed', now: callDeadline } as const;
    expect(decide(calls.queued, deadlinePassed)).toMatchObject({
      next: { againFrom: callDeadline },
    });
    expect(decide(calls.placing, deadlinePassed)).toMatchObject({ next: { againFrom: null } });
  });

  test('ends a call after three hang-up attempts', () => {
    const callAfterThreeTries = aCall({ status: 'hangingUp', tries: 3 });
    const decision = decide(callAfterThreeTries, { kind: 'deadlinePassed', now: callDeadline });
    expect(decision).toMatchObject({
      next: { status: 'ended', result: 'LiveAnswer', endedAt: noon },
    });
  });
});

describe('an answer to an ended call', () => {
  const answered = event('answered', { connectionId: 'connection-9' });
  test.each([
    calls.ended,
    calls.settled,
    aCall({ status: 'settled', result: 'Cancelled', facts: noFacts }),
  ])('hangs up and does not change the call: $status, $result', (call) => {
    expect(decide(call, answered)).toEqual({
      kind: 'apply',
      next: call,
      effects: [{ kind: 'hangUp', connectionId: 'connection-9' }],
    });
  });
});

describe('two messages for the same call', () => {
  test('a withdrawal with unlessPlacing ends a queued call, but not a call that another message places', () => {
    const withdrawal = event('withdrawn', { unlessPlacing: true });
    expect(decide(calls.queued, withdrawal)).toMatchObject({ next: { status: 'ended' } });
    expect(decide(calls.placing, withdrawal)).toEqual({ kind: 'ignore', reason: 'outOfOrder' });
  });

  test.each(['ringing', 'bridging', 'talking'] as const)(
    'a late failure to place the call does not end a %s call',
    (status) => {
      const failure = event('failed', { connectionId: null });
      expect(decide(calls.placing, failure)).toMatchObject({ next: { status: 'ended' } });
      expect(decide(calls[status], failure)).toEqual({ kind: 'ignore', reason: 'outOfOrder' });
    },
  );
});
