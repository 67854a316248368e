// A window answers one question: may something happen at this instant, and when may the answer change?
import { type Instant, latest } from '../values/time.ts';

/** `until` is the next instant at which `open` may change; null: it never changes. */
export interface WindowState {
  open: boolean;
  until: Instant | null;
}

export type TimeWindow = (at: Instant) => WindowState;

export const alwaysOpen: TimeWindow = () => ({ open: true, until: null });
export const neverOpen: TimeWindow = () => ({ open: false, until: null });

/** When closed windows are worth checking again; `open` if all are open, `never` if one never opens. */
export function closedUntil(
  windows: readonly TimeWindow[],
  at: Instant,
): Instant | 'open' | 'never' {
  let last: Instant | undefined;
  for (const window of windows) {
    const { open, until } = window(at);
    if (open) continue;
    if (until === null) return 'never';
    last = last === undefined ? until : latest(last, until);
  }
  return last ?? 'open';
}

/**
 * The first instant from `from` and before `limit` at which every window is open; null if there is none.
 * Each step moves to the end of a closed window, so a week of overlapping hours takes few steps.
 */
export function nextOpening(
  windows: readonly TimeWindow[],
  from: Instant,
  limit: Instant,
): Instant | null {
  let at = from;
  while (at < limit) {
    const until = closedUntil(windows, at);
    if (until === 'open') return at;
    if (until === 'never') return null;
    at = until;
  }
  return null;
}
