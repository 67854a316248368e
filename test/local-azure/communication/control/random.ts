/** Seeded random numbers in [0,1): the same seed gives the same run (mulberry32). */
export function draws(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Selects a key by weight; undefined if every weight is 0. */
export function byWeight<K extends string>(
  weights: Readonly<Partial<Record<K, number>>>,
  draw: number,
): K | undefined {
  const entries = Object.entries(weights) as [K, number][];
  let remaining = draw * entries.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [key, weight] of entries) {
    remaining -= weight;
    if (remaining < 0) return key;
  }
  return undefined;
}

/** Random numbers of one name, such as a telephone number, independent of earlier draws (FNV-1a of the name). */
export function drawsOf(seed: number, name: string): () => number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < name.length; at += 1) {
    hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  }
  return draws(hash ^ Math.imul(seed, 0x9e3779b1));
}
