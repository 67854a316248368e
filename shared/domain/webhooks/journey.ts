// What an outcome means for a journey of Customer Insights, which has three branches after a contact step. Source:
// “Conversational journeys”. Microsoft does not document which result leads to which branch; this table decides it.
import type { Outcome } from '../task/task.ts';
import type { Result } from '../outcome/result.ts';

/**
 * - `attempted`: the contact was reached, or a later attempt may reach them
 * - `notAttempted`: the address is permanently wrong; another channel is needed
 * - `blocked`: nothing was sent: no consent, no allowed time, or canceled
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

/** For a whole task; `tried`: whether the task dialed at all. */
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
