// The rank of a ready task is one string with its retry priority, call order and age. So the next tasks are one range of
// one index in every call order.
import type { VoiceEngagement } from '../engagement/voice.ts';
import { type Instant, instantOf, msOf } from '../values/time.ts';
import type { Task } from './task.ts';

const latestMs = 8_640_000_000_000_000;

/** Retries are dialed before, among or after new tasks. */
const retryClass = { higher: '0', same: '1', lower: '2' } as const;

export function rankOf(task: Task, engagement: VoiceEngagement): string {
  const retry = task.attempt > 1 ? retryClass[engagement.reattempts.priority] : retryClass.same;
  return [retry, callOrderKey(task, engagement), task.createdAt, task.id].join(' ');
}

function callOrderKey(task: Task, engagement: VoiceEngagement): string {
  switch (engagement.callOrder) {
    case 'earliestScheduledDate':
      return task.expiresAt;
    case 'firstInFirstOut':
      return task.createdAt;
    case 'lastInFirstOut':
      return descendingKey(task.createdAt);
    case 'customAscending':
      return customKey(task.priority, (n) => n);
    case 'customDescending':
      return customKey(task.priority, (n) => -n);
  }
}

const descendingKey = (instant: Instant): string => instantOf(latestMs - msOf(instant));

/** Tasks without a usable priority come after all others, first in, first out. */
function customKey(priority: string | null, sign: (value: number) => number): string {
  const value = priority === null ? null : parsePriority(priority);
  return value === null ? 'z' : sortableKey(sign(value));
}

/** A priority is a number or a date; null for any other text. */
function parsePriority(priority: string): number | null {
  const text = priority.trim();
  if (text === '') return null;
  const number = Number(text);
  if (Number.isFinite(number)) return number;
  const date = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? null : date;
}

/** Strings sort as their numbers: the bits of the double, flipped as IEEE 754 needs. */
function sortableKey(value: number): string {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value === 0 ? 0 : value);
  const bits = view.getBigUint64(0);
  const flipped = bits >> 63n === 1n ? ~bits & 0xffff_ffff_ffff_ffffn : bits | (1n << 63n);
  return flipped.toString(16).padStart(16, '0');
}
