/**
 * A timer's schedule: NCRONTAB (six fields with seconds, or five without) or a TimeSpan. In NCRONTAB, day of month
 * *and* day of week must match, Sunday is only 0, and L, W, # and ? do not exist.
 */
import { Cron } from 'croner';
import { parseTimeSpan } from '../app/time-span.ts';

class ScheduleError extends Error {
  override readonly name = 'ScheduleError';
}

export interface Schedule {
  /** The first occurrence after `at` (both in milliseconds since 1970); undefined if there is none. */
  next(at: number): number | undefined;
  /** The host stores no status for timers that run more than once a minute. */
  readonly everyMinuteOrMore: boolean;
}

const field =
  /^(?:[\d*,/-]|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC|SUN|MON|TUE|WED|THU|FRI|SAT)+$/i;

export function parseSchedule(text: string, timeZone = 'UTC'): Schedule {
  const span = parseTimeSpan(text);
  if (span !== undefined) {
    if (span === 0) throw new ScheduleError(`The schedule '${text}' has a length of zero.`);
    return { next: (at) => at + span, everyMinuteOrMore: span < 60_000 };
  }
  const fields = text.trim().split(/\s+/);
  const refuse = (reason: string) =>
    new ScheduleError(`'${text}' is not an NCRONTAB expression or a TimeSpan: ${reason}.`);
  if (fields.length !== 6 && fields.length !== 5)
    throw refuse(`it has ${fields.length} fields, not 6`);
  const bad = fields.find((one) => !field.test(one));
  if (bad !== undefined) throw refuse(`'${bad}' is not allowed`);
  if (/(?:^|[,-])7/.test(fields.at(-1) ?? '')) throw refuse('a day of week is 0 to 6');

  let cron: Cron;
  try {
    cron = new Cron(fields.join(' '), { paused: true, timezone: timeZone, domAndDow: true });
    cron.nextRun(new Date(0));
  } catch (error) {
    throw refuse(error instanceof Error ? error.message : String(error));
  }
  const next = (at: number) => cron.nextRun(new Date(at))?.getTime();
  const first = next(0);
  const second = first === undefined ? undefined : next(first);
  return {
    next,
    everyMinuteOrMore: first !== undefined && second !== undefined && second - first < 60_000,
  };
}
