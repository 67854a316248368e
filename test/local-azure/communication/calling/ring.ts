import { type LocalClock } from '../../clock.ts';
import { type Directory, type Representative } from '../people/directory.ts';
import { behave, refusalOf, voiceOf } from '../people/callee.ts';
import { behaveAsRepresentative } from '../people/seat.ts';
import { silentVoice } from '../people/voice.ts';
import { type OwnedNumbers } from '../security/source-numbers.ts';
import { type Call, type Ring, type Source } from './call.ts';
import { type Exchange } from './exchange.ts';
import { type Identifier } from './identifier.ts';
import { type Leg, newLeg } from './call-leg.ts';
import { type Lines } from './lines.ts';
import {
  declinedByUser,
  foreignCallerId,
  notAcceptedInTime,
  notRegistered,
  overConcurrencyCap,
  type Result,
  wrongTeamsIdentity,
} from './result.ts';

export interface RingOrder {
  readonly call: Call;
  readonly identifier: Identifier;
  readonly source: Source;
  readonly timeoutMs: number;
  readonly answered: (leg: Leg) => void;
  readonly failed: (result: Result) => void;
}

/** The time until the service reports that a call cannot ring. */
const lookupMs = 300;

export interface Answering {
  readonly clock: LocalClock;
  readonly directory: Directory;
  readonly lines: Lines;
  readonly numbers: OwnedNumbers;
  readonly exchange: Exchange;
  readonly wrapUp: (representative: Representative) => void;
}

type Fate = { afterMs: number } & ({ answer: () => Leg } | { refusal: Result });

/** Rings one party. The result is known at the start. Until it applies, the ring can be stopped or time out. */
export function bells({ clock, directory, lines, numbers, exchange, wrapUp }: Answering) {
  function fateOfNumber(order: RingOrder, number: string, release: () => void): Fate {
    const person = directory.person(number);
    const refusal = refusalOf(person);
    if (refusal !== undefined) return { afterMs: person.ringMs, refusal };
    const answer = () => {
      const leg = newLeg(clock, order.call, order.identifier, voiceOf(person, number));
      leg.atEnd(release);
      behave(exchange, leg, person);
      return leg;
    };
    return { afterMs: person.ringMs, answer };
  }

  function fateOfUser({ call, identifier }: RingOrder): Fate {
    const representative = directory.representative(identifier.rawId);
    const isTeams = identifier.kind.includes('eams');
    if (
      isTeams &&
      identifier.kind !== 'teamsExtensionUser' &&
      call.source.teamsAppId !== undefined
    ) {
      return { afterMs: lookupMs, refusal: wrongTeamsIdentity };
    }
    if (representative === undefined) {
      return { afterMs: lookupMs, refusal: isTeams ? wrongTeamsIdentity : notRegistered };
    }
    if (representative.declines) {
      return { afterMs: representative.answerMs, refusal: declinedByUser };
    }
    if (!representative.autoAnswer) return { afterMs: Infinity, refusal: notAcceptedInTime };
    const answer = () => {
      const leg = newLeg(clock, call, identifier, silentVoice);
      behaveAsRepresentative(exchange, leg, representative, wrapUp);
      return leg;
    };
    return { afterMs: representative.answerMs, answer };
  }

  function fateOf(order: RingOrder): { fate: Fate; release: () => void } {
    const { number } = order.identifier;
    const nothing = () => undefined;
    if (number === undefined) return { fate: fateOfUser(order), release: nothing };
    const { number: shown } = order.source;
    if (shown !== undefined && !numbers.owns(shown)) {
      return { fate: { afterMs: lookupMs, refusal: foreignCallerId }, release: nothing };
    }
    const release = lines.take(order.source);
    if (release === undefined) {
      return { fate: { afterMs: lookupMs, refusal: overConcurrencyCap }, release: nothing };
    }
    return { fate: fateOfNumber(order, number, release), release };
  }

  return (order: RingOrder): Ring => {
    const { fate, release } = fateOf(order);
    const { call, identifier, timeoutMs } = order;
    const inTime = fate.afterMs <= timeoutMs;
    const cancel = clock.after(Math.min(fate.afterMs, timeoutMs), () => {
      call.rings.delete(ring);
      if (inTime && 'answer' in fate) {
        order.answered(fate.answer());
        return;
      }
      release();
      order.failed(inTime && 'refusal' in fate ? fate.refusal : notAcceptedInTime);
    });
    const ring: Ring = {
      identifier,
      stop() {
        cancel();
        release();
        call.rings.delete(ring);
      },
    };
    call.rings.add(ring);
    return ring;
  };
}
export type Bells = ReturnType<typeof bells>;
