/** What `--data DIR` stores next to the services' own files: the host's keys and the local time. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type LocalClock } from '../clock.ts';

const clockSchema = z.object({ now: z.iso.datetime() });
export const keysSchema = z.object({
  host: z.string(),
  master: z.string(),
  system: z.object({
    blobs_extension: z.string(),
    eventgrid_extension: z.string(),
    mcp_extension: z.string(),
  }),
});
export type HostKeys = z.infer<typeof keysSchema>;
const knownKeys = keysSchema
  .partial()
  .extend({ system: keysSchema.shape.system.partial().optional() });

function madeUp(): HostKeys {
  const key = () => `${randomBytes(40).toString('base64url')}==`;
  const system = { blobs_extension: key(), eventgrid_extension: key(), mcp_extension: key() };
  return { host: key(), master: key(), system };
}

const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

/** Keys that all hosts share and that survive a restart. Missing keys are added to an existing file. */
export function writeKeys(file: string): string {
  const own = madeUp();
  const known = existsSync(file) ? knownKeys.parse(read(file)) : {};
  write(file, { ...own, ...known, system: { ...own.system, ...known.system } });
  return file;
}

/** Atomic: a kill during the write must not destroy the file. */
function write(file: string, content: unknown): void {
  writeFileSync(`${file}.new`, JSON.stringify(content), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** After a kill, local time must not go back. The saved time is therefore one interval ahead. */
export const saveIntervalMs = 500;

export interface StoredState {
  readonly keysFile: string;
  /** The local time to continue at; undefined at the first start. */
  readonly lastKnown: number | undefined;
  saveClock(clock: LocalClock): void;
}

export function openStoredState(directory: string): StoredState {
  mkdirSync(directory, { recursive: true });
  const keysFile = writeKeys(join(directory, 'keys.json'));
  const clockFile = join(directory, 'clock.json');
  return {
    keysFile,
    lastKnown: existsSync(clockFile)
      ? Date.parse(clockSchema.parse(read(clockFile)).now)
      : undefined,
    saveClock(clock) {
      const latest = clock.now() + saveIntervalMs * clock.speed;
      write(clockFile, { now: new Date(latest).toISOString() });
    },
  };
}
