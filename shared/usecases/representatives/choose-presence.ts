import type { ChosenPresence, Representative } from '../../domain/representative/representative.ts';
import type { RepresentativeId } from '../../domain/values/ids.ts';
import type { Ports } from '../../ports/ports.ts';
import type { ApplyRepresentativeEvent } from './apply-representative-event.ts';

/** During a call the choice takes effect after the wrap-up. */
export type ChoosePresence = (
  id: RepresentativeId,
  presence: ChosenPresence,
) => Promise<Representative>;

export function createChoosePresence(
  deps: Pick<Ports, 'clock'> & { applyRepresentativeEvent: ApplyRepresentativeEvent },
): ChoosePresence {
  return (id, presence) =>
    deps.applyRepresentativeEvent(id, { kind: 'chose', now: deps.clock.now(), presence });
}
