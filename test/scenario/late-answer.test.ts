// Late answers: the call is hung up at once, and the telephone does not ring again.
import { describe, expect, test } from 'vitest';
import { e164Schema } from '../../shared/domain/values/phone.ts';
import { later, MINUTE, msBetween, SECOND } from '../../shared/domain/values/time.ts';
import { Transient } from '../../shared/errors.ts';
import { aVoiceEngagement } from '../support/builders/engagement.ts';
import { aRepresentative } from '../support/builders/representative.ts';
import type { EngineOptions, TestEngine } from '../support/engine.ts';
import { broken } from '../support/invariants.ts';
import { recordOf } from '../support/invariants/record.ts';
import { type Behaviour, talkative } from '../support/fakes/fake-people.ts';
import { raceBefore } from '../support/injection/race-injection.ts';
import {
  createSeededEngine,
  dropContactFile,
  signInGrace,
} from '../support/builders/seeded-engine.ts';

const ada = e164Schema.parse('+12062300001');
const header = 'UniqueIdentifier,MobilePhoneNumber,TimeZone';

/** Rings past our limit of half a minute, because the service does not end a ringing call. */
const ringsFor = (seconds: number): Behaviour => ({
  ...talkative,
  ringMs: seconds * SECOND,
  ringsOn: true,
});

/** Ada and her husband Bob share a telephone, and both are in the file; two representatives are available. */
async function aStory(
  first: Behaviour,
  { wrap }: Pick<EngineOptions, 'wrap'> = {},
  beforeAnswer: (engine: TestEngine) => void = () => {},
): Promise<TestEngine> {
  const engine = await createSeededEngine({
    engagement: aVoiceEngagement({ callSettings: { ringTimeoutSeconds: 30 } }),
    people: (_number, nth) => (nth === 1 ? first : talkative),
    ...(wrap !== undefined && { wrap }),
  });
  await signInGrace(engine);
  const { id, name, address, queues, skills } = aRepresentative({
    id: 'linus',
    address: '8:acs:l',
  });
  await engine.saveRepresentative({ id, name, address, queues, skills });
  await engine.choosePresence(id, 'available');
  const zone = 'America/New_York';
  await dropContactFile(engine, [header, `ada,${ada},${zone}`, `bob,${ada},${zone}`]);
  beforeAnswer(engine);
  const stop = engine.startTimers();
  await engine.timeline.runTo(later(engine.start, 20 * MINUTE));
  stop();
  return engine;
}

const callsOf = ({ callControl }: TestEngine) => callControl.calls;
/** How long the person heard nothing after the answer. */
function deadAirMs(engine: TestEngine): number {
  const [call] = callsOf(engine);
  const { answeredAt = null, overAt = null } = call ?? {};
  if (answeredAt === null || overAt === null)
    throw new Error('The call was not answered or has not ended.');
  return msBetween(answeredAt, overAt);
}

describe('an answer after our ring-out', () => {
  test.each([70, 100, 140])(
    'at second %i, while the service refuses to end the call, is hung up at once',
    async (seconds) => {
      const engine = await aStory(ringsFor(seconds));
      expect(deadAirMs(engine)).toBeLessThan(SECOND);
      expect(callsOf(engine)[0]?.representative).toBeNull();
    },
  );

  test.each([70, 100, 140])(
    'at second %i: no other call rings the same telephone before it',
    async (seconds) => {
      const engine = await aStory(ringsFor(seconds));
      expect(callsOf(engine)).toHaveLength(2);
      const [first, second] = callsOf(engine);
      expect(second!.placedAt >= first!.overAt!).toBe(true);
      expect(broken(await recordOf(engine))).toEqual([]);
    },
  );

  test('beyond the limit of every network, after the settlement, is hung up at once', async () => {
    expect(deadAirMs(await aStory(ringsFor(200)))).toBeLessThan(SECOND);
  });

  test('with a failing hang-up: the callback is posted again, and the hang-up is repeated', async () => {
    const race = raceBefore('callControl', 'hangUp');
    const engine = await aStory(ringsFor(200), race, ({ timeline }) =>
      // Long after the last hang-up request of the ringing call.
      timeline.after(190 * SECOND, () =>
        race.with(() => Promise.reject(new Transient('Throttled.'))),
      ),
    );
    expect(engine.failures).toEqual([expect.any(Transient)]);
    expect(deadAirMs(engine)).toBeLessThan(5 * SECOND);
  });
});
