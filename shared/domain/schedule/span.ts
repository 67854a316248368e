/** From `start` up to but not including `end`. */
export interface Span<T> {
  start: T;
  end: T;
}

/** The spans in order; spans that touch or overlap become one. */
export function mergeSpans<T extends number | string>(spans: readonly Span<T>[]): Span<T>[] {
  const merged: Span<T>[] = [];
  for (const span of [...spans].sort((a, b) => (a.start < b.start ? -1 : 1))) {
    const last = merged.at(-1);
    if (last === undefined || span.start > last.end) merged.push({ ...span });
    else if (span.end > last.end) last.end = span.end;
  }
  return merged;
}
