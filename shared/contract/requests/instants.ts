// Times of callers: RFC 3339 with any offset and any number of fraction digits. .NET's `o` and Power Automate's
// utcNow() write this format. Stored times are UTC with milliseconds.
import { z } from 'zod';
import { instantOf } from '../../domain/values/time.ts';

const written = z.iso.datetime({ offset: true });

/** As an Instant if it is a time; otherwise unchanged, for its schema to refuse. */
export function readInstant(value: unknown): unknown {
  const { data } = written.safeParse(typeof value === 'string' ? value.toUpperCase() : value);
  return data === undefined ? value : instantOf(Date.parse(data));
}
