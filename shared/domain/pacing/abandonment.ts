// The share of people who answered and were left waiting. Reaching what the engagement allows suspends it until somebody
// resumes it (“Abandonment rate” of the page, for engagements led by representatives).
import { type Instant, later, latest, MINUTE } from '../time.ts';

export interface Answers {
  answered: number;
  abandoned: number;
}

/** From when on answers count: the window looks back no further than to when the engagement was last resumed. */
export const countedFrom = (windowMinutes: number, since: Instant, now: Instant): Instant =>
  latest(later(now, -windowMinutes * MINUTE), since);

/**
 * Whether the rate is reached. One abandoned call alone is judged only among so many answers that a single one could be
 * within the rate (at 3 %: 34 answers); two are judged at once.
 */
export function isReached({ answered, abandoned }: Answers, percent: number): boolean {
  const judged = abandoned > 1 || answered * percent >= 100;
  return abandoned > 0 && judged && abandoned * 100 >= answered * percent;
}
