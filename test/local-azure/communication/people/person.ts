import { z } from 'zod';

const ms = z.int().min(0);

/** The behavior of a callee. Omitted fields get defaults from the outcome. */
export const personSchema = z.strictObject({
  outcome: z
    .enum(['answer', 'busy', 'noAnswer', 'declined', 'invalid', 'failed', 'machine', 'fax'])
    .exactOptional(),
  ringMs: ms.exactOptional(),
  greetingMs: ms.exactOptional(),
  talkMs: ms.exactOptional(),
  patienceMs: ms.exactOptional(),
  /** The SIP status of a failed call. */
  sip: z.int().min(400).max(699).exactOptional(),
  /** Keys that the person presses when asked, such as "1". */
  keys: z
    .string()
    .regex(/^[0-9*#A-Da-d]*$/, 'must consist of telephone keys')
    .exactOptional(),
  /** What the person says when asked, such as "yes, please". */
  says: z.string().max(200).exactOptional(),
  sms: z.enum(['delivered', 'failed', 'STOP']).exactOptional(),
});
export type PersonSettings = z.output<typeof personSchema>;
export type Outcome = NonNullable<PersonSettings['outcome']>;
export type Person = { [K in keyof PersonSettings]-?: NonNullable<PersonSettings[K]> };

const ringMsOf: Readonly<Record<Outcome, number>> = {
  answer: 4000,
  machine: 4000,
  fax: 4000,
  busy: 2000,
  declined: 4000,
  invalid: 1000,
  failed: 1000,
  // The network ends the call after the time limit for an answer.
  noAnswer: 115_000,
};

export function personOf(settings: PersonSettings): Person {
  const outcome = settings.outcome ?? 'answer';
  return {
    ringMs: ringMsOf[outcome],
    greetingMs: 6000,
    talkMs: 30_000,
    patienceMs: 15_000,
    sip: 503,
    keys: '',
    says: '',
    sms: 'delivered',
    ...settings,
    outcome,
  };
}
