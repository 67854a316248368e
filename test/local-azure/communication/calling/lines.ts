/**
 * Counts the calls of each source number in the telephone network. Azure allows two per number by default. A further
 * call is accepted and then fails. Teams resource accounts are counted and not limited.
 */
export function lines(callsPerNumber: number) {
  const bySource = new Map<string, { now: number; peak: number; total: number; refused: number }>();

  function countsOf(source: string) {
    const existing = bySource.get(source);
    if (existing !== undefined) return existing;
    const counts = { now: 0, peak: 0, total: 0, refused: 0 };
    bySource.set(source, counts);
    return counts;
  }

  return {
    /** Reserves a line and returns its release function; undefined when the source has no free line. */
    take(source: { number?: string; teamsAppId?: string }): (() => void) | undefined {
      const limited = source.number !== undefined;
      const counts = countsOf(source.number ?? `teams:${source.teamsAppId ?? ''}`);
      if (limited && counts.now >= callsPerNumber) {
        counts.refused += 1;
        return undefined;
      }
      counts.now += 1;
      counts.total += 1;
      counts.peak = Math.max(counts.peak, counts.now);
      let held = true;
      return () => {
        if (held) counts.now -= 1;
        held = false;
      };
    },
    counts: () => Object.fromEntries(bySource),
  };
}
export type Lines = ReturnType<typeof lines>;
