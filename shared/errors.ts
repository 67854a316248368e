// Errors by what to do about them. Each transport maps the kinds in one place. Details contain ids and counts, never
// a person's number, name or text.

export interface Issue {
  /** The place of the issue as a JSON path without the leading dollar: `callSettings.ringTimeoutSeconds`. */
  path: string;
  /** The value at that place; absent if there is none. */
  value?: unknown;
  /** What is expected. */
  message: string;
}

/** Whether a path is one of these, or within one of them. */
export function isWithin(path: string, paths: ReadonlySet<string>): boolean {
  const steps = path.split('.');
  return steps.some((_, index) => paths.has(steps.slice(0, index + 1).join('.')));
}

abstract class EngineError extends Error {
  abstract readonly kind: string;
  readonly details: Readonly<Record<string, unknown>>;
  constructor(message: string, details: Record<string, unknown> = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = new.target.name;
    this.details = details;
  }
}

/** The input is wrong; the same input fails again. */
export class InvalidInput extends EngineError {
  readonly kind = 'invalidInput';
  readonly issues: readonly Issue[];
  constructor(message: string, issues: readonly Issue[] = []) {
    super(message);
    this.issues = issues;
  }
}

export class NotFound extends EngineError {
  readonly kind = 'notFound';
  constructor(what: string, id: string) {
    super(`There is no ${what} '${id}'.`, { what, id });
  }
}

/** A concurrent write came first. Read again, decide again and write again: see retryOnConflict. */
export class ConcurrencyConflict extends EngineError {
  readonly kind = 'concurrencyConflict';
  readonly reason = 'lostRace';
  constructor(cause?: unknown) {
    super('A concurrent write changed the document.', {}, cause);
  }
}

/** The current state does not allow the request; a retry does not help. Callers branch on `reason`. */
export class NotAllowed extends EngineError {
  readonly kind = 'notAllowed';
  readonly reason: string;
  constructor(reason: string, message: string) {
    super(message, { reason });
    this.reason = reason;
  }
}

/** The caller's If-Match or If-None-Match does not match the stored version. */
export class StaleVersion extends EngineError {
  readonly kind = 'staleVersion';
}

/** Throttled, timed out, or a temporary failure of another service. */
export class Transient extends EngineError {
  readonly kind = 'transient';
  readonly retryAfterMs: number | undefined;
  constructor(message: string, options: { retryAfterMs?: number; cause?: unknown } = {}) {
    super(message, {}, options.cause);
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** It can never succeed as it is. */
export class Permanent extends EngineError {
  readonly kind = 'permanent';
}

/** A stored document that does not follow its own schema: a bug. */
export class CorruptRecord extends EngineError {
  readonly kind = 'corruptRecord';
}

export type KnownError =
  | InvalidInput
  | NotFound
  | ConcurrencyConflict
  | NotAllowed
  | StaleVersion
  | Transient
  | Permanent
  | CorruptRecord;

export function isKnown(error: unknown): error is KnownError {
  return error instanceof EngineError;
}
