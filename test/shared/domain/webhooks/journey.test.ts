import { expect, test } from 'vitest';
import {
  type JourneyTrigger,
  triggerOfOutcome,
  triggerOfResult,
} from '../../../../shared/domain/webhooks/journey.ts';
import { outcomes, type Outcome } from '../../../../shared/domain/task/task.ts';

test('triggerOfResult is notAttempted for invalid numbers, blocked for unsent deliveries, or else attempted', () => {
  const resultsWith = (wanted: JourneyTrigger) =>
    Object.entries(triggerOfResult).flatMap(([name, trigger]) => (trigger === wanted ? name : []));
  expect(resultsWith('notAttempted')).toEqual([
    ...['NotAHandset', 'InvalidAddress', 'NonRetriableError', 'Error', 'Not delivered'],
  ]);
  expect(resultsWith('blocked')).toEqual(['Terminated', 'Cancelled', 'Expired']);
  expect(resultsWith('attempted')).toHaveLength(11);
});

const triggersWithoutAttempt: Record<Outcome, JourneyTrigger> = {
  reached: 'attempted',
  abandoned: 'attempted',
  exhausted: 'attempted',
  unreachable: 'notAttempted',
  optedOut: 'blocked',
  expired: 'blocked',
  cancelled: 'blocked',
  error: 'notAttempted',
};
test.each(outcomes)(
  'triggerOfOutcome for %s depends on whether the task was attempted',
  (outcome) => {
    expect(triggerOfOutcome(outcome, false)).toBe(triggersWithoutAttempt[outcome]);
    const trigger =
      triggersWithoutAttempt[outcome] === 'blocked' ? 'attempted' : triggersWithoutAttempt[outcome];
    expect(triggerOfOutcome(outcome, true)).toBe(trigger);
  },
);
