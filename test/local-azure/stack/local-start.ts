const day = 24 * 60 * 60 * 1000;
const tuesday = 2;

/** 16:00 UTC of the next Tuesday after `now`. Calls are then allowed on both sides of the Atlantic. */
export function nextTuesdayAtFour(now: number): number {
  const midnight = Math.floor(now / day) * day;
  const ahead = (tuesday - new Date(midnight).getUTCDay() + 7) % 7 || 7;
  return midnight + ahead * day + 16 * 60 * 60 * 1000;
}
