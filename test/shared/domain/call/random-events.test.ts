// A random walk: events of this connection and of others, in any order, and then nothing but time.
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

const step = fc.record({
  kind: fc.oneof(fc.constantFrom(...kinds), fc.constantFrom(...answers)),
  seconds: fc.oneof(fc.nat(3), fc.nat(40)),
  foreign: fc.nat(9).map((n) => n === 0),
  result: fc.constantFrom(...voiceResults),
  speech: fc.constantFrom(null, 'Hello?', 'Please leave a message after the tone'),
  sequence: fc.nat(5),
  withRepresentative: fc.boolean(),
  spoken: fc.boolean(),
});

const plan = fc
  .record({
    detection: fc.constantFrom('none' as const, 'speech' as const),
    voicemailPrompt: fc.constantFrom(null, 'Please call us back.'),
    abandonedMessage: fc.constantFrom(null, 'We are sorry.'),
  })
  .map(aCallPlan);

type Taken = typeof step extends fc.Arbitrary<infer T> ? T : never;

function eventOf(taken: Taken, call: Call, now: Call['createdAt']) {
  // Before a call has a connection every connection is its own.
  const connectionId = taken.foreign && 'connectionId' in call ? 'connection-2' : own;
  const events = callEvents(now, connectionId);
  const { result, speech, sequence, withRepresentative, spoken } = taken;
  const all: typeof events = {
    ...events,
    failed: { ...events.failed, result },
    disconnected: { ...events.disconnected, result },
    heard: { ...events.heard, speech },
    participants: { ...events.participants, sequence, withRepresentative },
    promptOver: { ...events.promptOver, spoken },
  };
  return all[taken.kind];
}

/** What must hold of every applied move. */
function inspect(before: Call, next: Call, effects: readonly CallEffect[]) {
  expect(callSchema.parse(next)).toEqual(next);
  expect('deadlineAt' in next).toBe(next.status !== 'settled');
  if ('connectionId' in before && 'connectionId' in next) {
    expect(next.connectionId).toBe(before.connectionId);
  }
  for (const effect of effects) {
    if ('connectionId' in effect) expect(effect.connectionId).toBe(own);
    // Whoever hangs up or is over brings nobody else into the call.
    if (effect.kind === 'addRepresentative') expect(next.status).toBe('bridging');
    if (effect.kind === 'markConnected') {
      expect([before.status, next.status]).toEqual(['bridging', 'talking']);
    }
  }
  // Every call is settled, and nothing is settled that still holds its line.
  const settles = effects.some(({ kind }) => kind === 'settle');
  if (settles) expect(next.status).toBe('ended');
  if (holdsLine[before.status]) expect(settles).toBe(!holdsLine[next.status]);
  // What is over brings nobody back but to hang up on them.
  if (!holdsLine[before.status] && !settles) {
    expect(effects.every(({ kind }) => kind === 'hangUp')).toBe(true);
  }
  if (!holdsLine[before.status]) expect(holdsLine[next.status]).toBe(false);
  // The verdict stands once it is given.
  if ('result' in before && 'result' in next) expect(next.result).toBe(before.result);
}

test('a call stays whole on every walk, and time alone brings it to its end', () => {
  const seen = new Set<string>();
  const walk = fc.property(plan, fc.array(step, { maxLength: 25 }), (given, steps) => {
    let call: Call = aCall({ status: 'queued', plan: given });
    let now = noon;
    for (const taken of steps) {
      now = later(now, taken.seconds * SECOND);
      const event = eventOf(taken, call, now);
      const decision = decide(call, event);
      if (decision.kind === 'ignore') continue;
      if ('connectionId' in event) expect(event.connectionId).toBe(own);
      inspect(call, decision.next, decision.effects);
      call = decision.next;
      seen.add(call.status);
    }
    // Screening, bridging, apologizing, twelve times hanging up: no longer way is left to any call.
    for (let moves = 0; holdsLine[call.status]; moves++) {
      expect(moves, `a ${call.status} call is stuck`).toBeLessThan(17);
      if (!('deadlineAt' in call)) throw new Error(`A ${call.status} call has no deadline.`);
      now = latest(now, call.deadlineAt);
      const decision = decide(call, { kind: 'deadlinePassed', now });
      if (decision.kind === 'ignore') throw new Error(`A ${call.status} call is stuck.`);
      inspect(call, decision.next, decision.effects);
      call = decision.next;
    }
    expect(['ended', 'settled']).toContain(call.status);
  });
  fc.assert(walk, { numRuns: 500, seed: 20260310 });
  expect([...seen].sort()).toEqual(
    Object.keys(holdsLine)
      .filter((s) => s !== 'queued')
      .sort(),
  );
});
