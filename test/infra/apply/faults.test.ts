import { describe, expect, test } from 'vitest';
import { least, type Files } from './folder-builder.ts';
import { aBench } from './run-builder.ts';

describe('faults are told all at once, and nothing is written', () => {
  test('with file, path, value and what was expected', async () => {
    const { api, apply } = await aBench();
    const { code, said } = await apply({
      'queues/renewals.yaml': 'name: Renewals\nwrapUpSecond: 30\nwrapUpSeconds: -1',
      'queues/broken.json': '{',
      'queues/a b.yaml': 'name: A',
      'workstreams/outbound.json': { phoneNumber: 18005550100, numberType: 'directRouting' },
      'engagements/spring.yaml': `${least['engagements/spring.yaml']}fallbackQueueId: nobody\nrules: { averageWait: 5 }`,
    });
    expect(code).toBe(1);
    // What was expected is the API's to word.
    const told = said
      .split('\n')
      .map((line) => line.replace(/(\): |: is missing|read: ).*/, '$1…'));
    expect(told).toEqual([
      'engagements/spring.yaml',
      '    rules.averageWait (5): …',
      '    fallbackQueueId ("nobody"): …',
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
      '8 to put right. Nothing was written.',
    ]);
    expect(said).toContain("wrapUpSecond (30): is not known; did you mean 'wrapUpSeconds'?");
    expect(said).toContain("There is no queue 'nobody', here or in the engine.");
    expect(api.writes).toEqual([]);
  });

  test('also when the engine cannot be asked', async () => {
    const { api, apply } = await aBench();
    api.close();
    const { code, said } = await apply({ 'queues/a.yaml': 'nam: A' });
    expect(code).toBe(1);
    expect(said).toMatch(/^queues\/a\.yaml\n[^]*did you mean 'name'[^]*cannot be reached/);
  });

  test('a file that is faulty still is what others refer to', async () => {
    const { apply } = await aBench();
    const { said } = await apply({ ...least, 'queues/renewals.yaml': '[' });
    expect(said).toContain('1 to put right.');
  });
});

describe('documents are held against each other as they will be', () => {
  const code = (category: string) => `name: Wrong person\ncategory: ${category}`;
  const retried = {
    ...least,
    'disposition-codes/wrong.yaml': code('notRightParty'),
    'engagements/spring.yaml': `${least['engagements/spring.yaml']}reattempts: { dispositionCodes: [wrong] }`,
  };

  test.each<[string, Files, string]>([
    [
      'a code that may not trigger a reattempt',
      { ...retried, 'disposition-codes/wrong.yaml': code('success') },
      'engagements/spring.yaml\n    reattempts.dispositionCodes.0 ("wrong"): is of the category \'success\'',
    ],
    [
      'an engagement led by AI over a workstream without an agent',
      {
        ...least,
        'engagements/spring.yaml': least['engagements/spring.yaml'].replace(
          'progressive',
          'copilot',
        ),
      },
      'engagements/spring.yaml\n    workstreamId ("outbound"): has no AI agent',
    ],
    [
      'a follow-up by voice',
      {
        ...least,
        'engagements/spring.yaml': `${least['engagements/spring.yaml']}reattempts: { smsFollowUp: spring }`,
      },
      'engagements/spring.yaml\n    reattempts.smsFollowUp ("spring"): must be an SMS engagement',
    ],
  ])('%s', async (_what, files, told) => {
    const { api, apply } = await aBench();
    const { code: exit, said } = await apply(files);
    expect(exit).toBe(1);
    expect(said).toContain(told);
    expect(api.writes).toEqual([]);
  });

  test('and what would break an engagement of the engine that the folder does not have', async () => {
    const { api, apply } = await aBench();
    await apply(retried);
    const { said } = await apply({ 'disposition-codes/wrong.yaml': code('success') });
    expect(said).toContain('engagements/spring (in the engine)\n    reattempts.dispositionCodes.0');
    expect(api.writes).toHaveLength(4);
  });

  test('what never changes of an engagement that is there', async () => {
    const { api, apply } = await aBench();
    await apply(least);
    const spring = `${least['engagements/spring.yaml']}shards: 8\ncontactUniqueIdentifier: email`;
    const { code: exit, said } = await apply({ 'engagements/spring.yaml': spring }, '--dry-run');
    expect(exit).toBe(1);
    expect(said).toBe(
      [
        'engagements/spring.yaml',
        "    shards (8): cannot change; it is '4'",
        '    contactUniqueIdentifier ("email"): cannot change; it is \'contactid\'',
        '',
        '2 to put right. Nothing was written.',
      ].join('\n'),
    );
    expect(api.writes).toHaveLength(3);
  });

  test('what fits only once another document is written is written behind it', async () => {
    const { api, apply } = await aBench();
    await apply(retried);
    const { code: exit, said } = await apply({
      ...least,
      'disposition-codes/wrong.yaml': code('success'),
    });
    expect(exit).toBe(0);
    expect(said).not.toContain('!');
    expect(api.writes.slice(4)).toEqual([
      'PUT /engagements/spring',
      'PUT /disposition-codes/wrong',
    ]);
  });
});
