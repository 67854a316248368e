/**
 * The outputs of the host log. Function logs are events on the sink. Warnings and errors of functions and of the host go
 * to standard error. They have their stack, as in the console of the real host.
 */
import { type LogLevels, passes } from './log-levels.ts';
import { type LogLevel } from './programming-model.ts';

export interface LogLine {
  level: LogLevel;
  /** The categories of the real host: `Function.<name>.User` contains what a function logged. */
  category?: string;
  function?: string;
  invocationId?: string;
  message: string;
}

export interface HostLog {
  write(line: LogLine): void;
  warn(message: string): void;
  /** One line, then the stack and the stack of the cause, if present. */
  error(message: string, error?: unknown, category?: string): void;
}

export function textOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '')
    return error.errors.map(textOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}

export function hostLog(sink: (line: LogLine) => void): HostLog {
  return {
    write: sink,
    warn: (message) => sink({ level: 'warning', message }),
    error(message, error, category) {
      const stack = error instanceof Error && error.stack !== undefined ? `\n${error.stack}` : '';
      const reason = error === undefined ? '' : `: ${textOf(error)}`;
      const line: LogLine = { level: 'error', message: `${message}${reason}${stack}` };
      sink(category === undefined ? line : { ...line, category });
    },
  };
}

/** Filters by host.json's `logging.logLevel`. The host's own lines have the category `Host.General`. */
export function filterLog(
  sink: (line: LogLine) => void,
  levels: LogLevels,
): (line: LogLine) => void {
  return (line) => {
    if (passes(levels, line.category ?? 'Host.General', line.level)) sink(line);
  };
}

const silentLevels = new Set<LogLevel>(['trace', 'debug', 'information', 'none']);

/** Prints warnings and errors on standard error, and drops the rest. */
export function standardErrorSink(line: LogLine): void {
  if (silentLevels.has(line.level)) return;
  const where = line.function === undefined ? '' : ` ${line.function}`;
  const invocation = line.invocationId === undefined ? '' : ` (${line.invocationId})`;
  process.stderr.write(`${line.level}:${where}${invocation} ${line.message}\n`);
}

/** `--verbose`: every line of a function is a JSON event on standard output; the host's own lines as above. */
export function verboseSink(line: LogLine): void {
  if (line.function === undefined) standardErrorSink(line);
  else process.stdout.write(`${JSON.stringify({ event: 'log', ...line })}\n`);
}
