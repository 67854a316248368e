import { holdsLine } from '../../domain/call/call.ts';
import { decide, type RepresentativeEvent } from '../../domain/representative/decide.ts';
import type { Presence, Representative } from '../../domain/representative/representative.ts';
import { type Instant, later, MINUTE } from '../../domain/values/time.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Versioned } from '../../ports/versioned.ts';

/** How long a representative with a live call keeps the reservation before the next check. */
const stillOnCallMs = MINUTE;

/** Releases a representative after the deadline of the presence. */
export type ReleaseRepresentative = (
  found: Versioned<Representative>,
  now: Instant,
) => Promise<void>;

export function createReleaseRepresentative({
  representatives,
  callStore,
  log,
}: Pick<Ports, 'representatives' | 'callStore' | 'log'>): ReleaseRepresentative {
  return async (representative, now) => {
    const decision = decide(
      representative.value,
      await toEvent(representative.value.presence, now),
    );
    if (decision.kind === 'ignore') return;
    await representatives.save({ ...representative, value: decision.next });
    const { status } = decision.next.presence;
    log.info('representative.presence', { representativeId: representative.value.id, status });
  };

  /** The update of the representative may have failed; a live call keeps the reservation. */
  async function toEvent(presence: Presence, now: Instant): Promise<RepresentativeEvent> {
    if (presence.status === 'reserved' || presence.status === 'talking') {
      const { deliveryId, pacingGroup } = presence;
      const call = await callStore.find(pacingGroup, deliveryId);
      if (call !== undefined && holdsLine[call.value.status]) {
        return { kind: 'stillOnCall', now, deliveryId, until: later(now, stillOnCallMs) };
      }
    }
    return { kind: 'deadlinePassed', now };
  }
}
