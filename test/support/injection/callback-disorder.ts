/** How messages and callbacks travel: the delays of the copies that arrive, one copy unless duplicated. */
export interface Disorder {
  delays(): number[];
}

/** Everything arrives once, after the same short way. */
export const orderly: Disorder = { delays: () => [20] };

/** Much arrives twice, and what was sent later may arrive earlier. */
export function disorderly(draw: () => number): Disorder {
  const delay = () => Math.floor(draw() * draw() * 4_000);
  return { delays: () => (draw() < 0.3 ? [delay(), delay()] : [delay()]) };
}

/** Everything arrives twice, the copy so long after the other. */
export const doubled = (apartMs: number): Disorder => ({ delays: () => [20, 20 + apartMs] });
