// The rank is one string, computed when a task becomes ready, that encodes retry priority, call order and age; taking
// the next n is then one ordered range of one index, whatever the call order.
import type { VoiceEngagement } from '../engagement/voice.ts';
import { type Instant, instantOf, msOf } from '../values/time.ts';
import type { Task } from './task.ts';

const farthest = 8_640_000_000_000_000;

/** Retries before, among or after the deliveries that are new. */
const retryClass = { higher: '0', same: '1', lower: '2' } as const;

export function rankOf(task: Task, engagement: VoiceEngagement): string {
  const retry = task.attempt > 1 ? retryClass[engagement.reattempts.priority] : retryClass.same;
  return [retry, ordered(task, engagement), task.createdAt, task.id].join(' ');
}

function ordered(task: Task, engagement: VoiceEngagement): string {
  switch (engagement.callOrder) {
    case 'earliestScheduledDate':
      return task.expiresAt;
    case 'firstInFirstOut':
      return task.createdAt;
    case 'lastInFirstOut':
      return backwards(task.createdAt);
    case 'customAscending':
      return custom(task.priority, (n) => n);
    case 'customDescending':
      return custom(task.priority, (n) => -n);
  }
}

const backwards = (instant: Instant): string => instantOf(farthest - msOf(instant));

/** Records without a usable priority come after all that have one, first in, first out. */
function custom(priority: string | null, sign: (value: number) => number): string {
  const value = priority === null ? null : numberOf(priority);
  return value === null ? 'z' : sortable(sign(value));
}

/** A priority may be a number or a date. */
function numberOf(priority: string): number | null {
  const text = priority.trim();
  if (text === '') return null;
  const number = Number(text);
  if (Number.isFinite(number)) return number;
  const date = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? null : date;
}

/** Strings sort as their numbers: the bits of the double, flipped as IEEE 754 needs. */
function sortable(value: number): string {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value === 0 ? 0 : value);
  const bits = view.getBigUint64(0);
  const flipped = bits >> 63n === 1n ? ~bits & 0xffff_ffff_ffff_ffffn : bits | (1n << 63n);
  return flipped.toString(16).padStart(16, '0');
}
