// Reads the command line flags.
import { parseArgs } from 'node:util';

export interface Flags {
  port: number;
  key?: string;
  data?: string;
  resources?: string;
}

const maxPort = 65_535;

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
  const { port, ...otherFlags } = values;
  if (!/^\d+$/.test(port) || Number(port) > maxPort) {
    throw new Error(`--port must be a number from 0 to ${maxPort}, not '${port}'.`);
  }
  return { ...otherFlags, port: Number(port) };
}

/** Returns the flags. Invalid flags end the process with one line and exit code 1. */
export function flagsOrExit(args: readonly string[]): Flags {
  try {
    return flagsOf(args);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
}
