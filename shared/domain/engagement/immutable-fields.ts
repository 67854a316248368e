// The fields of an engagement that never change.
import type { FieldIssue } from './check-engagement.ts';
import type { Engagement } from './engagement.ts';

/**
 * The first two decide where tasks are stored: after a change the existing tasks would be lost. The third identifies
 * a person: after a change every contact would be a new one without history and limits.
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
