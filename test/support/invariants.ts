// The invariants by name; each returns its violations.
import { everythingEnds, nothingLost, oneResultEach, talliesAreRight } from './invariants/books.ts';
import { insideCapacity, oneCallPerRepresentative } from './invariants/capacity.ts';
import {
  doNotContactHonoured,
  insideCaps,
  insideHours,
  oneOpenDelivery,
  optOutsHonoured,
} from './invariants/dialling.ts';
import type { DayRecord } from './invariants/record.ts';

export const invariants: Readonly<Record<string, (record: DayRecord) => string[]>> = {
  'there is at most one open delivery per task and per phone number': oneOpenDelivery,
  'nobody is reached outside window, quiet hours and queue hours': insideHours,
  'no contact is over its caps, across engagements and channels': insideCaps,
  'there are never more calls than lines, representatives and the maximum allow': insideCapacity,
  'accepted records are closed or open, and none is lost': nothingLost,
  'tallies equal a recount': talliesAreRight,
  'who opted out is never contacted again': optOutsHonoured,
  'who was opted out by a code is never called again': doNotContactHonoured,
  'every open state ends by time alone': everythingEnds,
  'each delivery has exactly one result': oneResultEach,
  'a representative is never in two calls nor reserved without an end': oneCallPerRepresentative,
};

export const broken = (record: DayRecord): string[] =>
  Object.entries(invariants).flatMap(([name, check]) =>
    check(record).map((finding) => `${name}: ${finding}`),
  );
