// Validates the documents against each other as they will be after the run, so that every refusal of the API is known
// before the first write.
import {
  checkEngagement,
  type RelatedDocuments,
} from '../../shared/domain/engagement/check-engagement.ts';
import { engagementSchema } from '../../shared/domain/engagement/engagement.ts';
import { checkImmutableFields } from '../../shared/domain/engagement/immutable-fields.ts';
import { dispositionCodeSchema } from '../../shared/domain/workstream/disposition-code.ts';
import { referencesOf } from '../../shared/domain/configuration/references.ts';
import { kindLabel, type ConfigurationKind } from '../../shared/domain/configuration/documents.ts';
import { workstreamSchema } from '../../shared/domain/workstream/workstream.ts';
import { type Named, nameOf } from './collections.ts';
import type { FileIssue } from './read-folder.ts';
import { byName, type CurrentState } from './current-state.ts';
import type { Reading } from './desired-documents.ts';

type Document = Named & { readonly value: unknown };

export function faultsTogether(
  { wanted, given, faults }: Reading,
  present: readonly CurrentState[],
  removed: readonly CurrentState[],
): FileIssue[] {
  const mine = byName(given);
  const gone = byName(removed);
  const kept = present.filter((one) => !mine.has(nameOf(one)) && !gone.has(nameOf(one)));
  const names = new Set([...mine.keys(), ...byName(kept).keys()]);
  const told = new Set(faults.map(({ file, path }) => `${file} ${path}`));

  const nowhere = given.flatMap(({ kind, file, document }) =>
    referencesOf(kind, document)
      .filter((named) => !names.has(nameOf(named)) && !told.has(`${file} ${named.path}`))
      .map(({ path, kind: to, id: value }): FileIssue => {
        const message = `There is no ${kindLabel[to]} '${value}', here or in the engine.`;
        return { file, path, value, message };
      }),
  );

  const after = around([...wanted, ...kept]);
  const own = wanted.flatMap((document): FileIssue[] =>
    document.kind === 'engagement'
      ? checkEngagement(document.value, after).map((fault) => ({ file: document.file, ...fault }))
      : [],
  );

  const there = byName(present);
  const fixed = wanted.flatMap((document): FileIssue[] => {
    if (document.kind !== 'engagement') return [];
    const now = engagementSchema.safeParse(there.get(nameOf(document))?.value).data;
    const changes = now === undefined ? [] : checkImmutableFields(document.value, now);
    return changes.map((fault) => ({ file: document.file, ...fault }));
  });

  // Issues that exist already are not caused by this folder.
  const before = around(present);
  const others = around(kept).engagements.flatMap((engagement) => {
    const old = new Set(checkEngagement(engagement, before).map(({ path }) => path));
    const file = `engagements/${engagement.id} (in the engine)`;
    return checkEngagement(engagement, after)
      .filter(({ path }) => !old.has(path))
      .map((fault): FileIssue => ({ file, ...fault }));
  });

  const used = kept.flatMap((user) =>
    referencesOf(user.kind, user.value)
      .filter((named) => gone.has(nameOf(named)))
      .map((named): FileIssue => {
        const file = `${nameOf(named)} (to be removed)`;
        return { file, path: '', message: `is used by the ${kindLabel[user.kind]} '${user.id}'` };
      }),
  );
  return [...nowhere, ...own, ...fixed, ...others, ...used];
}

/** Nothing can be validated against a document that is invalid in this version. */
function around(documents: readonly Document[]): RelatedDocuments {
  const valuesOf = (kind: ConfigurationKind) =>
    documents.filter((document) => document.kind === kind).map(({ value }) => value);
  return {
    workstreams: valuesOf('workstream').flatMap(
      (value) => workstreamSchema.safeParse(value).data ?? [],
    ),
    codes: valuesOf('dispositionCode').flatMap(
      (value) => dispositionCodeSchema.safeParse(value).data ?? [],
    ),
    engagements: valuesOf('engagement').flatMap(
      (value) => engagementSchema.safeParse(value).data ?? [],
    ),
  };
}
