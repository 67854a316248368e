// When a delivery may happen: queue hours ∩ quiet hours of the number's type on the right clock. Time zones fail closed
// where the engagement says so: a contact without a zone is then held, or called only when it is allowed in every zone of
// the country of the number.
import { countryOf, type E164, type PhoneType } from '../values/phone.ts';
import { operatingWindows, type Queue } from '../workstream/queue.ts';
import { closedDuring, type TimeWindow, neverOpen } from '../schedule/opening-hours.ts';
import { utc, type Zone, zonesOf } from '../values/time-zone.ts';
import type { Engagement } from './engagement.ts';

/** The gates of one engagement; build it once and keep it as long as the engagement's version. */
export interface DialingWindows {
  /** `unused`: the engagement does not use the type; `held`: the contact's zone must be known, and is not. */
  forNumber(
    type: PhoneType,
    zone: Zone | null,
    number: E164,
  ): readonly TimeWindow[] | 'unused' | 'held';
}

export function dialingWindowsOf(engagement: Engagement, queue: Queue | null): DialingWindows {
  const operating = queue === null || outsideQueueHours(engagement) ? [] : operatingWindows(queue);
  const built = new Map<string, readonly TimeWindow[]>();

  return {
    forNumber(type, zone, number) {
      const settings = engagement.phoneTypes.find((entry) => entry.type === type);
      if (settings === undefined) return 'unused';
      const clocks = clocksOf(zone, number);
      if (clocks.length === 0) return 'held';
      const key = [type, ...clocks].join(' ');
      const known = built.get(key);
      if (known !== undefined) return known;
      const quiet = clocks.map((clock) => closedDuring(settings.quietHours, clock));
      const gates = [...operating, ...quiet];
      built.set(key, gates);
      return gates;
    },
  };

  /** Whose clocks must all allow it; none: nobody knows. */
  function clocksOf(zone: Zone | null, number: E164): readonly Zone[] {
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

/** Of an engagement whose queue is not to be found: nothing may happen, and what is under way still comes to its end. */
export function closedDialingWindows(engagement: Engagement): DialingWindows {
  const own = dialingWindowsOf(engagement, null);
  return {
    forNumber(...asked) {
      const gates = own.forNumber(...asked);
      return typeof gates === 'string' ? gates : [...gates, neverOpen];
    },
  };
}

const outsideQueueHours = (engagement: Engagement): boolean =>
  engagement.channel === 'voice' &&
  engagement.dialMode === 'copilot' &&
  engagement.callSettings.outsideQueueHours;
