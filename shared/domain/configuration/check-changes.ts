// Checks a set of changes against the configuration that they would leave. A change with an issue is not written.
import { type Issue, isWithin } from '../../errors.ts';
import { checkEngagement, type RelatedDocuments } from '../engagement/check-engagement.ts';
import { checkImmutableFields } from '../engagement/immutable-fields.ts';
import type { Engagement } from '../engagement/engagement.ts';
import type { Queue } from '../workstream/queue.ts';
import { ownerOf, type Workstream } from '../workstream/workstream.ts';
import {
  type Change,
  type ConfigurationSet,
  type DocumentName,
  keyOf,
  type Member,
  valuesOf,
  withChanges,
} from './configuration-set.ts';
import { checkOthers } from './check-others.ts';
import type { DocumentIssue } from './document-issue.ts';
import { kindLabel } from './documents.ts';
import { referencesOf } from './references.ts';
import { type QueueMember, usersOf } from './users.ts';

/** The issues of all changes together, in the order of the changes. Empty if they may be written. */
export function checkChanges(
  before: ConfigurationSet,
  changes: readonly Change[],
  representatives: readonly QueueMember[],
): DocumentIssue[] {
  const after = withChanges(before, changes);
  const related = relatedOf(after);
  const ofChanges = changes.flatMap((change): DocumentIssue[] => {
    if (change.act === 'remove')
      return named(change, removalIssues(after, change, representatives));
    const { member, issues } = change;
    return named(member, [
      ...issues,
      ...missingReferences(after, member, issues),
      ...documentIssues(member, before, related, representatives),
    ]);
  });
  return [...ofChanges, ...checkOthers(relatedOf(before), related, changes)];
}

const named = ({ kind, id }: DocumentName, issues: readonly Issue[]): DocumentIssue[] =>
  issues.map(({ path, value, message }) => {
    const shown = value === undefined ? {} : { value };
    return { kind, id, path, ...shown, message };
  });

function relatedOf(set: ConfigurationSet): RelatedDocuments {
  return {
    workstreams: valuesOf(set, 'workstream'),
    codes: valuesOf(set, 'dispositionCode'),
    engagements: valuesOf(set, 'engagement'),
  };
}

/** References to documents that do not exist. A reference within an invalid value is not checked. */
function missingReferences(
  set: ConfigurationSet,
  { kind, body }: Pick<Member, 'kind' | 'body'>,
  issues: readonly Issue[] = [],
): Issue[] {
  const invalid = new Set(issues.map(({ path }) => path));
  return referencesOf(kind, body)
    .filter((reference) => !set.has(keyOf(reference)) && !isWithin(reference.path, invalid))
    .map(({ path, kind: to, id }) => {
      return { path, value: id, message: `There is no ${kindLabel[to]} '${id}'.` };
    });
}

function documentIssues(
  { document }: Member,
  before: ConfigurationSet,
  after: RelatedDocuments,
  representatives: readonly QueueMember[],
): Issue[] {
  switch (document?.kind) {
    case 'engagement':
      return engagementIssues(document.value, before.get(keyOf(document)), after);
    case 'workstream':
      return sharedNumber(document.value, after);
    case 'queue':
      return unknownMembers(document.value, representatives);
    default:
      return [];
  }
}

function engagementIssues(
  engagement: Engagement,
  before: Member | undefined,
  after: RelatedDocuments,
): Issue[] {
  const stored = before?.document;
  const immutable =
    stored?.kind === 'engagement' ? checkImmutableFields(engagement, stored.value) : [];
  return [...checkEngagement(engagement, after), ...immutable];
}

/** A number belongs to one workstream, because the workstream limits its lines. */
function sharedNumber({ id, phoneNumber }: Workstream, { workstreams }: RelatedDocuments): Issue[] {
  const owner = ownerOf(phoneNumber, id, workstreams);
  if (owner === undefined) return [];
  const message = `is the number of the workstream '${owner.id}'`;
  return [{ path: 'phoneNumber', value: phoneNumber, message }];
}

function unknownMembers({ members }: Queue, representatives: readonly QueueMember[]): Issue[] {
  const known = new Set(representatives.map(({ id }): string => id));
  return members.flatMap((value, index) =>
    known.has(value)
      ? []
      : [{ path: `members.${index}`, value, message: `There is no representative '${value}'.` }],
  );
}

const removalIssues = (
  after: ConfigurationSet,
  removed: DocumentName,
  representatives: readonly QueueMember[],
): Issue[] =>
  usersOf(after, removed, representatives).map((user) => {
    return { path: '', message: `is used by ${user}` };
  });
