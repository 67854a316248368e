import { type Exchange } from '../calling/exchange.ts';
import { type Leg } from '../calling/call-leg.ts';
import { type Representative } from './directory.ts';

/** Simulates a representative from the answer on: it talks, hangs up after `talkMs` if set, and wraps up. */
export function behaveAsRepresentative(
  exchange: Exchange,
  leg: Leg,
  representative: Representative,
  wrapUp: (representative: Representative) => void,
): void {
  const { calls, talkMs } = representative;
  calls.now += 1;
  calls.total += 1;
  calls.peak = Math.max(calls.peak, calls.now);
  leg.atEnd(() => {
    calls.now -= 1;
    if (leg.bridged) wrapUp(representative);
  });
  leg.participantsChanged = (others) => {
    if (others === 0 || leg.bridged) return;
    leg.bridged = true;
    if (talkMs !== undefined) leg.after(talkMs, () => exchange.leave(leg, 'hungUp'));
  };
}
