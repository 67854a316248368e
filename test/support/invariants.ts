// The invariants by name; each returns its violations.
import {
  everythingEnds,
  nothingLost,
  oneResultEach,
  countersAreRight,
} from './invariants/books.ts';
import { insideCapacity, oneCallPerRepresentative } from './invariants/capacity.ts';
import {
  doNotContactRespected,
  insideFrequencyLimits,
  insideHours,
  oneOpenDelivery,
  optOutsRespected,
} from './invariants/dialing.ts';
import type { DayRecord } from './invariants/record.ts';

export const invariants: Readonly<Record<string, (record: DayRecord) => string[]>> = {
  'there is at most one open delivery per task and per phone number': oneOpenDelivery,
  'no contact is reached outside window, quiet hours and queue hours': insideHours,
  'no contact exceeds its frequency limits, across engagements and channels': insideFrequencyLimits,
  'there are never more calls than lines, representatives and the maximum allow': insideCapacity,
  'accepted records are closed or open, and none is lost': nothingLost,
  'counters equal a recount of the documents': countersAreRight,
  'a contact that opted out is never contacted again': optOutsRespected,
  'a contact that a code opted out is never called again': doNotContactRespected,
  'every open state ends by time alone': everythingEnds,
  'each delivery has exactly one result': oneResultEach,
  'a representative is never in two calls nor reserved without an end': oneCallPerRepresentative,
};

export const broken = (record: DayRecord): string[] =>
  Object.entries(invariants).flatMap(([name, check]) =>
    check(record).map((finding) => `${name}: ${finding}`),
  );
