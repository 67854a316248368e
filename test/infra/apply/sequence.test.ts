import { describe, expect, test } from 'vitest';
import { readFolder } from '../../../infra/apply/read-folder.ts';
import { planOf } from '../../../infra/apply/plan.ts';
import { validate } from '../../../infra/apply/desired-documents.ts';
import { resolvePlan } from '../../../infra/apply/resolve-plan.ts';
import { aWorkstream } from '../../support/builders/workstream.ts';
import { aFolder, type Files } from './folder-builder.ts';
import { aBench, type Bench } from './run-builder.ts';

const line = (phoneNumber: string, numberType = 'directRouting') => ({
  name: 'Outbound',
  phoneNumber,
  numberType,
});
const shows = (workstreamId: string, number: string, type = 'directRouting', more = '') =>
  [
    `name: Spring renewals\nworkstreamId: ${workstreamId}\nqueueId: renewals\nchannel: voice\ndialMode: progressive`,
    `displayNumbers: { numbers: [{ number: ${number}, type: ${type} }] }`,
    more,
  ].join('\n');
const queue = { 'queues/renewals.yaml': 'name: Renewals' };
const [own, shown, other] = ['+12065550199', '+12065550150', '+12065550177'];

const direct: Files = {
  ...queue,
  'workstreams/outbound.json': line(own),
  'engagements/spring.yaml': shows('outbound', shown),
};
const teams: Files = {
  ...queue,
  'workstreams/outbound.json': line(own, 'teamsPhone'),
  'engagements/spring.yaml': shows('outbound', shown, 'teamsPhone'),
};
const code = (workstreamId: string) => ({
  name: 'Wrong person',
  category: 'notRightParty',
  workstreamId,
});
const retried = 'reattempts: { dispositionCodes: [wrong] }';

/** From one folder to another; each write behind the first folder's. */
async function from(before: Files, after: Files, ...flags: string[]) {
  const bench = await aBench();
  expect(await bench.apply(before)).toMatchObject({ code: 0 });
  const planned = await bench.apply(after, ...flags, '--dry-run');
  expect(planned.code).toBe(0);
  const begun = bench.api.writes.length;
  const { code: exit, said } = await bench.apply(after, ...flags);
  expect({ exit, said }).toMatchObject({ exit: 0 });
  expect(said.startsWith(planned.said.replace(/Nothing was written.*$/, ''))).toBe(true);
  expect((await bench.apply(after, ...flags)).said).toContain('There is nothing to do.');
  return { ...bench, said, writes: bench.api.writes.slice(begun) };
}

describe('two changes that need each other', () => {
  test('the type of a workstream’s number and of the display numbers: the engagement is without these in between', async () => {
    const { said, writes, engine } = await from(direct, teams);
    expect(said).toContain(
      [
        '= queues/renewals',
        '~ engagements/spring (for the time being without its display numbers)',
        '~ workstreams/outbound',
        '    numberType: "directRouting" → "teamsPhone"',
        '~ engagements/spring',
        '    displayNumbers.numbers.0.type: "directRouting" → "teamsPhone"',
        '',
        '0 to create, 2 to change, 1 as they are.',
      ].join('\n'),
    );
    expect(said).toContain(
      '~ engagements/spring (for the time being without its display numbers) changed\n',
    );
    expect(writes).toEqual([
      'PUT /engagements/spring',
      'PUT /workstreams/outbound',
      'PUT /engagements/spring',
    ]);
    const { value } = await engine.saveConfiguration.get('engagement', 'spring');
    expect(value.engagement).toMatchObject({
      displayNumbers: { numbers: [{ number: shown, type: 'teamsPhone' }] },
    });
  });

  test('and only those engagements are written twice that must be', async () => {
    const second = { 'engagements/autumn.yaml': shows('other', other) };
    const others = { 'workstreams/other.json': line('+12065550111') };
    const { writes } = await from(
      { ...direct, ...others, ...second },
      {
        ...teams,
        ...others,
        'engagements/autumn.yaml': `${second['engagements/autumn.yaml']}\npriority: high`,
      },
    );
    expect(writes.sort()).toEqual([
      'PUT /engagements/autumn',
      'PUT /engagements/spring',
      'PUT /engagements/spring',
      'PUT /workstreams/outbound',
    ]);
  });

  test('a display number and a workstream’s own number, each taking the other’s', async () => {
    const numbers = (mine: string, theirs: string) => ({
      ...direct,
      'workstreams/other.json': line(theirs),
      'engagements/spring.yaml': shows('outbound', mine),
    });
    const { writes } = await from(numbers(shown, other), numbers(other, shown));
    expect(writes).toEqual([
      'PUT /engagements/spring',
      'PUT /workstreams/other',
      'PUT /engagements/spring',
    ]);
  });

  test('an engagement that moves to another workstream with the code of its reattempts', async () => {
    const on = (workstream: string) => ({
      ...direct,
      'workstreams/other.json': line(other),
      'disposition-codes/wrong.json': code(workstream),
      'engagements/spring.yaml': shows(workstream, shown, 'directRouting', retried),
    });
    const { said, writes } = await from(on('outbound'), on('other'));
    expect(said).toContain('(for the time being without the disposition codes of its reattempts)');
    expect(writes).toEqual([
      'PUT /engagements/spring',
      'PUT /disposition-codes/wrong',
      'PUT /engagements/spring',
    ]);
  });

  test('and both at once', async () => {
    const { said, writes } = await from(
      {
        ...direct,
        'workstreams/other.json': line(other),
        'disposition-codes/wrong.json': code('outbound'),
        'engagements/spring.yaml': shows('outbound', shown, 'directRouting', retried),
      },
      {
        ...direct,
        'workstreams/other.json': line(other, 'teamsPhone'),
        'disposition-codes/wrong.json': code('other'),
        'engagements/spring.yaml': shows('other', shown, 'teamsPhone', retried),
      },
    );
    expect(said).toContain('without the disposition codes of its reattempts');
    expect(writes).toHaveLength(4);
  });
});

describe('what takes the place of something that is removed', () => {
  const { 'workstreams/outbound.json': line1, ...rest } = direct;
  const pruned: Files = {
    ...rest,
    'workstreams/next.json': line(other),
    'engagements/spring.yaml': shows('next', own),
  };

  test('is written behind its removal', async () => {
    const { writes } = await from(
      {
        ...queue,
        'workstreams/old.json': line(other),
        'workstreams/outbound.json': line1,
        'engagements/spring.yaml': shows('outbound', shown),
        'queues/old.yaml': 'name: Old',
      },
      {
        ...queue,
        'workstreams/outbound.json': line1,
        'engagements/spring.yaml': shows('outbound', other),
      },
      '--prune',
    );
    expect(writes).toEqual([
      'DELETE /workstreams/old',
      'PUT /engagements/spring',
      'DELETE /queues/old',
    ]);
  });

  test('also where it used to refer to it', async () => {
    const { writes } = await from(direct, pruned, '--prune');
    expect(writes).toEqual([
      'PUT /workstreams/next',
      'PUT /engagements/spring',
      'DELETE /workstreams/outbound',
      'PUT /engagements/spring',
    ]);
  });

  test('and not at all while that stays', async () => {
    const { api, apply } = await aBench();
    await apply(direct);
    const { code: exit, said } = await apply(pruned);
    expect(exit).toBe(1);
    expect(said).toContain("is the number of the workstream 'outbound'");
    expect(api.writes).toHaveLength(3);
  });
});

describe('an engagement that runs', () => {
  const running = async (): Promise<Bench> => {
    const bench = await aBench();
    await bench.apply(direct);
    const { value } = await bench.engine.saveConfiguration.get('engagement', 'spring');
    await bench.engine.runEngagementOperation(value.engagement.id, 'Start');
    return bench;
  };

  test('is not dialled for without its display numbers: it is to be suspended first', async () => {
    const { engine, api, apply } = await running();
    const { code: exit, said } = await apply(teams, '--dry-run');
    expect(exit).toBe(1);
    expect(said).toContain(
      'engagements/spring.yaml\n    can only be changed by way of a version without its display numbers, and it is running: Suspend it,',
    );
    expect(api.writes).toHaveLength(3);

    const { value } = await engine.saveConfiguration.get('engagement', 'spring');
    await engine.runEngagementOperation(value.engagement.id, 'Suspend');
    expect(await apply(teams)).toMatchObject({ code: 0 });
  });

  test('is not either when it started since the plan was made', async () => {
    const { engine, api, apply } = await aBench();
    await apply(direct);
    const { value } = await engine.saveConfiguration.get('engagement', 'spring');
    api.before('PUT /engagements/spring', () =>
      engine.runEngagementOperation(value.engagement.id, 'Start'),
    );
    const { said } = await apply(teams);
    expect(said).toContain(
      '! engagements/spring.yaml is not changed: it was changed by somebody else',
    );
    const after = await engine.saveConfiguration.get('engagement', 'spring');
    expect(after.value.engagement).toEqual(value.engagement);
  });

  test('is changed where nothing has to be in between', async () => {
    const { apply } = await running();
    const changed = { ...direct, 'engagements/spring.yaml': shows('outbound', other) };
    expect(await apply(changed)).toMatchObject({ code: 0 });
  });
});

describe('a plan that ends between two versions', () => {
  test('says what is missing, and is finished by the next run', async () => {
    const { engine, api, apply } = await aBench();
    await apply(direct);
    api.before('PUT /workstreams/outbound', async () => api.close());
    const { code: exit, said } = await apply(teams);
    expect(exit).toBe(1);
    expect(said).toContain(
      '! engagements/spring is left without its display numbers: apply again before it is started',
    );
    expect(said).toContain('1 of 3 were done; start it again for the rest.');
    const again = await aBench(engine);
    expect(await again.apply(teams)).toMatchObject({ code: 0 });
    expect(again.api.writes.at(-1)).toBe('PUT /engagements/spring');
  });

  test('also when somebody else changed what it was for', async () => {
    const { engine, api, apply } = await aBench();
    await apply(direct);
    const theirs = aWorkstream({ id: 'outbound', name: 'Theirs' });
    api.before('PUT /workstreams/outbound', () =>
      engine.saveConfiguration.put('workstream', theirs, null),
    );
    const { code: exit, said } = await apply(teams);
    expect(exit).toBe(1);
    expect(said).toContain(
      '! workstreams/outbound.json is not changed: it was changed by somebody',
    );
    expect(said).toContain('! engagements/spring.yaml is not changed: ');
    expect(said).toContain('! engagements/spring is left without its display numbers');
  });
});

describe('what no order makes possible is told', () => {
  /** References are told before; here they stand for whatever the engine refuses. */
  const astray = (...ids: string[]) =>
    Object.fromEntries(ids.map((id) => [`engagements/${id}.yaml`, shows('nowhere', shown)]));
  const faultsOf = async (files: Files) => {
    const { wanted } = validate(readFolder(aFolder({ ...queue, ...files })));
    return (await resolvePlan(planOf(wanted, [], []), [], [])).faults;
  };

  test('of one document as the engine would tell it', async () => {
    expect(await faultsOf(astray('a'))).toEqual([
      {
        file: 'engagements/a.yaml',
        path: 'workstreamId',
        value: 'nowhere',
        message: "There is no workstream 'nowhere'.",
      },
    ]);
  });

  test('of several, with what may be done', async () => {
    const faults = await faultsOf(astray('a', 'b'));
    expect(faults.map(({ file }) => file)).toEqual(['engagements/a.yaml', 'engagements/b.yaml']);
    expect(faults[0]?.message).toContain(
      'in whatever order the folder is applied: apply a version',
    );
  });
});
