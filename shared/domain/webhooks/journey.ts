// What an outcome means to a journey of Customer Insights, which has three branches for a step that contacts somebody.
// Source: “Conversational journeys”; which result leads to which branch is not documented, and decided here.
import type { Outcome } from '../task/task.ts';
import type { Result } from '../outcome/result.ts';

/**
 * - `attempted`: the person was contacted, or trying again later may do it
 * - `notAttempted`: the way to the person is wrong, and stays so: another channel is needed
 * - `blocked`: nothing was sent, for want of consent, of an allowed time or of somebody who still wanted it
 */
export const journeyTriggers = ['attempted', 'notAttempted', 'blocked'] as const;
export type JourneyTrigger = (typeof journeyTriggers)[number];

export const triggerOfResult = {
  LiveAnswer: 'attempted',
  AnsweringMachine: 'attempted',
  AnsweringMachineHangup: 'attempted',
  Undetermined: 'attempted',
  NotAHandset: 'notAttempted',
  BotFailed: 'attempted',
  CallEnded: 'attempted',
  Busy: 'attempted',
  NoAnswer: 'attempted',
  InvalidAddress: 'notAttempted',
  CallFailed: 'attempted',
  NonRetriableError: 'notAttempted',
  Terminated: 'blocked',
  Unknown: 'attempted',
  Cancelled: 'blocked',
  Expired: 'blocked',
  Error: 'notAttempted',
  Delivered: 'attempted',
  'Not delivered': 'notAttempted',
} as const satisfies Record<Result, JourneyTrigger>;

/** Of a whole task; `tried`: whether somebody was dialled for it at all. */
export function triggerOfOutcome(outcome: Outcome, tried: boolean): JourneyTrigger {
  const trigger = triggers[outcome];
  return trigger === 'blocked' && tried ? 'attempted' : trigger;
}

const triggers = {
  reached: 'attempted',
  abandoned: 'attempted',
  exhausted: 'attempted',
  unreachable: 'notAttempted',
  optedOut: 'blocked',
  expired: 'blocked',
  cancelled: 'blocked',
  error: 'notAttempted',
} as const satisfies Record<Outcome, JourneyTrigger>;
