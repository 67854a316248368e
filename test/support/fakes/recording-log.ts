import type { Log, LogName } from '../../../shared/ports/log.ts';

interface LogLine {
  level: 'info' | 'warn' | 'error';
  name: LogName;
  fields: object;
}

export interface RecordingLog extends Log {
  readonly lines: readonly LogLine[];
  named(name: LogName): LogLine[];
}

export function createRecordingLog(): RecordingLog {
  const lines: LogLine[] = [];
  return {
    lines,
    named: (wanted) => lines.filter(({ name }) => name === wanted),
    info: (name, fields) => void lines.push({ level: 'info', name, fields }),
    warn: (name, fields) => void lines.push({ level: 'warn', name, fields }),
    error: (name, fields) => void lines.push({ level: 'error', name, fields }),
  };
}
