// A folder of documents, removed after the test.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Files by their paths; a value that is no text is written as JSON. */
export type Files = Readonly<Record<string, unknown>>;

export function aFolder(files: Files): string {
  const root = mkdtempSync(join(tmpdir(), 'apply-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    const raw = typeof content === 'string' || content instanceof Uint8Array;
    writeFileSync(file, raw ? content : JSON.stringify(content));
  }
  return root;
}

/** The fewest documents that dial: a workstream, a queue and an engagement. */
export const fewestDocuments = {
  'workstreams/outbound.json': {
    name: 'Outbound',
    phoneNumber: '+12065550199',
    numberType: 'directRouting',
  },
  'queues/renewals.yaml': 'name: Renewals\nwrapUpSeconds: 30\n',
  'engagements/spring.yaml': [
    'name: Spring renewals',
    'workstreamId: outbound',
    'queueId: renewals',
    'channel: voice',
    'dialMode: progressive',
    '',
  ].join('\n'),
};
