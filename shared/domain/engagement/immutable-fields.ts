// The fields of an engagement that no edit may change.
import type { FieldIssue } from '../values/field-issue.ts';
import type { Engagement } from './engagement.ts';

/**
 * `channel` and `shards` decide where tasks are stored. After a change, the engine would not find the existing tasks.
 * `contactUniqueIdentifier` decides which records are the same contact. After a change, all contacts would lose their
 * limits and open tasks.
 */
const immutableFields = ['channel', 'shards', 'contactUniqueIdentifier'] as const;

export const checkImmutableFields = (next: Engagement, current: Engagement): FieldIssue[] =>
  immutableFields
    .filter((name) => next[name] !== current[name])
    .map((name) => ({
      path: name,
      value: next[name],
      message: `cannot change; it is '${current[name]}'`,
    }));
