// When a delivery may happen: queue hours ∩ quiet hours of the number's type on the right clock. Time zones fail closed
// where the engagement says so: a contact without a zone is then held, not guessed.
import type { Engagement } from './engagement.ts';
import type { PhoneType } from '../phone.ts';
import { operatingGate, type Queue } from '../queue.ts';
import { utc, type Zone } from '../time-zone.ts';
import { closedDuring, type Gate } from '../schedule/hours.ts';

/** The gates of one engagement; build it once and keep it as long as the engagement's version. */
export interface Gates {
  /** `unused`: the engagement does not use the type; `held`: the contact's zone must be known, and is not. */
  forNumber(type: PhoneType, zone: Zone | null): readonly Gate[] | 'unused' | 'held';
}

export function gatesOf(engagement: Engagement, queue: Queue | null): Gates {
  const operating = queue === null ? [] : [operatingGate(queue)];
  const built = new Map<string, readonly Gate[]>();

  return {
    forNumber(type, zone) {
      const settings = engagement.phoneTypes.find((entry) => entry.type === type);
      if (settings === undefined) return 'unused';
      const clock = engagement.timeZones === 'utc' ? utc : (zone ?? substitute());
      if (clock === null) return 'held';
      const key = `${type} ${clock}`;
      const known = built.get(key);
      if (known !== undefined) return known;
      const gates = [...operating, closedDuring(settings.quietHours, clock)];
      built.set(key, gates);
      return gates;
    },
  };

  function substitute(): Zone | null {
    switch (engagement.missingTimeZone) {
      case 'utc':
        return utc;
      case 'hold':
        return null;
    }
  }
}
