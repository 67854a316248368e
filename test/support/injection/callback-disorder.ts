/** The delays of the copies of a message or callback: one copy unless duplicated. */
export interface Disorder {
  delays(): number[];
}

/** Everything arrives once, after the same short delay. */
export const orderly: Disorder = { delays: () => [20] };

/** Much arrives twice, and later messages may arrive earlier. */
export function disorderly(draw: () => number): Disorder {
  const delay = () => Math.floor(draw() * draw() * 4_000);
  return { delays: () => (draw() < 0.3 ? [delay(), delay()] : [delay()]) };
}

/** Everything arrives twice, the copy long after the original. */
export const doubled = (apartMs: number): Disorder => ({ delays: () => [20, 20 + apartMs] });
