import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readFolder } from '../../../infra/apply/read-folder.ts';
import { aBench, applying } from './run-builder.ts';

const examples = join(import.meta.dirname, '../../../infra/examples');
const read = (name: string) => readFolder(join(examples, name));

/** An engagement of each example, fields of its file, and fields with their defaults. */
const each = [
  [
    'ai-led-copilot',
    'renewal-copilot',
    { channel: 'voice', dialMode: 'copilot', ledBy: 'ai' },
    {
      shards: 4,
      rules: { averageWait: { windowMinutes: 30, stepPercent: 10 } },
      reattempts: { waitMinutesAfter: { noAnswer: null } },
    },
  ],
  [
    'rep-led-predictive',
    'tariff-change',
    { channel: 'voice', dialMode: 'predictive', ledBy: 'representatives' },
    {
      timeZones: 'customer',
      frequencyLimits: { perDay: null, perNumber: { perMonth: null } },
      reattempts: { smsFollowUp: null, waitBetweenNumbersMinutes: 0 },
    },
  ],
  [
    'sms',
    'appointment-reminders',
    { channel: 'sms', ledBy: 'ai' },
    {
      message: null,
      fallbackQueueId: null,
      rules: { escalationCount: { windowMinutes: 30, stepPercent: 10 } },
    },
  ],
] as const;

describe.each(each)('the example %s', (name, id, fields, defaults) => {
  test('contains both JSON and YAML', () => {
    const { documents, faults } = read(name);
    expect(faults).toEqual([]);
    const formats = new Set(documents.map(({ file }) => extname(file)));
    expect([...formats].sort()).toEqual(['.json', '.yaml']);
  });

  test('is stored as written, with the defaults of omitted fields', async () => {
    const { engine, api } = await aBench();
    await applying(join(examples, name), '--url', api.url);
    for (const { kind, id: documentId, body } of read(name).documents) {
      const { document } = await engine.documents.get(kind, documentId);
      expect(document).toMatchObject({ id: documentId, ...(body as object) });
    }
    const { document, lifecycle } = await engine.documents.get('engagement', id);
    expect(document).toMatchObject({ ...fields, ...defaults });
    expect(lifecycle).toEqual({ status: 'draft' });
  });

  test('is applied as a whole, and a second run changes nothing', async () => {
    const { api } = await aBench();
    const apply = () => applying(join(examples, name), '--url', api.url);
    const created = `${read(name).documents.length} to create`;
    expect(await apply()).toMatchObject({
      code: 0,
      output: expect.stringContaining(created) as unknown,
    });
    expect(await apply()).toMatchObject({
      code: 0,
      output: expect.stringContaining('There is nothing to do.') as unknown,
    });
  });
});

test('the examples do not contradict each other in one engine', async () => {
  const { engine, api } = await aBench();
  for (const round of ['+', '=']) {
    for (const [name] of each) {
      const { code, output } = await applying(join(examples, name), '--url', api.url);
      expect({ code, output }).toMatchObject({ code: 0 });
      expect(output).toContain(`${round} `);
    }
  }
  const { documents } = await engine.configuration.snapshot();
  expect(documents).toHaveLength(25);
});

test('the plan in infra/README.md is that of an edited example', async () => {
  const { api, apply } = await aBench();
  await applying(join(examples, 'sms'), '--url', api.url);
  const documents = read('sms').documents.map(({ file }): [string, string] => [
    file,
    readFileSync(join(examples, 'sms', file), 'utf8'),
  ]);
  const edited = Object.fromEntries(
    documents.map(([file, text]) => [
      file,
      text.replace('priority: critical', 'priority: high').replace('perDay: 1', 'perDay: 2'),
    ]),
  );
  const { output } = await apply(
    { ...edited, 'queues/clinic-overflow.yaml': 'name: Clinic overflow' },
    '--dry-run',
  );
  const [, plan = 'no plan'] = /:\n\n([^]*)\nNothing was written/.exec(output) ?? [];
  const readme = readFileSync(join(import.meta.dirname, '../../../infra/README.md'), 'utf8');
  expect(readme).toContain(`\`\`\`\n${plan}\n\`\`\``);
});
