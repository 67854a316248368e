// Random events of this connection and of a foreign one, in any order, and then only deadlines.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Call, callSchema, holdsLine } from '../../../../shared/domain/call/call.ts';
import { decide } from '../../../../shared/domain/call/decide.ts';
import type { CallEffect } from '../../../../shared/domain/call/event.ts';
import { voiceResults } from '../../../../shared/domain/outcome/result.ts';
import { later, latest, SECOND } from '../../../../shared/domain/values/time.ts';
import { aCall, aCallPlan } from '../../../support/builders/call.ts';
import { noon } from '../../../support/builders/instants.ts';
import { callEvents, type EventKind, own } from '../../../support/builders/call-events.ts';

const kinds = Object.keys(callEvents(noon)) as EventKind[];
const answers = ['answered', 'placing', 'placed', 'representativeJoined', 'heard'] as const;

const anyStep = fc.record({
  kind: fc.oneof(fc.constantFrom(...kinds), fc.constantFrom(...answers)),
  seconds: fc.oneof(fc.nat(3), fc.nat(40)),
  foreign: fc.nat(9).map((n) => n === 0),
  result: fc.constantFrom(...voiceResults),
  speech: fc.constantFrom(null, 'Hello?', 'Please leave a message after the tone'),
  sequence: fc.nat(5),
  withRepresentative: fc.boolean(),
  spoken: fc.boolean(),
});

const anyPlan = fc
  .record({
    detection: fc.constantFrom('none' as const, 'speech' as const),
    voicemailPrompt: fc.constantFrom(null, 'Please call us back.'),
    abandonedMessage: fc.constantFrom(null, 'We are sorry.'),
  })
  .map(aCallPlan);

type RandomStep = typeof anyStep extends fc.Arbitrary<infer T> ? T : never;

function createEvent(step: RandomStep, call: Call, now: Call['createdAt']) {
  // A call without a connection accepts any connection.
  const connectionId = step.foreign && 'connectionId' in call ? 'connection-2' : own;
  const events = callEvents(now, connectionId);
  const { result, speech, sequence, withRepresentative, spoken } = step;
  const randomEvents: typeof events = {
    ...events,
    failed: { ...events.failed, result },
    disconnected: { ...events.disconnected, result },
    heard: { ...events.heard, speech },
    participants: { ...events.participants, sequence, withRepresentative },
    promptOver: { ...events.promptOver, spoken },
  };
  return randomEvents[step.kind];
}

/** Checks the invariants of an applied decision. */
function checkDecision(before: Call, next: Call, effects: readonly CallEffect[]) {
  expect(callSchema.parse(next)).toEqual(next);
  expect('deadlineAt' in next).toBe(next.status !== 'settled');
  if ('connectionId' in before && 'connectionId' in next) {
    expect(next.connectionId).toBe(before.connectionId);
  }
  for (const effect of effects) {
    if ('connectionId' in effect) expect(effect.connectionId).toBe(own);
    // A call that hangs up or has ended adds no representative.
    if (effect.kind === 'addRepresentative') expect(next.status).toBe('bridging');
    if (effect.kind === 'markConnected') {
      expect([before.status, next.status]).toEqual(['bridging', 'talking']);
    }
  }
  // A call settles exactly when it releases its line.
  const settles = effects.some(({ kind }) => kind === 'settle');
  if (settles) expect(next.status).toBe('ended');
  if (holdsLine[before.status]) expect(settles).toBe(!holdsLine[next.status]);
  // The only effect on an ended call is a hang-up.
  if (!holdsLine[before.status] && !settles) {
    expect(effects.every(({ kind }) => kind === 'hangUp')).toBe(true);
  }
  if (!holdsLine[before.status]) expect(holdsLine[next.status]).toBe(false);
  // The result never changes once it is set.
  if ('result' in before && 'result' in next) expect(next.result).toBe(before.result);
}

test('a call keeps its invariants under random events, and deadlines alone end it', () => {
  const seenStatuses = new Set<string>();
  const property = fc.property(anyPlan, fc.array(anyStep, { maxLength: 25 }), (plan, steps) => {
    let call: Call = aCall({ status: 'queued', plan });
    let now = noon;
    for (const step of steps) {
      now = later(now, step.seconds * SECOND);
      const event = createEvent(step, call, now);
      const decision = decide(call, event);
      if (decision.kind === 'ignore') continue;
      if ('connectionId' in event) expect(event.connectionId).toBe(own);
      checkDecision(call, decision.next, decision.effects);
      call = decision.next;
      seenStatuses.add(call.status);
    }
    // The longest path is screening, bridging, apologizing and twelve hang-ups.
    for (let moves = 0; holdsLine[call.status]; moves++) {
      expect(moves, `a ${call.status} call is stuck`).toBeLessThan(17);
      if (!('deadlineAt' in call)) throw new Error(`A ${call.status} call has no deadline.`);
      now = latest(now, call.deadlineAt);
      const decision = decide(call, { kind: 'deadlinePassed', now });
      if (decision.kind === 'ignore') throw new Error(`A ${call.status} call is stuck.`);
      checkDecision(call, decision.next, decision.effects);
      call = decision.next;
    }
    expect(['ended', 'settled']).toContain(call.status);
  });
  fc.assert(property, { numRuns: 500, seed: 20260310 });
  expect([...seenStatuses].sort()).toEqual(
    Object.keys(holdsLine)
      .filter((s) => s !== 'queued')
      .sort(),
  );
});
