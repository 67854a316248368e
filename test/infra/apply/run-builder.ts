// Runs `npm run apply` against an API of its own and returns its output.
import { onTestFinished } from 'vitest';
import type { Wait } from '../../../infra/apply/http-client.ts';
import { main } from '../../../infra/apply/main.ts';
import { createTestEngine, type TestEngine } from '../../support/engine.ts';
import { aFolder, type Files } from './folder-builder.ts';
import { anApi, key, type TestApi } from './api-builder.ts';

export interface Run {
  code: 0 | 1;
  output: string;
}

export interface Bench {
  engine: TestEngine;
  api: TestApi;
  apply: (files: Files, ...flags: string[]) => Promise<Run>;
  /** The requested waits in milliseconds; the test does not wait. */
  waits: number[];
}

export async function aBench(engine = createTestEngine()): Promise<Bench> {
  const api = await anApi(engine);
  onTestFinished(() => api.close());
  const waits: number[] = [];
  const wait = async (ms: number) => void waits.push(ms);
  const apply: Bench['apply'] = (files, ...flags) =>
    run([aFolder(files), '--url', api.url, ...flags], wait);
  return { engine, api, apply, waits };
}

/** Runs with the valid key in the environment. */
export const applying = (...args: string[]): Promise<Run> => run(args, async () => undefined);

async function run(args: readonly string[], wait: Wait): Promise<Run> {
  const lines: string[] = [];
  const code = await main(args, { ENGINE_KEY: key }, (text) => void lines.push(text), wait);
  return { code, output: lines.join('\n') };
}
