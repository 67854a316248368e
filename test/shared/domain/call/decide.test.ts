// Every status answers every event. A word in brackets is the reason why an event is ignored.
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

type Answer = CallStatus | `(${CallIgnoreReason})`;

const live = {
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

const over = {
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
  queued: { ...live, placing: 'placing', withdrawn: 'ended', answered: 'bridging' },
  placing: { ...live, placed: 'ringing', withdrawn: 'ended', answered: 'bridging' },
  ringing: { ...live, answered: 'bridging' },
  screening: { ...live, heard: 'bridging' },
  bridging: {
    ...live,
    representativeJoined: 'talking',
    representativeMissing: 'hangingUp',
    participants: 'talking',
  },
  talking: { ...live, participants: 'talking' },
  leavingVoicemail: { ...live, promptOver: 'hangingUp' },
  apologizing: { ...live, promptOver: 'hangingUp' },
  hangingUp: { ...live, answered: 'hangingUp' },
  ended: { ...over, answered: 'ended', deadlinePassed: '(notDue)', settled: 'settled' },
  settled: { ...over, answered: 'settled' },
} satisfies Record<CallStatus, Record<EventKind, Answer>>;

const rows = Object.values(calls).flatMap((call) =>
  Object.values(callEvents(noon)).map((occurred) => ({
    call,
    occurred,
    status: call.status,
    kind: occurred.kind,
    answer: table[call.status][occurred.kind],
  })),
);

const shown = (decision: CallDecision) =>
  decision.kind === 'ignore' ? `(${decision.reason})` : decision.next.status;

test.each(rows)('a $status call answers $kind with $answer', ({ call, occurred, answer }) => {
  const decision = decide(call, occurred);
  expect(shown(decision)).toBe(answer);
  if (decision.kind === 'apply') expect(callSchema.parse(decision.next)).toEqual(decision.next);
});

const connected = rows.filter(
  ({ call, occurred }) => 'connectionId' in call && 'connectionId' in occurred,
);
test.each(connected)(
  'a $status call ignores $kind of a foreign connection',
  ({ call, occurred }) => {
    const foreign = { ...occurred, connectionId: 'connection-2' };
    expect(decide(call, foreign)).toEqual({ kind: 'ignore', reason: 'foreignConnection' });
  },
);

describe('at its deadline', () => {
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
  ])('a $call.status call is $next, by $effect', ({ call, next, effect, result }) => {
    const decision = decide(call, { kind: 'deadlinePassed', now: callDeadline });
    const expected = { status: next, ...(result !== undefined && { result }) };
    expect(decision).toMatchObject({ kind: 'apply', next: expected, effects: [{ kind: effect }] });
  });

  test('only a call that was certainly not dialled may be tried again as if nothing had been', () => {
    const passed = { kind: 'deadlinePassed', now: callDeadline } as const;
    expect(decide(calls.queued, passed)).toMatchObject({ next: { againFrom: callDeadline } });
    expect(decide(calls.placing, passed)).toMatchObject({ next: { againFrom: null } });
  });

  test('the end of a conversation is asked for three times, and then taken as come', () => {
    const third = aCall({ status: 'hangingUp', tries: 3 });
    const decision = decide(third, { kind: 'deadlinePassed', now: callDeadline });
    expect(decision).toMatchObject({
      next: { status: 'ended', result: 'LiveAnswer', endedAt: noon },
    });
  });
});

describe('a person who answers a call that we hold for over', () => {
  const answered = event('answered', { connectionId: 'connection-9' });
  test.each([
    calls.ended,
    calls.settled,
    aCall({ status: 'settled', result: 'Cancelled', facts: noFacts }),
  ])('is hung up on, and not left in dead air: $status, $result', (call) => {
    expect(decide(call, answered)).toEqual({
      kind: 'apply',
      next: call,
      effects: [{ kind: 'hangUp', connectionId: 'connection-9' }],
    });
  });
});

describe('of two messages of one dial', () => {
  test('the one that did not ask for the call withdraws nothing that the other asks for', () => {
    const bystander = event('withdrawn', { unlessPlacing: true });
    expect(decide(calls.queued, bystander)).toMatchObject({ next: { status: 'ended' } });
    expect(decide(calls.placing, bystander)).toEqual({ kind: 'ignore', reason: 'outOfOrder' });
  });

  test.each(['ringing', 'bridging', 'talking'] as const)(
    'a refusal that comes late does not end a %s call',
    (status) => {
      const refused = event('failed', { connectionId: null });
      expect(decide(calls.placing, refused)).toMatchObject({ next: { status: 'ended' } });
      expect(decide(calls[status], refused)).toEqual({ kind: 'ignore', reason: 'outOfOrder' });
    },
  );
});
