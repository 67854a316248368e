import { describe, expect, test } from 'vitest';
import { DAY, later, MINUTE, SECOND } from '../../../../../shared/domain/values/time.ts';
import { Transient } from '../../../../../shared/errors.ts';
import { aVoiceEngagement, limitsOf } from '../../../../support/builders/engagement.ts';
import { noon } from '../../../../support/builders/instants.ts';
import type { TestEngine } from '../../../../support/engine.ts';
import { raceBefore } from '../../../../support/injection/race-injection.ts';
import {
  createSeededEngine,
  dropContactFile,
  type SeededEngineOptions,
  signInGrace,
} from '../../../../support/builders/seeded-engine.ts';

const rows = ['UniqueIdentifier,MobilePhoneNumber,TimeZone', 'ada,+12062300001,America/New_York'];

type Changes = Parameters<typeof aVoiceEngagement>[0];
const edit = (engine: TestEngine, changes: Changes) =>
  engine.documents.put('engagement', aVoiceEngagement(changes), null);
const taskStatuses = (engine: TestEngine) => engine.tasks.all().tasks.map(({ status }) => status);
const none = { reranked: 0, regated: 0, closed: 0, left: 0, toCome: 0 };

describe('an edit while a task waits for its next attempt', () => {
  const waits = { waitMinutes: 60, smsFollowUp: 'spring-reminder' };
  const before = { attempts: 3, reasons: ['noAnswer' as const], ...waits };

  /** An engine with a task that waits for the second of three attempts. */
  async function createWaitingForReattempt(options: SeededEngineOptions = {}): Promise<TestEngine> {
    const engine = await createSeededEngine({
      ...options,
      engagement: aVoiceEngagement({ reattempts: before }),
      people: () => ({ kind: 'noAnswer' }),
    });
    await dropContactFile(engine, rows);
    await signInGrace(engine);
    const stop = engine.startTimers();
    await engine.timeline.runTo(later(noon, 5 * MINUTE));
    stop();
    expect(engine.tasks.all().tasks).toMatchObject([{ status: 'waiting', attempt: 2 }]);
    return engine;
  }
  async function aDayLater(engine: TestEngine) {
    const stop = engine.startTimers(MINUTE);
    await engine.timeline.runTo(later(noon, DAY));
    stop();
    expect(engine.failures).toEqual([]);
    return engine.tasks.all().tasks;
  }

  test.each<[string, Partial<typeof before>]>([
    ['fewer attempts', { attempts: 1 }],
    ['no reason for a reattempt', { reasons: [] }],
  ])('to %s closes the task and sends the follow-up', async (_which, changes) => {
    const engine = await createWaitingForReattempt();
    const { queued } = await edit(engine, { reattempts: { ...before, ...changes } });
    expect(queued).toEqual({ ...none, closed: 1 });
    expect(await aDayLater(engine)).toMatchObject([
      { status: 'closed', outcome: 'exhausted', followUp: 'Delivered' },
    ]);
    expect(engine.callControl.calls).toHaveLength(1);
  });

  test('to fewer attempts without a follow-up closes the task', async () => {
    const engine = await createWaitingForReattempt();
    await edit(engine, { reattempts: { ...before, attempts: 1, smsFollowUp: null } });
    expect(engine.tasks.all().tasks).toMatchObject([{ outcome: 'exhausted', followUp: null }]);
  });

  test('to fewer attempts with one left dials once more', async () => {
    const engine = await createWaitingForReattempt();
    expect((await edit(engine, { reattempts: { ...before, attempts: 2 } })).queued?.left).toBe(1);
    await aDayLater(engine);
    expect(engine.callControl.calls).toHaveLength(2);
  });

  test('to fewer attempts stops a tick from dialing before the re-evaluation', async () => {
    const race = raceBefore('tasks', 'queued');
    const engine = await createWaitingForReattempt(race);
    await engine.timeline.runTo(later(noon, 65 * MINUTE));
    expect(taskStatuses(engine)).toEqual(['ready']);
    race.with(() => Promise.reject(new Transient('throttled')));
    const { queued } = await edit(engine, { reattempts: { ...before, attempts: 1 } });
    expect(queued).toEqual({ ...none, toCome: 1 });
    await engine.schedulePacingTicks();
    await engine.timeline.runTo(later(engine.timeline.now(), SECOND));
    expect(taskStatuses(engine)).toEqual(['texting']);
    expect(engine.callControl.calls).toHaveLength(1);
  });
});

test('an edit that leaves a contact without a number sends no follow-up if it was never dialed', async () => {
  const reattempts = { smsFollowUp: 'spring-reminder' };
  const engine = await createSeededEngine({ engagement: aVoiceEngagement({ reattempts }) });
  await dropContactFile(engine, rows);
  const phoneTypes = [{ type: 'business' as const, quietHours: [] }];
  const { queued } = await edit(engine, { phoneTypes, reattempts });
  expect(queued).toEqual({ ...none, closed: 1 });
  expect(engine.tasks.all().tasks).toMatchObject([{ outcome: 'unreachable', followUp: null }]);
  expect(engine.tasks.all().deliveries).toEqual([]);
});

describe('an edit while a task waits for a frequency limit', () => {
  const reattempts = { attempts: 5, reasons: ['noAnswer' as const], waitMinutes: 1 };
  const taskLifetimeHours = 24 * 30;
  const oneADay = { frequencyLimits: limitsOf({ perDay: 1 }), reattempts, taskLifetimeHours };

  /** An engine with a task that was dialed once and waits until tomorrow. */
  async function createWaitingForLimit(): Promise<TestEngine> {
    const engine = await createSeededEngine({
      engagement: aVoiceEngagement(oneADay),
      people: () => ({ kind: 'noAnswer' }),
    });
    await dropContactFile(engine, rows);
    await signInGrace(engine);
    const stop = engine.startTimers();
    await engine.timeline.runTo(later(noon, 5 * MINUTE));
    stop();
    expect(engine.tasks.all().tasks).toMatchObject([
      { status: 'waiting', because: 'frequencyLimit' },
    ]);
    return engine;
  }

  test.each<[string, Changes]>([
    ['no limits', { reattempts }],
    ['two a day', { frequencyLimits: limitsOf({ perDay: 2 }), reattempts }],
    ['other limits', { frequencyLimits: limitsOf({ perWeek: 7 }), reattempts }],
  ])('to %s makes the task ready at once', async (_which, changes) => {
    const engine = await createWaitingForLimit();
    expect((await edit(engine, changes)).queued).toEqual({ ...none, regated: 1 });
    expect(taskStatuses(engine)).toEqual(['ready']);
    await engine.schedulePacingTicks();
    await engine.timeline.runTo(later(engine.timeline.now(), SECOND));
    expect(engine.callControl.calls).toHaveLength(2);
  });

  test.each<[string, Changes]>([
    ['the same limits', { ...oneADay, name: 'May' }],
    ['an additional limit', { frequencyLimits: limitsOf({ perDay: 1, perWeek: 7 }), reattempts }],
    [
      'an equally strict limit of the number',
      {
        frequencyLimits: limitsOf({}, { perDay: 1 }),
        reattempts,
      },
    ],
  ])('to %s changes nothing', async (_which, changes) => {
    const engine = await createWaitingForLimit();
    const found = engine.tasks.all();
    expect((await edit(engine, changes)).queued).toEqual({ ...none, left: 1 });
    expect(engine.tasks.all()).toEqual(found);
  });

  test('to a stricter limit makes the task wait longer', async () => {
    const engine = await createWaitingForLimit();
    const week = { ...oneADay, frequencyLimits: limitsOf({ perWeek: 1 }) };
    expect((await edit(engine, week)).queued).toEqual({ ...none, regated: 1 });
    const [task] = engine.tasks.all().tasks;
    expect(task).toMatchObject({ status: 'waiting', because: 'frequencyLimit' });
    expect(task && 'notBefore' in task && task.notBefore > later(noon, 6 * DAY)).toBe(true);
  });
});
