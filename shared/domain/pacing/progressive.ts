// Progressive, led by representatives: one call per available representative, within the lines and the maximum of each
// engagement. The representative is reserved before the dial. A tick without a call returns the reason.
import type { VoiceEngagement } from '../engagement/voice.ts';

export type TickReason =
  'noRepresentatives' | 'noLines' | 'atMaximum' | 'nothingReady' | 'capacity';

export interface FloorView {
  freeRepresentatives: number;
  /** Calls that the display numbers of the group can still carry. */
  freeLines: number;
}

/** How many calls a tick may start in a group, and which bound applies. */
export function allowance({ freeRepresentatives, freeLines }: FloorView): {
  calls: number;
  because: TickReason;
} {
  if (freeRepresentatives === 0) return { calls: 0, because: 'noRepresentatives' };
  if (freeLines === 0) return { calls: 0, because: 'noLines' };
  return { calls: Math.min(freeRepresentatives, freeLines), because: 'capacity' };
}

/** How many calls the engagement may still start under its own maximum. */
export function roomOf(
  { callSettings: { maximumConcurrentCalls } }: Pick<VoiceEngagement, 'callSettings'>,
  liveCalls: number,
): number {
  return maximumConcurrentCalls === null
    ? Number.POSITIVE_INFINITY
    : Math.max(0, maximumConcurrentCalls - liveCalls);
}

/** How many representatives an engagement may use; at least one, or its last contacts would never be called. */
export const shareOf = (staff: number, percent: number): number =>
  Math.max(1, Math.floor((staff * percent) / 100));

const places = { critical: 0, high: 1, normal: 2 } as const;

interface Ranked {
  priority: VoiceEngagement['priority'];
}

/** Engagements by priority, highest first; equals form one group and take turns. */
export function byPriority<T extends Ranked>(engagements: readonly T[]): T[][] {
  const classes: T[][] = [[], [], []];
  for (const engagement of engagements) classes[places[engagement.priority]]?.push(engagement);
  return classes.filter((list) => list.length > 0);
}

/**
 * Takes one from each list in turn, starting at `turn`, up to `limit`. `turn` changes with every tick, so that
 * engagements alternate even with one representative.
 */
export function interleave<T>(lists: readonly (readonly T[])[], limit: number, turn: number): T[] {
  const order = lists.map((_, index) => lists[(index + turn) % lists.length] ?? []);
  const longest = Math.max(0, ...order.map((list) => list.length));
  const selected: T[] = [];
  for (let round = 0; round < longest; round++) {
    for (const list of order) {
      const next = list[round];
      if (next !== undefined && selected.length < limit) selected.push(next);
    }
  }
  return selected;
}
