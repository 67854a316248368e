// One run of npm run apply against an API of its own, and what it said.
import { onTestFinished } from 'vitest';
import { main } from '../../../infra/apply/main.ts';
import { anEngine, type TestEngine } from '../../support/engine.ts';
import { aFolder, type Files } from './a-folder.ts';
import { anApi, key, type TestApi } from './an-api.ts';

export interface Run {
  code: 0 | 1;
  said: string;
}

export interface Bench {
  engine: TestEngine;
  api: TestApi;
  apply: (files: Files, ...flags: string[]) => Promise<Run>;
}

export async function aBench(engine = anEngine()): Promise<Bench> {
  const api = await anApi(engine);
  onTestFinished(() => api.close());
  return {
    engine,
    api,
    apply: (files, ...flags) => applying(aFolder(files), '--url', api.url, ...flags),
  };
}

/** With the right key in the environment. */
export async function applying(...args: string[]): Promise<Run> {
  const lines: string[] = [];
  const code = await main(args, { ENGINE_KEY: key }, (text) => void lines.push(text));
  return { code, said: lines.join('\n') };
}
