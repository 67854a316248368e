import { beforeAll, describe, expect, test } from 'vitest';
import type { Task } from '../../shared/domain/task/task.ts';
import { disorderly } from '../support/injection/callback-disorder.ts';
import type { TestEngine } from '../support/engine.ts';
import { broken, invariants } from '../support/invariants.ts';
import { type DayRecord, recordOf } from '../support/invariants/record.ts';
import { random } from '../support/fakes/seeded-random.ts';
import { optedOutBefore, renewals, runDay } from './campaign-day.ts';

const days = [
  ['an orderly day', () => runDay(1)],
  [
    'a day on which messages and callbacks come twice and out of order',
    () => disorderlyDay(2, 3_000),
  ],
] as const;

describe.each(days)('%s', (_name, run) => {
  let engine: TestEngine;
  let record: DayRecord;
  beforeAll(async () => {
    engine = await run();
    record = await recordOf(engine);
  });

  test.each(Object.entries(invariants))('%s', (_invariant, check) => {
    expect(check(record)).toEqual([]);
  });

  test('every contact reaches an end without a failure', () => {
    expect(record.tasks.filter(({ status }) => status !== 'closed')).toEqual([]);
    expect(engine.failures).toEqual([]);
    expect(engine.messageBus.dead).toEqual([]);
    expect(engine.messageBus.parked).toEqual([]);
  });

  test('every kind of event happens on that day', async () => {
    const { tasks, deliveries } = await engine.readReport(renewals.id);
    expect(tasks.accepted).toBe(186);
    expect(Object.keys(deliveries.voice.results)).toEqual(
      expect.arrayContaining([
        'LiveAnswer',
        'AnsweringMachine',
        'Busy',
        'NoAnswer',
        'InvalidAddress',
      ]),
    );
    const recorded = record.deliveries.flatMap((delivery) =>
      delivery.status === 'Complete' ? delivery.dispositionCodes : [],
    );
    expect([...new Set(recorded)].sort()).toEqual([
      ...['no-calls', 'not-now', 'renewed', 'wrong-person'],
    ]);
    expect(record.tasks.some(triedAgainAfterWrongParty)).toBe(true);
    expect(deliveries.sms.started).toBeGreaterThan(5);
    expect(deliveries.abandoned).toBeGreaterThan(0);
    expect(record.phoneCalls.length).toBeGreaterThan(250);
    expect(record.phoneCalls.some(({ to }) => optedOutBefore.includes(to))).toBe(false);
  });
});

test.each([3, 4])('the invariants hold on the disorderly day of seed %i', async (seed) => {
  const engine = await disorderlyDay(seed, 15_000);
  expect(broken(await recordOf(engine))).toEqual([]);
  expect(engine.tasks.all().tasks.every(({ status }) => status === 'closed')).toBe(true);
});

const triedAgainAfterWrongParty = ({ chain, attempt }: Task): boolean =>
  attempt > 1 && chain.some(({ numbers }) => numbers.some((one) => one.untexted === 'wrongParty'));

const disorderlyDay = (seed: number, tickMs?: number) =>
  runDay(seed, disorderly(random(seed)), tickMs);
