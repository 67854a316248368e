import { type LocalClock } from '../../clock.ts';
import { type Exchange } from '../calling/exchange.ts';
import { type Leg } from '../calling/call-leg.ts';
import { type Result, rangOut, sipResult } from '../calling/result.ts';
import { type Person } from './person.ts';
import { faxVoice, machineVoice, personVoice, type Voice } from './voice.ts';

const goodbyeMs = 1000;
const recordingMs = 30_000;
const faxPatienceMs = 35_000;

/** The response of the telephone network if the person does not answer; undefined if the person answers. */
export function refusalOf(person: Person): Result | undefined {
  switch (person.outcome) {
    case 'answer':
    case 'machine':
    case 'fax':
      return undefined;
    case 'busy':
      return sipResult(486);
    case 'declined':
      return sipResult(603);
    case 'invalid':
      return sipResult(404);
    case 'failed':
      return sipResult(person.sip);
    case 'noAnswer':
      return rangOut;
    default:
      return person.outcome satisfies never;
  }
}

export function voiceOf(person: Person, number: string): Voice {
  if (person.outcome === 'machine') return machineVoice(number, person.greetingMs);
  if (person.outcome === 'fax') return faxVoice;
  return personVoice(person.keys, person.says);
}

/** A person waits for another party, talks, and hangs up one second after the other party has left. */
function behaveAsPerson(leg: Leg, person: Person, hangUp: () => void): void {
  const endPatience = leg.after(person.patienceMs, hangUp);
  let endGoodbye: (() => void) | undefined;
  leg.participantsChanged = (others) => {
    endGoodbye?.();
    endGoodbye = undefined;
    if (others === 0) {
      if (leg.bridged) endGoodbye = leg.after(goodbyeMs, hangUp);
    } else if (!leg.bridged) {
      leg.bridged = true;
      endPatience();
      leg.after(person.talkMs, hangUp);
    }
  };
}

/** Simulates the callee from the answer on. Machines ignore the other parties of the call. */
export function behave(exchange: Exchange, leg: Leg, person: Person): void {
  const hangUp = () => exchange.leave(leg, 'hungUp');
  if (person.outcome === 'machine') leg.after(person.greetingMs + recordingMs, hangUp);
  else if (person.outcome === 'fax') leg.after(faxPatienceMs, hangUp);
  else behaveAsPerson(leg, person, hangUp);
}

/** The part of the call in which a callee hears something: for a machine, before or after its tone. */
export const partHeard = (clock: LocalClock, leg: Leg) => {
  if (leg.voice.kind !== 'machine') return 'talk';
  return clock.now() - leg.answeredAt < leg.voice.listensFrom ? 'greeting' : 'afterTone';
};
