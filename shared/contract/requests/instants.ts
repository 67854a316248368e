// Times as people and programs write them: RFC 3339, with any offset and any number of digits of a second, as .NET's `o` and
// Power Automate's utcNow() have it. What is kept is UTC with milliseconds.
import { z } from 'zod';
import { instantOf } from '../../domain/values/time.ts';

const written = z.iso.datetime({ offset: true });

/** As an Instant where it is a time; else as it stands, for its schema to refuse. */
export function readInstant(value: unknown): unknown {
  const { data } = written.safeParse(typeof value === 'string' ? value.toUpperCase() : value);
  return data === undefined ? value : instantOf(Date.parse(data));
}
