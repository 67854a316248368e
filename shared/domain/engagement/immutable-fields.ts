// What an engagement keeps as long as it is there.
import type { FieldIssue } from './check.ts';
import type { Engagement } from './engagement.ts';

/**
 * Where tasks are kept follows from the first two: changed, those that are there would be lost. The third is part of who a
 * person is: changed, everybody would be somebody else, whom no file has named and no limit has counted.
 */
const fixed = ['channel', 'shards', 'contactUniqueIdentifier'] as const;

export const immutableFieldIssues = (next: Engagement, current: Engagement): FieldIssue[] =>
  fixed
    .filter((name) => next[name] !== current[name])
    .map((name) => ({
      path: name,
      value: next[name],
      message: `cannot change; it is '${current[name]}'`,
    }));
