// One kind of document in memory, as strict as the real store: parsed when written, frozen, every write conditional.
import type { z } from 'zod';
import { ConcurrencyConflict } from '../../../../shared/errors.ts';
import type { Versioned } from '../../../../shared/ports/versioned.ts';

export interface Versions<T> {
  find(key: string): Versioned<T> | undefined;
  /** Creates if `etag` is null, else replaces that version. Throws ConcurrencyConflict. */
  save(key: string, version: Versioned<T>): string;
  remove(key: string, etag: string): void;
  all(): Versioned<T>[];
}

let written = 0;

export function versions<T>(schema: z.ZodType<T>): Versions<T> {
  const stored = new Map<string, { value: T; etag: string }>();
  const check = (key: string, etag: string | null) => {
    if ((stored.get(key)?.etag ?? null) !== etag) {
      throw new ConcurrencyConflict();
    }
  };

  return {
    find(key) {
      const found = stored.get(key);
      return found && { ...found };
    },
    save(key, { value, etag }) {
      check(key, etag);
      const next = `"${++written}"`;
      stored.set(key, { value: frozen(schema.parse(value)), etag: next });
      return next;
    },
    remove(key, etag) {
      if (!stored.has(key)) return;
      check(key, etag);
      stored.delete(key);
    },
    all: () => [...stored.values()].map((entry) => ({ ...entry })),
  };
}

/** A change of a returned document would be lost; here it is an error. */
export function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}
