// The result of every state machine: `decide(state, event)` is pure, total and returns a Decision.

/**
 * - `apply`: store `next`, then carry out `effects`
 * - `ignore`: the event is late, repeated or out of order; nothing changes
 * - `refuse`: the caller asked for a change that the state does not allow; only machines with callers refuse
 */
export type Decision<Next, Effect, Ignored extends string, Refused extends string = never> =
  | { kind: 'apply'; next: Next; effects: readonly Effect[] }
  | { kind: 'ignore'; reason: Ignored }
  | ([Refused] extends [never] ? never : { kind: 'refuse'; reason: Refused });
