// The windows of a delivery: operating hours of the queue, and quiet hours of the number type. Quiet hours use the time
// zone of the contact or the number. An engagement may require a known time zone. Without one, a contact is held or
// called only when every zone of the number's country allows it.
import type { NumberWindows } from '../compliance/number-windows.ts';
import { countryOf, type E164, type PhoneType } from '../values/phone.ts';
import { operatingWindows, type Queue } from '../workstream/queue.ts';
import { closedDuring } from '../schedule/weekly-windows.ts';
import { neverOpen } from '../schedule/time-window.ts';
import { utc, type Zone, zonesOf } from '../values/time-zone.ts';
import type { Engagement } from './engagement.ts';

/** The windows of one version of an engagement. Build them once and keep them: they cache the hours of each zone. */
export interface DialingWindows {
  forNumber(type: PhoneType, zone: Zone | null, number: E164): NumberWindows;
}

export function dialingWindowsOf(engagement: Engagement, queue: Queue | null): DialingWindows {
  const operatingHours =
    queue === null || dialsOutsideQueueHours(engagement) ? [] : operatingWindows(queue);
  const cache = new Map<string, NumberWindows>();

  return {
    forNumber(type, zone, number) {
      const settings = engagement.phoneTypes.find((entry) => entry.type === type);
      if (settings === undefined) return { kind: 'unusedPhoneType' };
      const zones = zonesFor(zone, number);
      if (zones.length === 0) return { kind: 'unknownTimeZone' };
      const key = [type, ...zones].join(' ');
      const cached = cache.get(key);
      if (cached !== undefined) return cached;
      const quietHours = zones.map((zone) => closedDuring(settings.quietHours, zone));
      const windows: NumberWindows = { kind: 'windows', operatingHours, quietHours };
      cache.set(key, windows);
      return windows;
    },
  };

  /** The quiet hours of all these zones apply; empty if the zone is unknown. */
  function zonesFor(zone: Zone | null, number: E164): readonly Zone[] {
    if (engagement.timeZones === 'utc') return [utc];
    if (zone !== null) return [zone];
    switch (engagement.missingTimeZone) {
      case 'utc':
        return [utc];
      case 'hold':
        return [];
      case 'infer':
        return zonesOf(countryOf(number));
    }
  }
}

/** For an engagement without its queue: it dials nothing, and open calls still end as usual. */
export function closedDialingWindows(engagement: Engagement): DialingWindows {
  const windowsWithoutQueue = dialingWindowsOf(engagement, null);
  return {
    forNumber(type, zone, number) {
      const windows = windowsWithoutQueue.forNumber(type, zone, number);
      return windows.kind === 'windows' ? { ...windows, operatingHours: [neverOpen] } : windows;
    },
  };
}

const dialsOutsideQueueHours = (engagement: Engagement): boolean =>
  engagement.channel === 'voice' &&
  engagement.dialMode === 'copilot' &&
  engagement.callSettings.outsideQueueHours;
