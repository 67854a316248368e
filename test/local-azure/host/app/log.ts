/**
 * Where the host's lines go. Function logs are events on the sink; whatever a person must see (warnings and errors,
 * of functions and of the host) goes to standard error, with the stack, as the real host's console shows it.
 */
import { type LogLevels, passes } from './log-levels.ts';
import { type LogLevel } from './programming-model.ts';

export interface LogLine {
  level: LogLevel;
  /** As the real host sorts its lines: `Function.<name>.User` is what a function wrote. */
  category?: string;
  function?: string;
  invocationId?: string;
  message: string;
}

export interface HostLog {
  write(line: LogLine): void;
  warn(message: string): void;
  /** One line, then the stack (a cause's too) when there is one. */
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

/** Lets through what host.json's `logging.logLevel` does. The host's own lines are of the category `Host.General`. */
export function filtered(
  sink: (line: LogLine) => void,
  levels: LogLevels,
): (line: LogLine) => void {
  return (line) => {
    if (passes(levels, line.category ?? 'Host.General', line.level)) sink(line);
  };
}

const silentLevels = new Set<LogLevel>(['trace', 'debug', 'information', 'none']);

/** Warnings and errors on standard error; the rest nowhere. */
export function standardErrorSink(line: LogLine): void {
  if (silentLevels.has(line.level)) return;
  const where = line.function === undefined ? '' : ` ${line.function}`;
  const which = line.invocationId === undefined ? '' : ` (${line.invocationId})`;
  process.stderr.write(`${line.level}:${where}${which} ${line.message}\n`);
}

/** `--verbose`: every line of a function as a JSON event on standard output, the host's own as above. */
export function verboseSink(line: LogLine): void {
  if (line.function === undefined) standardErrorSink(line);
  else process.stdout.write(`${JSON.stringify({ event: 'log', ...line })}\n`);
}
