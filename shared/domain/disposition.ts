// What a representative records of a conversation, held against the codes that there are. Pure: the codes are given.
import { type DispositionCode, mayTriggerReattempt } from './disposition-code.ts';
import { twice } from './distinct.ts';
import type { Fault } from './engagement/check.ts';
import type { WorkstreamId } from './ids.ts';
import type { Workstream } from './workstream.ts';

/** The codes that representatives of a workstream see: the global ones and its own, by name. */
export const choicesOf = (
  codes: readonly DispositionCode[],
  workstreamId: WorkstreamId,
): DispositionCode[] =>
  codes
    .filter((code) => code.workstreamId === null || code.workstreamId === workstreamId)
    .sort((a, b) => (a.name < b.name ? -1 : 1));

/** Everything that is wrong with the ids that were given, at once. */
export function faultsOf(
  given: readonly string[],
  codes: readonly DispositionCode[],
  { id, dispositions }: Pick<Workstream, 'id' | 'dispositions'>,
): Fault[] {
  const known = choicesOf(codes, id).map((code) => `'${code.id}'`);
  const unknown = given.flatMap((value, index): Fault[] => {
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
    ...given.flatMap((value, index): Fault[] =>
      given.indexOf(value) < index ? [{ path: `codes.${index}`, value, message: twice }] : [],
    ),
    ...(given.length > most ? [{ path: 'codes', value: given, message: many }] : []),
  ];
}

/**
 * Whom the codes opt out: nobody, the person who was called with all their numbers, or, when somebody else answered who
 * wants no calls either, the one number where they did.
 */
export function optsOut(codes: readonly DispositionCode[]): 'nobody' | 'person' | 'number' {
  if (!codes.some(({ category }) => category === 'doNotContact')) return 'nobody';
  return codes.some(({ category }) => mayTriggerReattempt[category]) ? 'number' : 'person';
}
