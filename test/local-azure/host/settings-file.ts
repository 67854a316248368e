/** local.settings.json: its `Values` become app settings. The environment of the process overrides them. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { type HostLog } from './app/log.ts';

const schema = z.looseObject({ Values: z.record(z.string(), z.string()).default({}) });
const followed = new Set(['Values', 'IsEncrypted']);

export async function readSettingsFile(
  file: string,
  log: HostLog,
): Promise<Record<string, string>> {
  const parsed = schema.parse(JSON.parse(await readFile(file, 'utf8')));
  if (parsed['IsEncrypted'] === true)
    throw new Error(`${file}: encrypted settings cannot be read.`);
  for (const key of Object.keys(parsed))
    if (!followed.has(key)) log.warn(`${file}: '${key}' is not followed by the local host.`);
  const unset = Object.entries(parsed.Values).filter(([key]) => process.env[key] === undefined);
  return Object.fromEntries(unset);
}
