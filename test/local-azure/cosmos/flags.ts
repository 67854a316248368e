// What the process was started with.
import { parseArgs } from 'node:util';

export interface Flags {
  port: number;
  key?: string;
  data?: string;
  resources?: string;
}

const mostPort = 65_535;

export function flagsOf(args: readonly string[]): Flags {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '0' },
      key: { type: 'string' },
      data: { type: 'string' },
      resources: { type: 'string' },
    },
  });
  const { port, ...others } = values;
  if (!/^\d+$/.test(port) || Number(port) > mostPort) {
    throw new Error(`--port must be a number from 0 to ${mostPort}, not '${port}'.`);
  }
  return { ...others, port: Number(port) };
}

/** The flags, or the end of the process with one line that says what is wrong with them. */
export function flagsOrExit(args: readonly string[]): Flags {
  try {
    return flagsOf(args);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
}
