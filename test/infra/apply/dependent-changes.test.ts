import { describe, expect, test } from 'vitest';
import { engagementIdSchema } from '../../../shared/domain/values/ids.ts';
import type { Files } from './folder-builder.ts';
import { aBench } from './run-builder.ts';

const aLine = (phoneNumber: string, numberType = 'directRouting') => ({
  name: 'Outbound',
  phoneNumber,
  numberType,
});
const anEngagement = (workstreamId: string, number: string, type = 'directRouting', more = '') =>
  [
    `name: Spring renewals\nworkstreamId: ${workstreamId}\nqueueId: renewals\nchannel: voice\ndialMode: progressive`,
    `displayNumbers: { numbers: [{ number: ${number}, type: ${type} }] }`,
    more,
  ].join('\n');
const queue = { 'queues/renewals.yaml': 'name: Renewals' };
const [ownNumber, displayNumber, otherNumber] = ['+12065550199', '+12065550150', '+12065550177'];

const direct: Files = {
  ...queue,
  'workstreams/outbound.json': aLine(ownNumber),
  'engagements/spring.yaml': anEngagement('outbound', displayNumber),
};
const teams: Files = {
  ...queue,
  'workstreams/outbound.json': aLine(ownNumber, 'teamsPhone'),
  'engagements/spring.yaml': anEngagement('outbound', displayNumber, 'teamsPhone'),
};
const aCode = (workstreamId: string) => ({
  name: 'Wrong person',
  category: 'notRightParty',
  workstreamId,
});
const retryAfterCode = 'reattempts: { dispositionCodes: [wrong] }';

/** Applies one folder after the other; the engine must equal the second one. */
async function applyBoth(before: Files, after: Files, ...flags: string[]) {
  const bench = await aBench();
  expect(await bench.apply(before)).toMatchObject({ code: 0 });
  expect(await bench.apply(after, ...flags)).toMatchObject({ code: 0 });
  expect((await bench.apply(after, ...flags)).output).toContain('There is nothing to do.');
  return bench;
}

test('the number type of a workstream and of its display numbers changes in one batch', async () => {
  const { engine } = await applyBoth(direct, teams);
  const { document } = await engine.documents.get('engagement', 'spring');
  expect(document).toMatchObject({
    displayNumbers: { numbers: [{ number: displayNumber, type: 'teamsPhone' }] },
  });
});

test('a display number and the number of a workstream change places', async () => {
  const withNumbers = (shown: string, ofOther: string) => ({
    ...direct,
    'workstreams/other.json': aLine(ofOther),
    'engagements/spring.yaml': anEngagement('outbound', shown),
  });
  await applyBoth(withNumbers(displayNumber, otherNumber), withNumbers(otherNumber, displayNumber));
});

test('an engagement moves to another workstream together with the code of its reattempts', async () => {
  const on = (workstream: string, type: string) => ({
    ...direct,
    'workstreams/other.json': aLine(otherNumber, type),
    'disposition-codes/wrong.json': aCode(workstream),
    'engagements/spring.yaml': anEngagement(workstream, displayNumber, type, retryAfterCode),
  });
  await applyBoth(on('outbound', 'directRouting'), on('other', 'teamsPhone'));
});

describe('a document that needs the removal of another one', () => {
  const { 'workstreams/outbound.json': outbound, ...rest } = direct;
  const replaced: Files = {
    ...rest,
    'workstreams/next.json': aLine(otherNumber),
    'engagements/spring.yaml': anEngagement('next', ownNumber),
  };

  test('is written in the batch of the removal', async () => {
    await applyBoth(
      {
        ...queue,
        'workstreams/old.json': aLine(otherNumber),
        'workstreams/outbound.json': outbound,
        'engagements/spring.yaml': anEngagement('outbound', displayNumber),
      },
      {
        ...queue,
        'workstreams/outbound.json': outbound,
        'engagements/spring.yaml': anEngagement('outbound', otherNumber),
      },
      '--prune',
    );
  });

  test('is written if it referred to the removed document before', async () => {
    await applyBoth(direct, replaced, '--prune');
  });

  test('is refused without --prune', async () => {
    const { api, apply } = await aBench();
    await apply(direct);
    const { code, output } = await apply(replaced);
    expect(code).toBe(1);
    expect(output).toContain("is the number of the workstream 'outbound'");
    expect(api.applied()).toBe(1);
  });
});

test('a running engagement changes together with its workstream and keeps running', async () => {
  const { engine, apply } = await aBench();
  await apply(direct);
  const { runEngagementOperation, documents } = engine;
  const running = await runEngagementOperation(engagementIdSchema.parse('spring'), 'Start');
  expect(await apply(teams)).toMatchObject({ code: 0 });
  expect((await documents.get('engagement', 'spring')).lifecycle).toEqual(running);
});
