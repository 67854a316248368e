import { describe, expect, test } from 'vitest';
import { fewestDocuments, type Files } from './folder-builder.ts';
import { aBench } from './run-builder.ts';

const { 'engagements/spring.yaml': spring } = fewestDocuments;

describe('a folder with issues', () => {
  test('writes nothing and prints every issue with file, path, value and expectation', async () => {
    const { api, apply } = await aBench();
    const { code, output } = await apply({
      'queues/renewals.yaml': 'name: Renewals\nwrapUpSecond: 30\nwrapUpSeconds: -1',
      'queues/broken.json': '{',
      'queues/a b.yaml': 'name: A',
      'workstreams/outbound.json': { phoneNumber: 18005550100, numberType: 'directRouting' },
      'engagements/spring.yaml': `${spring}fallbackQueueId: missing\nrules: { averageWait: 5 }`,
    });
    expect(code).toBe(1);
    // The expectations are texts of the API.
    const lines = output
      .split('\n')
      .map((line) => line.replace(/(\): |: is missing|read: ).*/, '$1…'));
    expect(lines).toEqual([
      'engagements/spring.yaml',
      '    rules.averageWait (5): …',
      '    fallbackQueueId ("missing"): …',
      'queues/a b.yaml',
      '    id ("a b"): …',
      'queues/broken.json',
      '    cannot be read: …',
      'queues/renewals.yaml',
      '    wrapUpSeconds (-1): …',
      '    wrapUpSecond (30): …',
      'workstreams/outbound.json',
      '    name: is missing…',
      '    phoneNumber (18005550100): …',
      '',
      '8 issues. Nothing was written.',
    ]);
    expect(output).toContain("wrapUpSecond (30): is not known; did you mean 'wrapUpSeconds'?");
    expect(output).toContain("There is no queue 'missing'.");
    expect(api.applied()).toBe(0);
  });

  test('prints the issues of its files if the engine is unreachable', async () => {
    const { api, apply } = await aBench();
    api.close();
    const { code, output } = await apply({ 'queues/a.yaml': '[', 'queues/b.yaml': 'name: B' });
    expect(code).toBe(1);
    expect(output).toMatch(/^queues\/a\.yaml\n[^]*cannot be read[^]*cannot be reached/);
  });

  test('reports only the unreadable file, and not the documents that refer to it', async () => {
    const { apply } = await aBench();
    const { output } = await apply({ ...fewestDocuments, 'queues/renewals.yaml': '[' });
    expect(output).toContain('1 issue. Nothing was written.');
  });
});

describe('documents are checked against each other as the folder would leave them', () => {
  const aCode = (category: string) => `name: Wrong person\ncategory: ${category}`;
  const withCode = {
    ...fewestDocuments,
    'disposition-codes/wrong.yaml': aCode('notRightParty'),
    'engagements/spring.yaml': `${spring}reattempts: { dispositionCodes: [wrong] }`,
  };

  test.each<[string, Files, string]>([
    [
      'a code that must not trigger a reattempt',
      { ...withCode, 'disposition-codes/wrong.yaml': aCode('success') },
      'engagements/spring.yaml\n    reattempts.dispositionCodes.0 ("wrong"): is of the category \'success\'',
    ],
    [
      'an AI-led engagement on a workstream without an agent',
      { ...fewestDocuments, 'engagements/spring.yaml': spring.replace('progressive', 'copilot') },
      'engagements/spring.yaml\n    workstreamId ("outbound"): has no AI agent',
    ],
    [
      'a voice engagement as a follow-up',
      {
        ...fewestDocuments,
        'engagements/spring.yaml': `${spring}reattempts: { smsFollowUp: spring }`,
      },
      'engagements/spring.yaml\n    reattempts.smsFollowUp ("spring"): must be an SMS engagement',
    ],
  ])('%s is refused', async (_what, files, expected) => {
    const { api, apply } = await aBench();
    const { code, output } = await apply(files);
    expect(code).toBe(1);
    expect(output).toContain(expected);
    expect(api.applied()).toBe(0);
  });

  test('a change that would make an engagement of the engine invalid is refused', async () => {
    const { api, apply } = await aBench();
    await apply(withCode);
    const { output } = await apply({ 'disposition-codes/wrong.yaml': aCode('success') });
    expect(output).toContain(
      'disposition-codes/wrong.yaml\n    category ("success"): This change would make reattempts.dispositionCodes.0 of the engagement \'spring\' invalid',
    );
    expect(api.applied()).toBe(1);
  });

  test('several changes that would make an engagement invalid are reported at the engagement', async () => {
    const { apply } = await aBench();
    await apply(withCode);
    const { output } = await apply({
      'disposition-codes/wrong.yaml': aCode('success'),
      'queues/other.yaml': 'name: Other',
    });
    expect(output).toContain(
      'engagements/spring (in the engine)\n    reattempts.dispositionCodes.0',
    );
  });

  test('a change of a field that never changes is refused', async () => {
    const { api, apply } = await aBench();
    await apply(fewestDocuments);
    const changed = `${spring}shards: 8\ncontactUniqueIdentifier: email`;
    const { code, output } = await apply({ 'engagements/spring.yaml': changed }, '--dry-run');
    expect(code).toBe(1);
    expect(output).toBe(
      [
        'engagements/spring.yaml',
        "    shards (8): cannot change; it is '4'",
        '    contactUniqueIdentifier ("email"): cannot change; it is \'contactid\'',
        '',
        '2 issues. Nothing was written.',
      ].join('\n'),
    );
    expect(api.applied()).toBe(1);
  });

  test('a change that is valid only with another one is written with it', async () => {
    const { apply } = await aBench();
    await apply(withCode);
    const changed = { ...fewestDocuments, 'disposition-codes/wrong.yaml': aCode('success') };
    expect(await apply(changed)).toMatchObject({ code: 0 });
  });
});
