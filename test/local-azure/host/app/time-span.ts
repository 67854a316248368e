/**
 * .NET's TimeSpan in host.json and timer schedules: `[d.]hh:mm[:ss[.fff]]`, or whole days. If the first of three
 * numbers is 24 or more, .NET reads it as days: `24:00:00` is 24 days.
 */
const written = /^(?:(\d+)\.)?(\d+):(\d{1,2})(?::(\d{1,2}(?:\.\d{1,7})?))?$/;

/** Milliseconds; undefined if the text is not a TimeSpan. */
export function parseTimeSpan(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text) * 86_400_000;
  const match = written.exec(text);
  if (!match) return undefined;
  const [first, second, third] = [Number(match[2]), Number(match[3]), Number(match[4] ?? 0)];
  if (match[1] === undefined && first >= 24 && match[4] !== undefined)
    return second < 24 && third < 60 ? ((first * 24 + second) * 60 + third) * 60_000 : undefined;
  if (first >= 24 || second >= 60 || third >= 60) return undefined;
  const days = Number(match[1] ?? 0);
  return Math.round(((days * 24 + first) * 60 + second) * 60_000 + third * 1000);
}

/** In .NET's format: `[d.]hh:mm:ss`. */
export function timeSpanText(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const days = Math.floor(seconds / 86_400);
  const parts = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60];
  const clock = parts.map((part) => String(part).padStart(2, '0')).join(':');
  return days === 0 ? clock : `${days}.${clock}`;
}
