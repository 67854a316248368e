import { expect, test } from 'vitest';
import type { ConfigurationKind } from '../../../../shared/domain/configuration/documents.ts';
import { queueIdSchema } from '../../../../shared/domain/values/ids.ts';
import { NotAllowed, NotFound } from '../../../../shared/errors.ts';
import type { Document, Variant } from '../../../support/builders/document.ts';
import { aVoiceEngagement } from '../../../support/builders/engagement.ts';
import { aRepresentative } from '../../../support/builders/representative.ts';
import { createSeededEngine, dropContactFile } from '../../../support/builders/seeded-engine.ts';
import { everything, write } from '../../../support/builders/write-document.ts';

type Written = readonly [readonly [Variant, string], Document?];

const wrong: Written = [['dispositionCode', 'wrong'], { category: 'notRightParty' }];
const second: Written = [['queue', 'second']];
const spare: Written = [['workstream', 'spare'], { phoneNumber: '+12065550150' }];
const sorry: Written = [['messageTemplate', 'sorry']];
const calls: readonly [Variant, string] = ['progressive', 'calls'];

const rows: [string, ConfigurationKind, string, Written[], string][] = [
  [
    'a workstream of an engagement',
    'workstream',
    'spare',
    [spare, [calls, { workstreamId: 'spare' }]],
    "The workstream 'spare' is used by the engagement 'calls'.",
  ],
  [
    'a workstream of a disposition code',
    'workstream',
    'spare',
    [spare, [['dispositionCode', 'local'], { workstreamId: 'spare' }]],
    "The workstream 'spare' is used by the disposition code 'local'.",
  ],
  [
    'the primary queue of an engagement',
    'queue',
    'second',
    [second, [calls, { queueId: 'second' }]],
    "The queue 'second' is used by the engagement 'calls'.",
  ],
  [
    'the fallback queue of an engagement',
    'queue',
    'second',
    [second, [calls, { fallbackQueueId: 'second' }]],
    "The queue 'second' is used by the engagement 'calls'.",
  ],
  [
    'the default and fallback queue of a workstream',
    'queue',
    'second',
    [second, [spare[0], { ...spare[1], defaultQueueId: 'second', fallbackQueueId: 'second' }]],
    "The queue 'second' is used by the workstream 'spare'.",
  ],
  [
    'an SMS engagement that is a follow-up',
    'engagement',
    'spring-reminder',
    [[calls, { 'reattempts.smsFollowUp': 'spring-reminder' }]],
    "The engagement 'spring-reminder' is used by the engagement 'calls'.",
  ],
  [
    'an engagement of a cancellation policy',
    'engagement',
    'spring-reminder',
    [[['cancellationPolicy', 'storm'], { engagementIds: ['spring-reminder'] }]],
    "The engagement 'spring-reminder' is used by the cancellation policy 'storm'.",
  ],
  [
    'a disposition code that triggers reattempts',
    'dispositionCode',
    'wrong',
    [wrong, [calls, { 'reattempts.dispositionCodes': ['wrong'] }]],
    "The disposition code 'wrong' is used by the engagement 'calls'.",
  ],
  [
    'a message template of an engagement',
    'messageTemplate',
    'sorry',
    [sorry, [['sms', 'texts'], { message: undefined, messageTemplateId: 'sorry' }]],
    "The message template 'sorry' is used by the engagement 'texts'.",
  ],
  [
    'a queue with several users',
    'queue',
    'second',
    [second, [spare[0], { ...spare[1], defaultQueueId: 'second' }], [calls, { queueId: 'second' }]],
    "The queue 'second' is used by the workstream 'spare', the engagement 'calls'.",
  ],
];

test.each(rows)(
  '%s is not removed, and the refusal names its users',
  async (_which, kind, id, written, message) => {
    const engine = await createSeededEngine();
    for (const [place, values] of written) await write(engine, place, values);
    const before = await everything(engine);
    const removal = engine.documents.remove(kind, id, null);
    await expect(removal).rejects.toThrow(NotAllowed);
    await expect(removal).rejects.toMatchObject({ reason: 'inUse', message });
    expect(await everything(engine)).toEqual(before);
  },
);

test.each<[readonly [Variant, string], Document?]>([
  [...spare],
  [...second],
  [...wrong],
  [...sorry],
  [['cancellationPolicy', 'storm'], {}],
  [['progressive', 'calls'], {}],
  [['sms', 'texts'], {}],
])('%s is removed without users, and a second removal throws NotFound', async (place, values) => {
  const engine = await createSeededEngine();
  const before = await everything(engine);
  await write(engine, place, values);
  const kind = (
    ['progressive', 'sms'].includes(place[0]) ? 'engagement' : place[0]
  ) as ConfigurationKind;
  await engine.documents.remove(kind, place[1], null);
  expect(await everything(engine)).toEqual(before);
  await expect(engine.documents.remove(kind, place[1], null)).rejects.toThrow(NotFound);
});

test('a queue in the profile of a representative is not removed', async () => {
  const engine = await createSeededEngine();
  await write(engine, ...second);
  const { id, name, address, skills } = aRepresentative();
  const profile = { id, name, address, skills };
  await engine.saveRepresentative({ ...profile, queues: [queueIdSchema.parse('second')] });
  await expect(engine.documents.remove('queue', 'second', null)).rejects.toThrow(
    "The queue 'second' is used by the representative 'grace'.",
  );
  await engine.saveRepresentative({ ...profile, queues: [] });
  await engine.documents.remove('queue', 'second', null);
});

test('a document is removed after its last user refers to another one', async () => {
  const engine = await createSeededEngine();
  await write(engine, ...second);
  await write(engine, calls, { queueId: 'second' });
  await write(engine, calls, { queueId: 'renewals' });
  await engine.documents.remove('queue', 'second', null);
});

const ada = 'ada,+12062300001,America/New_York';
const header = 'UniqueIdentifier,MobilePhoneNumber,TimeZone';

test('an engagement that runs or has open tasks is not removed', async () => {
  const engine = await createSeededEngine();
  const { id } = aVoiceEngagement();
  await dropContactFile(engine, [header, ada]);
  const removal = () => engine.documents.remove('engagement', id, null);
  await expect(removal()).rejects.toMatchObject({ reason: 'running', message: /Stop it first/ });
  await engine.runEngagementOperation(id, 'Suspend');
  await expect(removal()).rejects.toMatchObject({
    reason: 'hasOpenTasks',
    message: "The engagement 'spring-renewals' still has 1 open tasks.",
  });
});
