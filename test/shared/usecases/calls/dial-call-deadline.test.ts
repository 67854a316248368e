// A dial that is overtaken by its own lease: what it leaves behind when it was given up meanwhile.
import { describe, expect, test } from 'vitest';
import { e164Schema } from '../../../../shared/domain/values/phone.ts';
import { later, MINUTE, SECOND } from '../../../../shared/domain/values/time.ts';
import { at, crashOnce } from '../../../support/injection/crash-injection.ts';
import type { EngineOptions, TestEngine } from '../../../support/engine.ts';
import { raceBefore } from '../../../support/injection/race-injection.ts';
import {
  createSeededEngine,
  dropContactFile,
  signInGrace,
} from '../../../support/builders/seeded-engine.ts';

const ada = e164Schema.parse('+12062300001');

/** A tick has just ordered the call of Ada. */
async function ordered(options: EngineOptions): Promise<TestEngine> {
  const engine = await signInGrace(await createSeededEngine(options));
  await dropContactFile(engine, [
    'UniqueIdentifier,MobilePhoneNumber,TimeZone',
    `ada,${ada},America/New_York`,
  ]);
  const { started } = await engine.runPacingTick('renewals', engine.timeline.now());
  expect(started).toBe(1);
  return engine;
}
const dialled = ({ timeline }: TestEngine) => timeline.runTo(later(timeline.now(), SECOND));

const adaOf = ({ contacts }: TestEngine) => contacts.contacts()[0]!;
const task = (engine: TestEngine) => engine.tasks.all().tasks[0];
const openOf = async ({ contacts }: TestEngine) => (await contacts.number(ada)).value.open;

describe('a dial so slow that its lease is over', () => {
  /** The sweep finds task, representative and call past their deadlines, and gives all three back. */
  async function giveUp(engine: TestEngine) {
    engine.clock.shift(MINUTE);
    await engine.sweep();
    expect(task(engine)).toMatchObject({ status: 'ready' });
    expect(engine.callStore.calls()).toMatchObject([{ status: 'settled', result: 'Cancelled' }]);
  }

  const moments = [
    ['before it takes the number', 'contacts', 'saveNumber'],
    ['before it enters the contact’s log', 'contacts', 'save'],
    ['before it opens the delivery', 'tasks', 'commit'],
  ] as const;

  test.each(moments)(
    '%s: neither the number nor the limits keep a mark of it',
    async (...moment) => {
      const [, port, method] = moment;
      const race = raceBefore(port as 'contacts', method as 'save');
      const engine = await ordered({ wrap: race.wrap });
      race.with(() => giveUp(engine));
      await dialled(engine);
      expect(engine.callControl.calls).toEqual([]);
      expect(adaOf(engine).reached).toEqual([]);
      expect(await openOf(engine)).toBeNull();
    },
  );

  test.each(['before', 'after'] as const)(
    'and dies %s entering the contact’s log: the message comes again and tidies up',
    async (when) => {
      const race = raceBefore('contacts', 'saveNumber');
      const death = crashOnce(at(when, 'contacts', 'save'));
      const engine = await ordered({ wrap: (ports) => race.wrap(death.wrap(ports)) });
      race.with(() => giveUp(engine));
      await dialled(engine);
      expect(await openOf(engine)).not.toBeNull();
      await engine.timeline.runTo(later(engine.timeline.now(), 2 * MINUTE));
      expect(engine.callControl.calls).toEqual([]);
      expect(adaOf(engine).reached).toEqual([]);
      expect(await openOf(engine)).toBeNull();
    },
  );

  test('and gets in between two steps of the giving up: no mark of it is left', async () => {
    const [slow, slower] = [raceBefore('contacts', 'saveNumber'), raceBefore('tasks', 'commit')];
    const engine = await ordered({ wrap: (ports) => slow.wrap(slower.wrap(ports)) });
    const { timeline } = engine;
    slow.with(() => timeline.sleep(2 * SECOND));
    timeline.after(SECOND, () => {
      // The number and the contact are given back, and then the task, which is being dialled by then.
      slower.with(() => timeline.sleep(3 * SECOND));
      const [call] = engine.callStore.calls();
      const now = engine.clock.now();
      const withdrawn = { kind: 'withdrawn', now, againFrom: now } as const;
      return engine.applyCallEvent(call!.pacingGroup, call!.id, withdrawn);
    });
    await timeline.runTo(later(timeline.now(), 10 * SECOND));
    expect(engine.callControl.calls).toEqual([]);
    expect(adaOf(engine).reached).toEqual([]);
    expect(await openOf(engine)).toBeNull();
    expect(task(engine)).toMatchObject({ status: 'ready', attempt: 1, lastResult: null });
  });

  test.each([20, 45, 90])(
    'and wakes up %i seconds later, when another has called Ada: she is called once, and that counts once',
    async (seconds) => {
      const race = raceBefore('contacts', 'saveNumber');
      const engine = await ordered({ wrap: race.wrap });
      race.with(() => engine.timeline.sleep(seconds * SECOND));
      const stop = engine.startTimers();
      await engine.timeline.runTo(later(engine.timeline.now(), 5 * MINUTE));
      stop();
      expect(engine.callControl.calls).toHaveLength(1);
      expect(adaOf(engine).reached).toHaveLength(1);
      expect(await openOf(engine)).toBeNull();
      expect(task(engine)).toMatchObject({ status: 'closed', outcome: 'reached' });
    },
  );
});
