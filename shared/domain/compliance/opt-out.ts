// The opt-out of a number, for each channel.
import type { Channel } from '../contact/channel.ts';
import type { NumberRecord } from '../contact/number-record.ts';
import type { Instant } from '../values/time.ts';

/** Opting out twice keeps the first instant. */
export function optOut(record: NumberRecord, channel: Channel, at: Instant): NumberRecord {
  return { ...record, optedOut: { ...record.optedOut, [channel]: record.optedOut[channel] ?? at } };
}

export function optIn(record: NumberRecord, channel: Channel): NumberRecord {
  return { ...record, optedOut: { ...record.optedOut, [channel]: null } };
}
