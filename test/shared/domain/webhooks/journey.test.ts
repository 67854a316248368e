import { expect, test } from 'vitest';
import {
  type JourneyTrigger,
  triggerOfOutcome,
  triggerOfResult,
} from '../../../../shared/domain/webhooks/journey.ts';
import { outcomes, type Outcome } from '../../../../shared/domain/task/task.ts';

test('whoever rang, or may be rung again, was attempted; a wrong way was not; what was never sent was blocked', () => {
  const by = (wanted: JourneyTrigger) =>
    Object.entries(triggerOfResult).flatMap(([name, trigger]) => (trigger === wanted ? name : []));
  expect(by('notAttempted')).toEqual([
    ...['NotAHandset', 'InvalidAddress', 'NonRetriableError', 'Error', 'Not delivered'],
  ]);
  expect(by('blocked')).toEqual(['Terminated', 'Cancelled', 'Expired']);
  expect(by('attempted')).toHaveLength(11);
});

const untried: Record<Outcome, JourneyTrigger> = {
  reached: 'attempted',
  abandoned: 'attempted',
  exhausted: 'attempted',
  unreachable: 'notAttempted',
  optedOut: 'blocked',
  expired: 'blocked',
  cancelled: 'blocked',
  error: 'notAttempted',
};
test.each(outcomes)('a task that is closed as %s, tried or not', (outcome) => {
  expect(triggerOfOutcome(outcome, false)).toBe(untried[outcome]);
  const trigger = untried[outcome] === 'blocked' ? 'attempted' : untried[outcome];
  expect(triggerOfOutcome(outcome, true)).toBe(trigger);
});
