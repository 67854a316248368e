// Which documents name which others, and where: one table for telling that a name leads nowhere and that a document is used.
import { isChosenId } from '../values/ids.ts';
import type { ConfigurationKind } from './documents.ts';

export interface Reference {
  path: string;
  kind: ConfigurationKind;
  id: string;
}

/** An asterisk stands for every item of a list. */
const places: Record<ConfigurationKind, readonly (readonly [string, ConfigurationKind])[]> = {
  workstream: [
    ['defaultQueueId', 'queue'],
    ['fallbackQueueId', 'queue'],
  ],
  queue: [],
  engagement: [
    ['workstreamId', 'workstream'],
    ['queueId', 'queue'],
    ['fallbackQueueId', 'queue'],
    ['reattempts.dispositionCodes.*', 'dispositionCode'],
    ['reattempts.smsFollowUp', 'engagement'],
    ['messageTemplateId', 'messageTemplate'],
  ],
  dispositionCode: [['workstreamId', 'workstream']],
  messageTemplate: [],
  cancellationPolicy: [['engagementIds.*', 'engagement']],
};

/** What a document names, also one that is not valid: whatever can be read of it and can be an id. */
export const referencesOf = (kind: ConfigurationKind, document: unknown): Reference[] =>
  places[kind].flatMap(([path, named]) =>
    valuesAt(document, path.split('.'), []).map(({ at, value }) => ({
      path: at,
      kind: named,
      id: value,
    })),
  );

function valuesAt(
  value: unknown,
  [step, ...rest]: readonly string[],
  above: readonly string[],
): { at: string; value: string }[] {
  if (step === undefined) {
    return typeof value === 'string' && isChosenId(value) ? [{ at: above.join('.'), value }] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  const entries =
    step === '*' ? Object.entries(value) : [[step, Reflect.get(value, step)] as const];
  return entries.flatMap(([key, inner]) => valuesAt(inner, rest, [...above, key]));
}
