// The opt-out of a number, for each channel, and the words in an SMS that change it.
import type { Channel } from '../contact/channel.ts';
import type { NumberRecord } from '../contact/number-record.ts';
import type { Instant } from '../values/time.ts';

/** The words of the carriers (CTIA) and of Azure Communication Services. */
const stopWords = new Set([
  'STOP',
  'STOPALL',
  'QUIT',
  'END',
  'REVOKE',
  'OPTOUT',
  'CANCEL',
  'UNSUBSCRIBE',
]);
const startWords = new Set(['START', 'UNSTOP']);

type SmsKeyword = 'stop' | 'start' | 'none';

export function keywordOf(message: string): SmsKeyword {
  const word = message.toUpperCase().replace(/[^A-Z]/g, '');
  if (stopWords.has(word)) return 'stop';
  return startWords.has(word) ? 'start' : 'none';
}

/** Opting out twice keeps the first instant. */
export function optOut(record: NumberRecord, channel: Channel, at: Instant): NumberRecord {
  return { ...record, optedOut: { ...record.optedOut, [channel]: record.optedOut[channel] ?? at } };
}

export function optIn(record: NumberRecord, channel: Channel): NumberRecord {
  return { ...record, optedOut: { ...record.optedOut, [channel]: null } };
}
