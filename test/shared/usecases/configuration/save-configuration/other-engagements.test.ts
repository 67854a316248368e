import { expect, test } from 'vitest';
import type { Document, Variant } from '../../../../support/builders/document.ts';
import { createSeededEngine } from '../../../../support/builders/seeded-engine.ts';
import { everything, issuesOf, write } from '../../../../support/builders/write-document.ts';

const agent = { name: 'Ada', endpoint: 'https://agent.example' };
const shown = '+12065550101';
const own = '+12065550177';
const lines = { phoneNumber: own, aiAgent: agent };

/** A workstream with an agent, a disposition code, and two engagements that depend on their fields. */
async function createAgency() {
  const engine = await createSeededEngine();
  await write(engine, ['workstream', 'lines'], lines);
  await write(engine, ['dispositionCode', 'wrong'], { category: 'notRightParty' });
  await write(engine, ['sms', 'text'], {});
  await write(engine, ['progressive', 'calls'], {
    workstreamId: 'lines',
    'displayNumbers.numbers': [{ number: shown, type: 'directRouting' }],
    'reattempts.dispositionCodes': ['wrong'],
    'reattempts.smsFollowUp': 'text',
  });
  await write(engine, ['copilot', 'robot'], { workstreamId: 'lines' });
  return engine;
}

/** The path is that of the field in the changed document. */
const rows: [string, readonly [Variant, string], Document, string, unknown, string][] = [
  [
    'a workstream gets a number of another type',
    ['workstream', 'lines'],
    { ...lines, numberType: 'teamsPhone' },
    'numberType',
    'teamsPhone',
    "This change would make displayNumbers.numbers.0.type of the engagement 'calls' invalid: it must be 'teamsPhone', the number type of the workstream 'lines'.",
  ],
  [
    'a workstream loses its agent',
    ['workstream', 'lines'],
    { ...lines, aiAgent: null },
    'aiAgent',
    null,
    "This change would make workstreamId of the engagement 'robot' invalid: it has no AI agent (aiAgent); an AI-led engagement needs a workstream with one.",
  ],
  [
    'another workstream gets the display number of an engagement',
    ['workstream', 'outbound-us'],
    { phoneNumber: shown },
    'phoneNumber',
    shown,
    "This change would make displayNumbers.numbers.0.number of the engagement 'calls' invalid: it is the number of the workstream 'outbound-us'.",
  ],
  [
    'a new workstream gets the display number of an engagement',
    ['workstream', 'new'],
    { phoneNumber: shown },
    'phoneNumber',
    shown,
    "This change would make displayNumbers.numbers.0.number of the engagement 'calls' invalid: it is the number of the workstream 'new'.",
  ],
  [
    'a code changes its category',
    ['dispositionCode', 'wrong'],
    { category: 'callback' },
    'category',
    'callback',
    "This change would make reattempts.dispositionCodes.0 of the engagement 'calls' invalid: it is of the category 'callback'; only 'notRightParty' may trigger a reattempt.",
  ],
  [
    'a code moves to another workstream',
    ['dispositionCode', 'wrong'],
    { category: 'notRightParty', workstreamId: 'outbound-us' },
    'workstreamId',
    'outbound-us',
    "This change would make reattempts.dispositionCodes.0 of the engagement 'calls' invalid: it belongs to the workstream 'outbound-us'.",
  ],
  [
    'a follow-up engagement loses its text',
    ['sms', 'text'],
    { message: null, intake: ['ccaasApi'] },
    'message',
    null,
    "This change would make reattempts.smsFollowUp of the engagement 'calls' invalid: it has no text to send; set its message or its messageTemplateId.",
  ],
];

test.each(rows)(
  '%s: the change is refused for the engagement, and nothing is saved',
  async (_which, place, values, path, value, message) => {
    const engine = await createAgency();
    const before = await everything(engine);
    expect(await issuesOf(write(engine, place, values))).toEqual([{ path, value, message }]);
    expect(await everything(engine)).toEqual(before);
  },
);

test('a change that makes several engagements invalid reports all of them', async () => {
  const engine = await createAgency();
  await write(engine, ['predictiveAi', 'second-robot'], { workstreamId: 'lines' });
  const issues = await issuesOf(
    write(engine, ['workstream', 'lines'], { phoneNumber: own, numberType: 'teamsPhone' }),
  );
  const of = issues.map(({ message }) => /engagement '([^']+)'/.exec(message)?.[1]);
  expect(of.sort()).toEqual(['calls', 'robot', 'second-robot']);
});

test.each<[string, readonly [Variant, string], Document]>([
  [
    'a workstream with another name and language',
    ['workstream', 'lines'],
    { ...lines, language: 'de-DE' },
  ],
  [
    'a workstream with the display number of its engagement',
    ['workstream', 'lines'],
    { ...lines, phoneNumber: shown },
  ],
  [
    'a code of the same category',
    ['dispositionCode', 'wrong'],
    { category: 'notRightParty', name: 'No' },
  ],
  [
    'a code of the workstream',
    ['dispositionCode', 'wrong'],
    { category: 'notRightParty', workstreamId: 'lines' },
  ],
])('%s makes no engagement invalid and is saved', async (_which, place, values) => {
  const engine = await createAgency();
  expect(await write(engine, place, values)).toMatchObject({ created: false });
});

test('an engagement that is invalid before a change does not prevent it', async () => {
  const engine = await createAgency();
  // An earlier version of the engine may leave an AI-led engagement without an agent.
  const found = await engine.configuration.find('workstream', 'lines');
  engine.configuration.plant('workstream', 'lines', { ...found?.value, aiAgent: null });
  await write(engine, ['workstream', 'spare'], { phoneNumber: '+12065550150' });
  await write(engine, ['progressive', 'calls'], { workstreamId: 'lines', name: 'Edited' });
  await write(engine, ['dispositionCode', 'wrong'], { category: 'notRightParty', name: 'No' });
  const issues = await issuesOf(
    write(engine, ['workstream', 'new'], { phoneNumber: '+12065550150' }),
  );
  expect(issues.map(({ path }) => path)).toEqual(['phoneNumber']);
  await write(engine, ['workstream', 'lines'], lines);
});

test.each([
  ['new', true],
  ['outbound-us', false],
])('the workstream %s with the number of another one is refused', async (id, isNew) => {
  const engine = await createAgency();
  const before = await everything(engine);
  expect(await issuesOf(write(engine, ['workstream', id], { phoneNumber: own }))).toEqual([
    { path: 'phoneNumber', value: own, message: "is the number of the workstream 'lines'" },
  ]);
  expect(await everything(engine)).toEqual(before);
  expect(isNew).toBe(before['workstream']?.every(({ document }) => document.id !== id));
});

test('a shared number is reported for the workstream, and not for its engagements', async () => {
  const engine = await createAgency();
  await write(engine, ['progressive', 'own'], {
    workstreamId: 'lines',
    'displayNumbers.numbers': [{ number: own, type: 'directRouting' }],
  });
  expect(await issuesOf(write(engine, ['workstream', 'new'], { phoneNumber: own }))).toEqual([
    { path: 'phoneNumber', value: own, message: "is the number of the workstream 'lines'" },
  ]);
});

test('an edit of channel, shards or unique identifier is refused', async () => {
  const engine = await createAgency();
  const before = await everything(engine);
  const issues = await issuesOf(
    write(engine, ['sms', 'calls'], { shards: 8, contactUniqueIdentifier: 'crm_id' }),
  );
  expect(issues).toEqual([
    { path: 'channel', value: 'sms', message: "cannot change; it is 'voice'" },
    { path: 'shards', value: 8, message: "cannot change; it is '4'" },
    {
      path: 'contactUniqueIdentifier',
      value: 'crm_id',
      message: "cannot change; it is 'contactid'",
    },
  ]);
  expect(await everything(engine)).toEqual(before);
});
