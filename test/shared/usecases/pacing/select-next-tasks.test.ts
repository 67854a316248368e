import { describe, expect, test } from 'vitest';
import { later, MINUTE, SECOND } from '../../../../shared/domain/values/time.ts';
import type { E164 } from '../../../../shared/domain/values/phone.ts';
import { aCall } from '../../../support/builders/call.ts';
import { aVoiceEngagement } from '../../../support/builders/engagement.ts';
import { at } from '../../../support/builders/instants.ts';
import { aRepresentative } from '../../../support/builders/representative.ts';
import { aWorkstream } from '../../../support/builders/workstream.ts';
import { storeCall } from '../../../support/builders/seed-documents.ts';
import { talkative } from '../../../support/fakes/fake-people.ts';
import {
  createSeededEngine,
  type SeededEngineOptions,
  signInGrace,
} from '../../../support/builders/seeded-engine.ts';
import type { TestEngine } from '../../../support/engine.ts';

const header = 'UniqueIdentifier,MobilePhoneNumber,TimeZone';
const rows = (count: number, first: number, zone: string): string =>
  [
    header,
    ...[...Array(count).keys()].map((n) => `p${first + n},+1206230${first + n},${zone}`),
  ].join('\n');

async function startEngagement(engine: TestEngine, id: string, changes = {}) {
  const engagement = aVoiceEngagement({ id, ...changes });
  await engine.documents.put('engagement', engagement, null);
  await engine.runEngagementOperation(engagement.id, 'Start');
  return engagement;
}

async function dropFile(engine: TestEngine, folder: string, content: string) {
  engine.files.put(`${folder}/march.csv`, content);
  await engine.importContacts(`${folder}/march.csv`);
}

const calledFrom = (engine: TestEngine) =>
  engine.callStore.calls().map((call) => call.engagementId);

test('a task is dialed though 300 tasks of another engagement before it are in quiet hours', async () => {
  const engine = await signInGrace(await createSeededEngine({ start: at('2026-03-10T23:00Z') }));
  await startEngagement(engine, 'west');
  await dropFile(engine, 'spring-renewals', rows(300, 1000, 'America/New_York'));
  await dropFile(engine, 'west', rows(1, 2000, 'America/Los_Angeles'));
  // 21:00 in New York, 18:00 in Los Angeles.
  const closing = at('2026-03-11T01:00Z');
  await engine.timeline.runTo(later(closing, SECOND));
  const report = await engine.runPacingTick('renewals', engine.timeline.now());
  expect(report).toMatchObject({ started: 1 });
  expect(calledFrom(engine)).toEqual(['west']);
});

test('a task is dialed though 300 tasks of the same engagement before it are in quiet hours', async () => {
  const engine = await signInGrace(await createSeededEngine({ start: at('2026-03-10T23:00Z') }));
  const east = rows(300, 1000, 'America/New_York');
  const west = rows(1, 2000, 'America/Los_Angeles').slice(header.length);
  await dropFile(engine, 'spring-renewals', east + west);
  await engine.timeline.runTo(at('2026-03-11T01:00:01Z'));
  expect(await engine.runPacingTick('renewals', engine.timeline.now())).toMatchObject({
    started: 1,
  });
  expect(engine.callStore.calls()).toMatchObject([{ to: '+12062302000' }]);
});

test('engagements of equal priority take turns with one call per tick', async () => {
  const engine = await signInGrace(await createSeededEngine());
  await startEngagement(engine, 'second');
  await dropFile(engine, 'spring-renewals', rows(4, 1000, 'America/New_York'));
  await dropFile(engine, 'second', rows(4, 2000, 'America/New_York'));
  const stop = engine.startTimers();
  await engine.timeline.runTo(later(engine.timeline.now(), 30 * MINUTE));
  stop();
  const order = calledFrom(engine);
  expect(order).toHaveLength(8);
  for (const id of ['second', 'spring-renewals']) {
    expect(order.slice(0, 4).filter((engagementId) => engagementId === id)).toHaveLength(2);
  }
});

test('live calls in a former pacing group still use the lines of their number', async () => {
  const engine = await signInGrace(await createSeededEngine());
  const { id, name, address, queues, skills } = aRepresentative();
  for (const n of [1, 2, 3]) {
    await engine.saveRepresentative({
      name,
      address,
      queues,
      skills,
      id: `${id}-${n}` as typeof id,
    });
    await engine.choosePresence(`${id}-${n}` as typeof id, 'available');
  }
  const { phoneNumber, callsPerNumber } = aWorkstream();
  for (let n = 0; n < callsPerNumber; n += 1) {
    const to: E164 = aCall({ status: 'talking' }).to;
    const callId = aCall({ status: 'talking' }).id.replace(/\d+$/, String(n + 7));
    await storeCall(
      engine,
      aCall({
        status: 'talking',
        id: callId,
        to,
        from: phoneNumber,
        pacingGroup: 'former+Spanish',
      }),
    );
  }
  await dropFile(engine, 'spring-renewals', rows(4, 1000, 'America/New_York'));
  const report = await engine.runPacingTick('renewals', engine.timeline.now());
  expect(report).toEqual({ started: 0, because: 'noLines' });
});

describe('with number rules, a display number without a free line', () => {
  const [wa, tx] = ['+12065550701', '+12065550702'] as const;
  const rule = (value: string, number: string) => ({
    field: 'state' as const,
    condition: 'equals' as const,
    value,
    number,
  });
  const byState = aVoiceEngagement({
    callOrder: 'firstInFirstOut',
    displayNumbers: {
      numbers: [wa, tx].map((number) => ({ number, type: 'directRouting' })),
      distribution: 'rules',
      rules: [rule('WA', wa), rule('TX', tx)],
    },
  });
  const ofState = (state: string, count: number, first: number) =>
    rows(count, first, `America/New_York,${state}`).replace(header, `${header},State`);

  /** Six representatives, `count` tasks of Washington, and then 30 tasks of Texas. */
  async function createWithTexasBehind(count: number, options: SeededEngineOptions = {}) {
    const engine = await createSeededEngine({
      engagement: byState,
      people: () => ({ ...talkative, talkMs: 600_000 }),
      ...options,
    });
    await dropFile(engine, 'spring-renewals', ofState('WA', count, 1000));
    await engine.timeline.runTo(later(engine.timeline.now(), 2 * SECOND));
    engine.files.put('spring-renewals/april.csv', ofState('TX', 30, 5000));
    await engine.importContacts('spring-renewals/april.csv');
    for (let n = 0; n < 6; n += 1) {
      const { id, name, address, queues, skills } = aRepresentative({
        id: `r${n}`,
        address: `8:acs:r${n}`,
      });
      await engine.saveRepresentative({ id, name, address, queues, skills });
      await engine.choosePresence(id, 'available');
    }
    return engine;
  }
  const shown = (engine: TestEngine) =>
    [...engine.callStore.calls().map(({ from }) => from)].sort();

  test('does not block the tasks of another number', async () => {
    const engine = await createWithTexasBehind(30);
    const report = await engine.runPacingTick('renewals', engine.timeline.now());
    expect(report).toMatchObject({ started: 4 });
    expect(shown(engine)).toEqual([wa, wa, tx, tx]);
  });

  test('does not block a task behind 150 others: each tick continues where the last one ended', async () => {
    const readCounts: number[] = [];
    const wrap: SeededEngineOptions['wrap'] = (ports) => ({
      ...ports,
      tasks: {
        ...ports.tasks,
        async ready(...args) {
          const tasks = await ports.tasks.ready(...args);
          readCounts.push(tasks.length);
          return tasks;
        },
      },
    });
    const engine = await createWithTexasBehind(150, { wrap });
    const ticks: number[] = [];
    for (let n = 0; n < 4; n += 1) {
      readCounts.length = 0;
      ticks.push((await engine.runPacingTick('renewals', engine.timeline.now())).started);
      expect(readCounts.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(6 + 50);
      await engine.timeline.runTo(later(engine.timeline.now(), SECOND));
    }
    expect(ticks).toEqual([2, 0, 2, 0]);
    expect(shown(engine)).toEqual([wa, wa, tx, tx]);
  });

  test('makes the next tick start from the first task after the last one was read', async () => {
    const engine = await createWithTexasBehind(60);
    await engine.runPacingTick('renewals', engine.timeline.now());
    await engine.timeline.runTo(later(engine.timeline.now(), SECOND));
    await engine.runPacingTick('renewals', engine.timeline.now());
    expect(shown(engine)).toEqual([wa, wa, tx, tx]);
    const stop = engine.startTimers();
    await engine.timeline.runTo(later(engine.timeline.now(), 30 * MINUTE));
    stop();
    const of = (number: string) => shown(engine).filter((from) => from === number).length;
    expect(of(tx)).toBeGreaterThan(4);
    expect(Math.abs(of(wa) - of(tx))).toBeLessThanOrEqual(2);
  });
});
