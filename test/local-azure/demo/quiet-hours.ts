/**
 * Whether a number may be contacted at an instant, by the engagement's configuration alone. Deliberately not the
 * engine's own code: this check verifies it with the clock of Intl.
 */
import { z } from 'zod';

const hours = z.object({ days: z.array(z.string()), from: z.string(), to: z.string() });
export const phoneTypesSchema = z.object({
  phoneTypes: z.array(z.object({ type: z.string(), quietHours: z.array(hours) })),
});
export type PhoneTypes = z.infer<typeof phoneTypesSchema>['phoneTypes'];

const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const clocks = new Map<string, Intl.DateTimeFormat>();

function wallClock(at: number, zone: string): { day: number; time: string } {
  const clock =
    clocks.get(zone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  clocks.set(zone, clock);
  const parts = new Map(clock.formatToParts(at).map(({ type, value }) => [type, value]));
  const day = days.indexOf((parts.get('weekday') ?? '').toLowerCase());
  return { day, time: `${parts.get('hour') ?? ''}:${parts.get('minute') ?? ''}` };
}

export function isQuiet(types: PhoneTypes, type: string, zone: string, at: number): boolean {
  const { day, time } = wallClock(at, zone);
  const today = days[day] ?? '';
  const yesterday = days[(day + 6) % 7] ?? '';
  const quiet = types.find((entry) => entry.type === type)?.quietHours ?? [];
  return quiet.some(({ days: on, from, to }) => {
    if (from < to) return on.includes(today) && from <= time && time < to;
    return (on.includes(today) && from <= time) || (on.includes(yesterday) && time < to);
  });
}
