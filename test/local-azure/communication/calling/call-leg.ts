import { type LocalClock } from '../../clock.ts';
import { type Voice } from '../people/voice.ts';
import { type Call } from './call.ts';
import { type Identifier } from './identifier.ts';

/** One party's line, from its answer until it hangs up. A move takes it to another call as it is. */
export interface Leg {
  readonly identifier: Identifier;
  readonly answeredAt: number;
  call: Call;
  muted: boolean;
  onHold: boolean;
  /** Somebody else was with it in a call. */
  bridged: boolean;
  voice: Voice;
  /** Called whenever the others in its call have changed. */
  companyChanged: (others: number) => void;
  /** A timer of this party; it dies with the leg. */
  after(delayMs: number, run: () => void): () => void;
  /** Called once when the leg is over: to free its line, to start its wrap-up. */
  atEnd(run: () => void): void;
  end(): void;
}

export function newLeg(clock: LocalClock, call: Call, identifier: Identifier, voice: Voice): Leg {
  const timers = new Set<() => void>();
  const endings: (() => void)[] = [];
  return {
    identifier,
    answeredAt: clock.now(),
    call,
    muted: false,
    onHold: false,
    bridged: false,
    voice,
    companyChanged: () => undefined,
    after(delayMs, run) {
      const cancel = clock.after(delayMs, run);
      timers.add(cancel);
      return cancel;
    },
    atEnd: (run) => void endings.push(run),
    end() {
      for (const cancel of timers) cancel();
      timers.clear();
      for (const run of endings.splice(0)) run();
    },
  };
}
