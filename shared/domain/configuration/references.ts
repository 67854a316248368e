// Which documents refer to which others, and in which field: one table to find missing references and used documents.
import { isChosenId } from '../values/ids.ts';
import type { ConfigurationKind } from './documents.ts';

export interface Reference {
  path: string;
  kind: ConfigurationKind;
  id: string;
}

/** An asterisk matches every item of a list. */
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

/** The references of a document, also of an invalid one: every readable value that can be an id. */
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
  const entries = Object.entries(value).filter(([key]) => step === '*' || step === key);
  return entries.flatMap(([key, inner]) => valuesAt(inner, rest, [...above, key]));
}
