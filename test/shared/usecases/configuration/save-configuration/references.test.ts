import { describe, expect, test } from 'vitest';
import { NotFound } from '../../../../../shared/errors.ts';
import {
  aDocument,
  type Document,
  type Variant,
  variantNames,
  valueAt,
} from '../../../../support/builders/document.ts';
import { aRepresentative } from '../../../../support/builders/representative.ts';
import { createSeededEngine, signInGrace } from '../../../../support/builders/seeded-engine.ts';
import { everything, issuesOf, write } from '../../../../support/builders/write-document.ts';

const file = { message: undefined };
const rows: [Variant, string, string, Document?][] = [
  ...variantNames
    .filter((variant) => 'channel' in aDocument(variant))
    .flatMap((variant): [Variant, string, string][] => [
      [variant, 'workstreamId', 'workstream'],
      [variant, 'queueId', 'queue'],
      [variant, 'fallbackQueueId', 'queue'],
    ]),
  ...variantNames
    .filter((variant) => 'dialMode' in aDocument(variant))
    .flatMap((variant): [Variant, string, string][] => [
      [variant, 'reattempts.dispositionCodes.0', 'disposition code'],
      [variant, 'reattempts.smsFollowUp', 'engagement'],
    ]),
  ['sms', 'messageTemplateId', 'message template', file],
  ['workstream', 'defaultQueueId', 'queue'],
  ['workstream', 'fallbackQueueId', 'queue'],
  ['dispositionCode', 'workstreamId', 'workstream'],
  ['cancellationPolicy', 'engagementIds.0', 'engagement'],
];

/** A path into a list means a list with one entry. */
const naming = (path: string, id: string): Document =>
  path.endsWith('.0') ? { [path.slice(0, -2)]: [id] } : { [path]: id };

/** An engine with every document that the others refer to. */
async function createAgency() {
  const engine = await createSeededEngine();
  const agent = { name: 'Ada', endpoint: 'https://agent.example' };
  const phoneNumber = '+12065550188';
  await write(engine, ['workstream', 'outbound-us'], { aiAgent: agent, phoneNumber });
  return engine;
}

describe.each(rows)('a reference of %s in %s', (variant, path, named, values = {}) => {
  test(`to a missing ${named} is refused, and nothing is saved`, async () => {
    const engine = await createAgency();
    const before = await everything(engine);
    const given = { ...values, ...naming(path, 'nothing') };
    expect(await issuesOf(write(engine, [variant, 'new'], given))).toEqual([
      { path, value: 'nothing', message: `There is no ${named} 'nothing'.` },
    ]);
    expect(await everything(engine)).toEqual(before);
  });

  test('is reported together with the issues of the document', async () => {
    const engine = await createAgency();
    const before = await everything(engine);
    const given = { ...values, ...naming(path, 'nothing'), name: 5 };
    expect(await issuesOf(write(engine, [variant, 'new'], given))).toEqual([
      { path: 'name', value: 5, message: 'must be text' },
      { path, value: 'nothing', message: `There is no ${named} 'nothing'.` },
    ]);
    expect(await everything(engine)).toEqual(before);
  });

  test('that is no id is reported as such, and not as missing', async () => {
    const engine = await createAgency();
    const issues = await issuesOf(
      write(engine, [variant, 'new'], { ...values, ...naming(path, 'a b') }),
    );
    expect(issues.map((issue) => issue.path)).toEqual([path]);
    expect(issues[0]?.message).toMatch(/^must be 1 to 64 letters/);
  });
});

test('all missing references are reported at once', async () => {
  const engine = await createAgency();
  const issues = await issuesOf(
    write(engine, ['progressive', 'new'], {
      workstreamId: 'no-1',
      queueId: 'no-2',
      fallbackQueueId: 'no-3',
      'reattempts.dispositionCodes': ['no-4', 'no-5'],
      'reattempts.smsFollowUp': 'no-6',
    }),
  );
  expect(issues.map(({ value }) => value)).toEqual([
    'no-1',
    'no-2',
    'no-3',
    'no-4',
    'no-5',
    'no-6',
  ]);
});

test('the readable references of an invalid document are checked', async () => {
  const engine = await createAgency();
  const issues = await issuesOf(
    write(engine, ['progressive', 'new'], {
      workstreamId: 'nothing',
      'reattempts.dispositionCodes': 'not a list',
      'reattempts.smsFollowUp': { id: 'nothing' },
    }),
  );
  expect(issues.map(({ path }) => path).sort()).toEqual([
    ...['reattempts.dispositionCodes', 'reattempts.smsFollowUp', 'workstreamId'],
  ]);
});

test.each(['a/b', 'x?y', 'x#y', '..', 'a\\b', 'ü', '%41', ' ', 'a\nb', 'x'.repeat(3000)])(
  'a reference that cannot be an id is reported once: %j',
  async (id) => {
    const engine = await createAgency();
    const issues = await issuesOf(write(engine, ['progressive', 'new'], { queueId: id }));
    expect(issues.map(({ path }) => path)).toEqual(['queueId']);
    await expect(engine.documents.get('queue', id)).rejects.toThrow(NotFound);
    await expect(engine.documents.remove('queue', id, null)).rejects.toThrow(NotFound);
  },
);

test('the references of a list that is too long are not reported one by one', async () => {
  const engine = await createAgency();
  const codes = Array.from({ length: 20_000 }, (_, n) => `code-${n}`);
  const given = { 'reattempts.dispositionCodes': codes };
  const issues = await issuesOf(write(engine, ['progressive', 'new'], given));
  expect(issues.map(({ path }) => path)).toEqual(['reattempts.dispositionCodes']);
});

test('a missing document is reported at every field that refers to it', async () => {
  const engine = await createAgency();
  const given = { defaultQueueId: 'nothing', fallbackQueueId: 'nothing' };
  const issues = await issuesOf(write(engine, ['workstream', 'outbound-us'], given));
  expect(issues.map(({ path }) => path)).toEqual(['defaultQueueId', 'fallbackQueueId']);
});

test('each member of a queue without a representative is reported with its path', async () => {
  const engine = await signInGrace(await createAgency());
  const members = ['ghost', 'grace', 'spectre'];
  expect(await issuesOf(write(engine, ['queue', 'second'], { members }))).toEqual([
    { path: 'members.0', value: 'ghost', message: "There is no representative 'ghost'." },
    { path: 'members.2', value: 'spectre', message: "There is no representative 'spectre'." },
  ]);
  await write(engine, ['queue', 'second'], { members: ['grace'] });
});

test('a profile with a missing queue is refused', async () => {
  const engine = await createAgency();
  const {
    presence: _presence,
    kind: _kind,
    schemaVersion: _version,
    ...profile
  } = aRepresentative({ queues: ['renewals', 'nowhere'] });
  expect(await issuesOf(engine.saveRepresentative(profile))).toEqual([
    { path: 'queues.1', value: 'nowhere', message: "There is no queue 'nowhere'." },
  ]);
  await expect(engine.getRepresentative(profile.id)).rejects.toThrow(NotFound);
});

test('a reference to an existing engagement is saved', async () => {
  const engine = await createAgency();
  await write(engine, ['sms', 'sorry']);
  await write(engine, ['progressive', 'new'], { 'reattempts.smsFollowUp': 'sorry' });
  const { document } = await engine.documents.get('engagement', 'new');
  expect(valueAt(document, 'reattempts.smsFollowUp')).toBe('sorry');
});
