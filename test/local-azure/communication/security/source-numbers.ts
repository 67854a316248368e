import { Fault } from '../http/fault.ts';

/** A telephone number, a short code, or up to eleven letters, digits and spaces with at least one letter. */
export const senderPattern = /^(\+[1-9]\d{6,14}|\d{3,8}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$/;

/** The source numbers of the resource, or `*` for any number. */
export type SourceNumbers = '*' | readonly string[];

/**
 * Azure does not document whether a call from a foreign number is refused at once or fails later. The code is published
 * among the end codes of calls. So the simulator sends an event, unless the disorder setting requires a refusal.
 */
export function ownedNumbers(numbers: SourceNumbers, refusesAtOnce: () => boolean) {
  const owned = numbers === '*' ? undefined : new Set(numbers);
  const owns = (number: string) => owned === undefined || owned.has(number);
  return {
    owns,
    checkAtOnce(number: string | undefined): void {
      if (number === undefined || owns(number) || !refusesAtOnce()) return;
      throw new Fault(403, '510403', `The caller id ${number} is no number of the resource.`);
    },
  };
}
export type OwnedNumbers = ReturnType<typeof ownedNumbers>;
