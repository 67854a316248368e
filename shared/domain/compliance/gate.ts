// A gate is a rule that allows or blocks a delivery now. Gates are pure: the caller reads the records and the clock.
import { nextOpening } from '../schedule/time-window.ts';
import type { CancellationPolicyId } from '../values/ids.ts';
import type { Instant } from '../values/time.ts';

/** `until` is the next time worth checking; `never`: only a change of data or configuration opens the gate. */
export type ClosedGate = { kind: 'closed' } & (
  | {
      because:
        | 'engagementNotRunning'
        | 'taskExpired'
        | 'contactMissing'
        | 'optedOut'
        | 'unusedPhoneType'
        | 'unknownTimeZone';
      until: 'never';
    }
  | {
      because: 'cancellationPolicy';
      policyId: CancellationPolicyId;
      until: Instant | 'never';
    }
  | { because: 'operatingHours' | 'quietHours'; until: Instant | 'never' }
  | { because: 'numberInUse' | 'frequencyLimit'; until: Instant }
);

export type GateAnswer = { kind: 'open' } | ClosedGate;

export interface Gate<Input> {
  name: string;
  check: (input: Input, at: Instant) => GateAnswer;
}

export const open: GateAnswer = { kind: 'open' };

/** Every gate with its answer, in the order of the list. */
export const explainGates = <Input>(gates: readonly Gate<Input>[], input: Input, at: Instant) =>
  gates.map(({ name, check }) => ({ gate: name, answer: check(input, at) }));

/** The answer of the first closed gate; open if every gate is open. */
export function checkGates<Input>(
  gates: readonly Gate<Input>[],
  input: Input,
  at: Instant,
): GateAnswer {
  const answers = explainGates(gates, input, at).map(({ answer }) => answer);
  return answers.find(({ kind }) => kind === 'closed') ?? open;
}

/** The first instant from `from` and before `limit` at which every gate is open; null if there is none. */
export function nextOpenAt<Input>(
  gates: readonly Gate<Input>[],
  input: Input,
  from: Instant,
  limit: Instant,
): Instant | null {
  const windows = gates.map(({ check }) => (at: Instant) => {
    const answer = check(input, at);
    if (answer.kind === 'open') return { open: true, until: null };
    return { open: false, until: answer.until === 'never' ? null : answer.until };
  });
  return nextOpening(windows, from, limit);
}
