import { z } from 'zod';
import { Fault } from '../http/fault.ts';
import { isE164 } from '../calling/identifier.ts';
import { type Person, personOf, type PersonSettings } from './person.ts';
import { type PopulationSettings, stranger } from './population.ts';

/** A representative is a communication user that answers and hangs up. The desktop does the wrap-up. */
export const representativeSchema = z.strictObject({
  autoAnswer: z.boolean().exactOptional(),
  answerMs: z.int().min(0).exactOptional(),
  talkMs: z.int().min(0).exactOptional(),
  wrapUpMs: z.int().min(0).exactOptional(),
  declines: z.boolean().exactOptional(),
  /** Weights of the recorded disposition codes; none is recorded if omitted. */
  dispositions: z.record(z.string(), z.number().min(0)).exactOptional(),
});
type RepresentativeSettings = z.output<typeof representativeSchema>;

export interface Representative {
  readonly id: string;
  readonly autoAnswer: boolean;
  readonly answerMs: number;
  readonly talkMs?: number;
  readonly wrapUpMs: number;
  readonly declines: boolean;
  readonly dispositions?: Readonly<Record<string, number>>;
  /** Concurrent calls of the representative. A peak above one is a defect of the app, which a test can check. */
  readonly calls: { now: number; peak: number; total: number };
}

/** The id is the part after `8:acs:`, or a whole raw id. */
const rawIdOfRepresentative = (id: string) => (id.startsWith('8:') ? id : `8:acs:${id}`);

export function validNumber(number: string): string {
  if (isE164(number)) return number;
  throw new Fault(400, 'InvalidInput', `'${number}' is not a phone number in E.164 form.`);
}

export function directory(seed: number) {
  const people = new Map<string, Person>();
  const representatives = new Map<string, Representative>();
  let population: PopulationSettings = {};

  return {
    get population(): PopulationSettings {
      return population;
    },
    set population(settings: PopulationSettings) {
      population = settings;
    },
    putPerson(number: string, settings: PersonSettings): Person {
      const person = personOf(settings);
      people.set(validNumber(number), person);
      return person;
    },
    person: (number: string): Person => people.get(number) ?? stranger(population, seed, number),
    people: () => [...people].map(([number, person]) => ({ number, ...person })),
    forgetPeople: () => people.clear(),
    putRepresentative(id: string, settings: RepresentativeSettings): Representative {
      const calls = representatives.get(rawIdOfRepresentative(id))?.calls;
      const representative = {
        id,
        autoAnswer: true,
        answerMs: 500,
        wrapUpMs: 5000,
        declines: false,
        ...settings,
        calls: calls ?? { now: 0, peak: 0, total: 0 },
      };
      representatives.set(rawIdOfRepresentative(id), representative);
      return representative;
    },
    representative: (rawId: string) => representatives.get(rawId),
    representativeById: (id: string) => representatives.get(rawIdOfRepresentative(id)),
    representatives: () => [...representatives.values()],
    forgetRepresentative: (id: string) => representatives.delete(rawIdOfRepresentative(id)),
  };
}
export type Directory = ReturnType<typeof directory>;
