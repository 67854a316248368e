// The disposition codes of a conversation, compared with the configured codes. Pure: the caller passes the codes.
import { type DispositionCode, canTriggerReattempt } from '../workstream/disposition-code.ts';
import { duplicateMessage } from '../values/unique-list.ts';
import type { FieldIssue } from '../values/field-issue.ts';
import type { WorkstreamId } from '../values/ids.ts';
import type { Workstream } from '../workstream/workstream.ts';

/** The codes for representatives of a workstream: the global ones and its own, by name. */
export const dispositionChoices = (
  codes: readonly DispositionCode[],
  workstreamId: WorkstreamId,
): DispositionCode[] =>
  codes
    .filter((code) => code.workstreamId === null || code.workstreamId === workstreamId)
    .sort((a, b) => (a.name < b.name ? -1 : 1));

/** All issues of the given ids. */
export function dispositionIssues(
  given: readonly string[],
  codes: readonly DispositionCode[],
  { id, dispositions }: Pick<Workstream, 'id' | 'dispositions'>,
): FieldIssue[] {
  const known = dispositionChoices(codes, id).map((code) => `'${code.id}'`);
  const unknown = given.flatMap((value, index): FieldIssue[] => {
    const path = `codes.${index}`;
    const code = codes.find((one) => one.id === value);
    if (code === undefined) {
      const those = known.length === 0 ? 'there are none' : `there are ${known.join(', ')}`;
      return [{ path, value, message: `must be a disposition code; ${those}` }];
    }
    const { workstreamId } = code;
    if (workstreamId === null || workstreamId === id) return [];
    return [{ path, value, message: `belongs to the workstream '${workstreamId}'` }];
  });
  const { most } = dispositions;
  const many = `must have at most ${most} ${most === 1 ? 'entry' : 'entries'}`;
  return [
    ...unknown,
    ...given.flatMap((value, index): FieldIssue[] =>
      given.indexOf(value) < index
        ? [{ path: `codes.${index}`, value, message: duplicateMessage }]
        : [],
    ),
    ...(given.length > most ? [{ path: 'codes', value: given, message: many }] : []),
  ];
}

/**
 * The scope of an opt-out by the codes: `nobody`, the `person` with all numbers, or the `number`. The scope is the
 * number if another person answered and wants no calls either.
 */
export function optOutScope(codes: readonly DispositionCode[]): 'nobody' | 'person' | 'number' {
  if (!codes.some(({ category }) => category === 'doNotContact')) return 'nobody';
  return codes.some(({ category }) => canTriggerReattempt[category]) ? 'number' : 'person';
}
