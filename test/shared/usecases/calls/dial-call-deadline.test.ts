// A dial that continues after the sweep has cancelled its call must leave no reservation and no contact attempt.
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

/** A pacing tick has just queued the call of Ada. */
async function queueCall(options: EngineOptions): Promise<TestEngine> {
  const engine = await signInGrace(await createSeededEngine(options));
  await dropContactFile(engine, [
    'UniqueIdentifier,MobilePhoneNumber,TimeZone',
    `ada,${ada},America/New_York`,
  ]);
  const { started } = await engine.runPacingTick('renewals', engine.timeline.now());
  expect(started).toBe(1);
  return engine;
}
const runDial = ({ timeline }: TestEngine) => timeline.runTo(later(timeline.now(), SECOND));

const readAda = ({ contacts }: TestEngine) => contacts.contacts()[0]!;
const readTask = (engine: TestEngine) => engine.tasks.all().tasks[0];
const readReservation = async ({ contacts }: TestEngine) => (await contacts.number(ada)).value.open;

describe('a dial that continues past its deadline', () => {
  /** The sweep releases the overdue task, representative and call. */
  async function cancelBySweep(engine: TestEngine) {
    engine.clock.shift(MINUTE);
    await engine.sweep();
    expect(readTask(engine)).toMatchObject({ status: 'ready' });
    expect(engine.callStore.calls()).toMatchObject([{ status: 'settled', result: 'Cancelled' }]);
  }

  const moments = [
    ['before it reserves the number', 'contacts', 'saveNumber'],
    ['before it saves the contact attempt', 'contacts', 'save'],
    ['before it opens the delivery', 'tasks', 'commit'],
  ] as const;

  test.each(moments)(
    '%s leaves no number reservation and no contact attempt',
    async (...moment) => {
      const [, port, method] = moment;
      const race = raceBefore(port as 'contacts', method as 'save');
      const engine = await queueCall({ wrap: race.wrap });
      race.with(() => cancelBySweep(engine));
      await runDial(engine);
      expect(engine.callControl.calls).toEqual([]);
      expect(readAda(engine).reached).toEqual([]);
      expect(await readReservation(engine)).toBeNull();
    },
  );

  test.each(['before', 'after'] as const)(
    'and crashes %s saving the contact attempt is cleaned up when its message is repeated',
    async (when) => {
      const race = raceBefore('contacts', 'saveNumber');
      const crash = crashOnce(at(when, 'contacts', 'save'));
      const engine = await queueCall({ wrap: (ports) => race.wrap(crash.wrap(ports)) });
      race.with(() => cancelBySweep(engine));
      await runDial(engine);
      expect(await readReservation(engine)).not.toBeNull();
      await engine.timeline.runTo(later(engine.timeline.now(), 2 * MINUTE));
      expect(engine.callControl.calls).toEqual([]);
      expect(readAda(engine).reached).toEqual([]);
      expect(await readReservation(engine)).toBeNull();
    },
  );

  test('and runs between two steps of the cancellation leaves no reservation and no attempt', async () => {
    const [numberRace, taskRace] = [
      raceBefore('contacts', 'saveNumber'),
      raceBefore('tasks', 'commit'),
    ];
    const engine = await queueCall({ wrap: (ports) => numberRace.wrap(taskRace.wrap(ports)) });
    const { timeline } = engine;
    numberRace.with(() => timeline.sleep(2 * SECOND));
    timeline.after(SECOND, () => {
      // The cancellation releases the number and the contact first. The dial then changes the task.
      taskRace.with(() => timeline.sleep(3 * SECOND));
      const [call] = engine.callStore.calls();
      const now = engine.clock.now();
      const withdrawn = { kind: 'withdrawn', now, againFrom: now } as const;
      return engine.applyCallEvent(call!.pacingGroup, call!.id, withdrawn);
    });
    await timeline.runTo(later(timeline.now(), 10 * SECOND));
    expect(engine.callControl.calls).toEqual([]);
    expect(readAda(engine).reached).toEqual([]);
    expect(await readReservation(engine)).toBeNull();
    expect(readTask(engine)).toMatchObject({ status: 'ready', attempt: 1, lastResult: null });
  });

  test.each([20, 45, 90])(
    'and resumes after %i seconds, when another call was made, leaves one call and one attempt',
    async (seconds) => {
      const race = raceBefore('contacts', 'saveNumber');
      const engine = await queueCall({ wrap: race.wrap });
      race.with(() => engine.timeline.sleep(seconds * SECOND));
      const stop = engine.startTimers();
      await engine.timeline.runTo(later(engine.timeline.now(), 5 * MINUTE));
      stop();
      expect(engine.callControl.calls).toHaveLength(1);
      expect(readAda(engine).reached).toHaveLength(1);
      expect(await readReservation(engine)).toBeNull();
      expect(readTask(engine)).toMatchObject({ status: 'closed', outcome: 'reached' });
    },
  );
});
