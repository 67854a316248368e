// The engagements that a change of other documents would make invalid.
import { checkEngagement, type RelatedDocuments } from '../engagement/check-engagement.ts';
import type { Engagement } from '../engagement/engagement.ts';
import type { AnyDocument, Change } from './configuration-set.ts';
import type { DocumentIssue } from './document-issue.ts';

/** Issues that an engagement had before are not caused by the changes. */
export function checkOthers(
  before: RelatedDocuments,
  after: RelatedDocuments,
  changes: readonly Change[],
): DocumentIssue[] {
  const saved = changes.flatMap((change) =>
    change.act === 'save' && change.member.document !== undefined ? [change.member.document] : [],
  );
  if (!saved.some(({ kind }) => canAffect[kind])) return [];
  const own = new Set<unknown>(saved.map(({ value }) => value));
  const only = changes.length === 1 ? saved[0] : undefined;
  return after.engagements
    .filter((engagement) => !own.has(engagement))
    .flatMap((engagement) => newIssues(engagement, before, after, only));
}

/** The kinds that checkEngagement reads. */
const canAffect: Record<AnyDocument['kind'], boolean> = {
  workstream: true,
  dispositionCode: true,
  engagement: true,
  queue: false,
  messageTemplate: false,
  cancellationPolicy: false,
};

/** `only` is the only change; the issue is then reported at its field that causes it. */
function newIssues(
  engagement: Engagement,
  before: RelatedDocuments,
  after: RelatedDocuments,
  only: AnyDocument | undefined,
): DocumentIssue[] {
  const issues = checkEngagement(engagement, after);
  if (issues.length === 0) return [];
  const known = new Set(checkEngagement(engagement, before).map(({ path }) => path));
  return issues
    .filter(({ path }) => !known.has(path))
    .map(({ path, value, message, madeBy }) => {
      if (only === undefined)
        return { kind: 'engagement', id: engagement.id, path, value, message };
      const { kind, id } = only;
      const text = `This change would make ${path} of the engagement '${engagement.id}' invalid: it ${message}.`;
      if (madeBy === null) return { kind, id, path: '', message: text };
      return { kind, id, path: madeBy, value: fieldOf(only.value, madeBy), message: text };
    });
}

const fieldOf = (document: object, name: string): unknown =>
  Object.entries(document).find(([key]) => key === name)?.[1];
