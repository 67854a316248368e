import { expect, test } from 'vitest';
import type { Document, Variant } from '../../../../support/builders/document.ts';
import { createSeededEngine } from '../../../../support/builders/seeded-engine.ts';
import { everything, issuesOf, write } from '../../../../support/builders/write-document.ts';

/** An engine with another workstream and a code of each category. */
async function createAgency() {
  const engine = await createSeededEngine();
  await write(engine, ['workstream', 'other'], { phoneNumber: '+12065550150' });
  await write(engine, ['dispositionCode', 'done'], { category: 'success' });
  await write(engine, ['dispositionCode', 'wrong'], { category: 'notRightParty' });
  await write(engine, ['dispositionCode', 'wrong-there'], {
    category: 'notRightParty',
    workstreamId: 'other',
  });
  await write(engine, ['sms', 'by-request'], { message: undefined, intake: ['ccaasApi'] });
  return engine;
}
const shows = (number: string, type: string): Document => ({
  'displayNumbers.numbers': [{ number, type }],
});

const rows: [string, Variant, Document, string, unknown, string][] = [
  [
    'a display number of the wrong type',
    'progressive',
    shows('+12065550101', 'teamsPhone'),
    'displayNumbers.numbers.0.type',
    'teamsPhone',
    "must be 'directRouting', the number type of the workstream 'outbound-us'",
  ],
  [
    'a display number that is the number of another workstream',
    'progressive',
    shows('+12065550150', 'directRouting'),
    'displayNumbers.numbers.0.number',
    '+12065550150',
    "is the number of the workstream 'other'",
  ],
  ...(['copilot', 'progressiveAi', 'predictiveAi', 'sms'] as const).map(
    (variant): [string, Variant, Document, string, unknown, string] => [
      'an AI lead on a workstream without an agent',
      variant,
      { ledBy: 'ai' },
      'workstreamId',
      'outbound-us',
      'has no AI agent (aiAgent); an AI-led engagement needs a workstream with one',
    ],
  ),
  [
    'a reattempt after a code of the wrong category',
    'predictive',
    { 'reattempts.dispositionCodes': ['wrong', 'done'] },
    'reattempts.dispositionCodes.1',
    'done',
    "is of the category 'success'; only 'notRightParty' may trigger a reattempt",
  ],
  [
    'a reattempt after a code of another workstream',
    'preview',
    { 'reattempts.dispositionCodes': ['wrong-there'] },
    'reattempts.dispositionCodes.0',
    'wrong-there',
    "belongs to the workstream 'other'",
  ],
  [
    'a follow-up that is a voice engagement',
    'progressive',
    { 'reattempts.smsFollowUp': 'spring-renewals' },
    'reattempts.smsFollowUp',
    'spring-renewals',
    "must be an SMS engagement; 'spring-renewals' is a voice engagement",
  ],
  [
    'a follow-up to itself',
    'progressive',
    { 'reattempts.smsFollowUp': 'new' },
    'reattempts.smsFollowUp',
    'new',
    "must be an SMS engagement; 'new' is a voice engagement",
  ],
  [
    'a follow-up without a text',
    'progressive',
    { 'reattempts.smsFollowUp': 'by-request' },
    'reattempts.smsFollowUp',
    'by-request',
    'has no text to send; set its message or its messageTemplateId',
  ],
  [
    'a fallback queue that is the primary one',
    'progressive',
    { fallbackQueueId: 'renewals' },
    'fallbackQueueId',
    'renewals',
    'must be another queue than the primary queue (queueId)',
  ],
];

test.each(rows)(
  '%s in %s is refused, and nothing is saved',
  async (_which, variant, values, path, value, message) => {
    const engine = await createAgency();
    const before = await everything(engine);
    expect(await issuesOf(write(engine, [variant, 'new'], values))).toEqual([
      { path, value, message },
    ]);
    expect(await everything(engine)).toEqual(before);
  },
);

test('contradictions are reported together with missing references', async () => {
  const engine = await createAgency();
  const issues = await issuesOf(
    write(engine, ['progressive', 'new'], {
      ...shows('+12065550150', 'teamsPhone'),
      'reattempts.dispositionCodes': ['nothing', 'done'],
      queueId: 'nowhere',
    }),
  );
  expect(issues.map(({ path }) => path)).toEqual([
    'queueId',
    'reattempts.dispositionCodes.0',
    'displayNumbers.numbers.0.type',
    'displayNumbers.numbers.0.number',
    'reattempts.dispositionCodes.1',
  ]);
});

test('an engagement that matches its documents is saved', async () => {
  const engine = await createAgency();
  await write(engine, ['progressive', 'new'], {
    ...shows('+12065550101', 'directRouting'),
    'reattempts.dispositionCodes': ['wrong'],
    'reattempts.smsFollowUp': 'spring-reminder',
  });
  expect((await engine.documents.list('engagement')).map(({ document }) => document.id)).toContain(
    'new',
  );
});

test('a policy and a template are saved without other documents', async () => {
  const engine = await createAgency();
  await write(engine, ['cancellationPolicy', 'storm'], { engagementIds: ['spring-renewals'] });
  await write(engine, ['messageTemplate', 'sorry']);
  await write(engine, ['sms', 'apology'], { message: undefined, messageTemplateId: 'sorry' });
});
