import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readFolder } from '../../../infra/apply/read-folder.ts';
import { planOf } from '../../../infra/apply/plan.ts';
import { faultsTogether } from '../../../infra/apply/together.ts';
import { validate } from '../../../infra/apply/desired-documents.ts';
import type { Engagement } from '../../../shared/domain/engagement/engagement.ts';
import { createTestEngine, type TestEngine } from '../../support/engine.ts';
import { aBench, applying } from './run-builder.ts';

const examples = join(import.meta.dirname, '../../../infra/examples');
const read = (name: string) => readFolder(join(examples, name));

/** The folder's documents, put one by one as the API puts them. */
async function configured(name: string): Promise<TestEngine> {
  const engine = createTestEngine();
  for (const { document } of planOf(validate(read(name)).wanted, [], [])) {
    if (!('file' in document)) throw new Error('Nothing is removed from an empty engine.');
    if (document.kind === 'engagement')
      await engine.saveConfiguration.putEngagement(document.value, null);
    else await engine.saveConfiguration.put(document.kind, document.value, null);
  }
  return engine;
}

/** An engagement of each example, and settings that its file leaves to their defaults. */
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

describe.each(each)('the example %s', (name, id, says, defaults) => {
  test('is valid, and written in both JSON and YAML', () => {
    const reading = validate(read(name));
    expect([...reading.faults, ...faultsTogether(reading, [], [])]).toEqual([]);
    const formats = new Set(reading.given.map(({ file }) => extname(file)));
    expect([...formats].sort()).toEqual(['.json', '.yaml']);
  });

  test('comes back as it was written, with its defaults filled in', async () => {
    const engine = await configured(name);
    for (const { kind, id: own, body } of read(name).documents) {
      const { value } = await engine.saveConfiguration.get(kind, own);
      const stored: Engagement | typeof value = 'engagement' in value ? value.engagement : value;
      expect(stored).toMatchObject({ id: own, ...(body as object) });
    }
    const { value } = await engine.saveConfiguration.get('engagement', id);
    expect(value.engagement).toMatchObject({ ...says, ...defaults });
    expect(value.lifecycle).toEqual({ status: 'draft' });
  });

  test('is applied whole, and applying it again changes nothing', async () => {
    const { api } = await aBench();
    const apply = () => applying(join(examples, name), '--url', api.url);
    expect(await apply()).toMatchObject({ code: 0 });
    const count = api.writes.length;
    expect(count).toBe(read(name).documents.length);
    expect(await apply()).toMatchObject({
      code: 0,
      said: expect.stringContaining('There is nothing to do.') as unknown,
    });
    expect(api.writes).toHaveLength(count);
  });
});

test('the examples do not get in each other’s way', async () => {
  const { api } = await aBench();
  for (const round of ['+', '=']) {
    for (const [name] of each) {
      const { code, said } = await applying(join(examples, name), '--url', api.url);
      expect({ code, said }).toMatchObject({ code: 0 });
      expect(said).toContain(`${round} `);
    }
  }
  expect(api.writes).toHaveLength(25);
});

test('the plan that the README shows is that of an edited example', async () => {
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
  const { said } = await apply(
    { ...edited, 'queues/clinic-overflow.yaml': 'name: Clinic overflow' },
    '--dry-run',
  );
  const [, plan = 'no plan'] = /:\n\n([^]*)\nNothing was written/.exec(said) ?? [];
  const readme = readFileSync(join(import.meta.dirname, '../../../README.md'), 'utf8');
  expect(readme).toContain(`\`\`\`\n${plan}\n\`\`\``);
});
