import { z } from 'zod';
import { Fault } from '../http/fault.ts';
import { isE164 } from '../calling/identifier.ts';
import { type Person, personOf, type PersonSettings } from './person.ts';
import { type PopulationSettings, stranger } from './population.ts';

/** Representatives sit at communication users; answering and hanging up are theirs, the desktop does the rest. */
export const representativeSchema = z.strictObject({
  autoAnswer: z.boolean().exactOptional(),
  answerMs: z.int().min(0).exactOptional(),
  talkMs: z.int().min(0).exactOptional(),
  wrapUpMs: z.int().min(0).exactOptional(),
  declines: z.boolean().exactOptional(),
  /** Weights of the disposition codes that they record; none is recorded without. */
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
  /** In how many calls at once: more than one is a fault of the app that a test may look for. */
  readonly calls: { now: number; peak: number; total: number };
}

/** An id is the part after `8:acs:`, unless it is a whole raw id. */
const rawIdOfRepresentative = (id: string) => (id.startsWith('8:') ? id : `8:acs:${id}`);

export function checkedNumber(number: string): string {
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
      people.set(checkedNumber(number), person);
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
