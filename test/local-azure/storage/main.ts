/**
 * The local Azure's storage as a process: `--port N` for blobs, `--queue-port N`, `--event-grid-port N`, `--data DIR`
 * (in memory without it).
 */
import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { clockFromEnvironment } from '../clock.ts';
import { runService } from '../run-service.ts';
import { startEventGridControl } from './event-grid-control.ts';
import { startStorage } from './storage.ts';

const port = { type: 'string', default: '0' } as const;
const { values } = parseArgs({
  options: { port, 'queue-port': port, 'event-grid-port': port, data: { type: 'string' } },
});

/** Print one line and exit: a stack trace would hide what is wrong with the flags. */
function refuse(why: string): never {
  console.error(why);
  process.exit(1);
}

function portOf(flag: 'port' | 'queue-port' | 'event-grid-port'): number {
  const value = Number(values[flag]);
  if (values[flag] !== '' && Number.isInteger(value) && value >= 0 && value <= 65_535) return value;
  return refuse(`--${flag} must be a whole number from 0 to 65535, not '${values[flag]}'.`);
}

const ports = { port: portOf('port'), queuePort: portOf('queue-port') };
const eventGridPort = portOf('event-grid-port');
try {
  if (values.data !== undefined) mkdirSync(values.data, { recursive: true });
  const { data } = values;
  const clock = clockFromEnvironment();
  const storage = await startStorage({ ...ports, clock, ...(data !== undefined && { data }) });
  const control = await startEventGridControl(storage.events, eventGridPort);
  runService({ connectionString: storage.connectionString, eventGrid: control.url }, async () => {
    control.stop();
    await storage.stop();
  });
} catch (error) {
  refuse(`The storage could not start: ${error instanceof Error ? error.message : String(error)}`);
}
