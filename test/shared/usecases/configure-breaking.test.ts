// A change of one document that would break an engagement is refused, and says which and how.
import { expect, test } from 'vitest';
import type { Document, Shape } from '../../support/builders/document.ts';
import { aStage } from '../../support/stage.ts';
import { everything, issuesOf, write } from '../../support/write.ts';

const agent = { name: 'Ada', endpoint: 'https://agent.example' };
const shown = '+12065550101';
const own = '+12065550177';
const lines = { phoneNumber: own, aiAgent: agent };

/** A workstream with an agent, its code, and two engagements on it that stand on what these say. */
async function anAgency() {
  const engine = await aStage();
  await write(engine, ['workstream', 'lines'], lines);
  await write(engine, ['dispositionCode', 'wrong'], { category: 'notRightParty' });
  await write(engine, ['progressive', 'calls'], {
    workstreamId: 'lines',
    'displayNumbers.numbers': [{ number: shown, type: 'directRouting' }],
    'reattempts.dispositionCodes': ['wrong'],
  });
  await write(engine, ['copilot', 'robot'], { workstreamId: 'lines' });
  return engine;
}

const rows: [string, readonly [Shape, string], Document, unknown, string][] = [
  [
    'a workstream gets a number of another type',
    ['workstream', 'lines'],
    { ...lines, numberType: 'teamsPhone' },
    'directRouting',
    "With it, displayNumbers.numbers.0.type of the engagement 'calls' would be wrong: it must be 'teamsPhone', as the number of the workstream 'lines' is.",
  ],
  [
    'a workstream loses its agent',
    ['workstream', 'lines'],
    { ...lines, aiAgent: null },
    'lines',
    "With it, workstreamId of the engagement 'robot' would be wrong: it has no AI agent (aiAgent); an engagement led by AI needs a workstream with one.",
  ],
  [
    'another workstream takes a number that is shown',
    ['workstream', 'outbound-us'],
    { phoneNumber: shown },
    shown,
    "With it, displayNumbers.numbers.0.number of the engagement 'calls' would be wrong: it is the number of the workstream 'outbound-us'.",
  ],
  [
    'a new workstream takes a number that is shown',
    ['workstream', 'new'],
    { phoneNumber: shown },
    shown,
    "With it, displayNumbers.numbers.0.number of the engagement 'calls' would be wrong: it is the number of the workstream 'new'.",
  ],
  [
    'a code changes its category',
    ['dispositionCode', 'wrong'],
    { category: 'callback' },
    'wrong',
    "With it, reattempts.dispositionCodes.0 of the engagement 'calls' would be wrong: it is of the category 'callback'; only 'notRightParty' may trigger a reattempt.",
  ],
  [
    'a code goes to another workstream',
    ['dispositionCode', 'wrong'],
    { category: 'notRightParty', workstreamId: 'outbound-us' },
    'wrong',
    "With it, reattempts.dispositionCodes.0 of the engagement 'calls' would be wrong: it belongs to the workstream 'outbound-us'.",
  ],
];

test.each(rows)('%s', async (_which, place, values, value, message) => {
  const engine = await anAgency();
  const before = await everything(engine);
  expect(await issuesOf(write(engine, place, values))).toEqual([{ path: '', value, message }]);
  expect(await everything(engine)).toEqual(before);
});

test('a change that breaks several engagements tells them all', async () => {
  const engine = await anAgency();
  await write(engine, ['predictiveAi', 'second-robot'], { workstreamId: 'lines' });
  const issues = await issuesOf(
    write(engine, ['workstream', 'lines'], { phoneNumber: own, numberType: 'teamsPhone' }),
  );
  const of = issues.map(({ message }) => /engagement '([^']+)'/.exec(message)?.[1]);
  expect(of.sort()).toEqual(['calls', 'robot', 'second-robot']);
});

test.each<[string, readonly [Shape, string], Document]>([
  [
    'a workstream with another name and language',
    ['workstream', 'lines'],
    { ...lines, language: 'de-DE' },
  ],
  [
    'a workstream that takes a number as its own',
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
])('%s breaks nothing and is taken', async (_which, place, values) => {
  const engine = await anAgency();
  expect(await write(engine, place, values)).toMatchObject({ created: false });
});

test('an engagement keeps its channel, its shards and what its contacts are known by', async () => {
  const engine = await anAgency();
  const before = await everything(engine);
  const issues = await issuesOf(
    write(engine, ['sms', 'calls'], { shards: 8, contactUniqueIdentifier: 'email' }),
  );
  expect(issues).toEqual([
    { path: 'channel', value: 'sms', message: "cannot change; it is 'voice'" },
    { path: 'shards', value: 8, message: "cannot change; it is '4'" },
    {
      path: 'contactUniqueIdentifier',
      value: 'email',
      message: "cannot change; it is 'contactid'",
    },
  ]);
  expect(await everything(engine)).toEqual(before);
});
