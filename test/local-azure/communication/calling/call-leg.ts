import { type LocalClock } from '../../clock.ts';
import { type Voice } from '../people/voice.ts';
import { type Call } from './call.ts';
import { type Identifier } from './identifier.ts';

/** The line of one party, from its answer until it hangs up. A move puts the same line into another call. */
export interface Leg {
  readonly identifier: Identifier;
  readonly answeredAt: number;
  call: Call;
  muted: boolean;
  onHold: boolean;
  /** True after another party was in the same call. */
  bridged: boolean;
  voice: Voice;
  /** Called when the other parties of its call change. */
  participantsChanged: (others: number) => void;
  /** Starts a timer of this party; the end of the leg cancels it. */
  after(delayMs: number, run: () => void): () => void;
  /** Registers a callback for the end of the leg, such as the release of its line or the wrap-up. */
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
    participantsChanged: () => undefined,
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
