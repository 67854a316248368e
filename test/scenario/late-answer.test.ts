// People who pick up when nobody counts on it any more: they are hung up on at once, and their telephone does not ring twice.
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
import { quicker } from '../support/injection/race-injection.ts';
import { aStage, drop, withGrace } from '../support/builders/seeded-engine.ts';

const ada = e164Schema.parse('+12062300001');
const header = 'UniqueIdentifier,MobilePhoneNumber,TimeZone';

/** Rings through our giving up after half a minute, for the service does not end what is not established. */
const ringsFor = (seconds: number): Behaviour => ({
  ...talkative,
  ringMs: seconds * SECOND,
  ringsOn: true,
});

/** Ada and her husband Bob share a telephone, and each is on the list; two representatives have nothing else to do. */
async function aStory(
  first: Behaviour,
  { wrap }: Pick<EngineOptions, 'wrap'> = {},
  meanwhile: (engine: TestEngine) => void = () => {},
): Promise<TestEngine> {
  const engine = await aStage({
    engagement: aVoiceEngagement({ callSettings: { ringTimeoutSeconds: 30 } }),
    people: (_number, nth) => (nth === 1 ? first : talkative),
    ...(wrap !== undefined && { wrap }),
  });
  await withGrace(engine);
  const { id, name, address, queues, skills } = aRepresentative({
    id: 'linus',
    address: '8:acs:l',
  });
  await engine.saveRepresentative({ id, name, address, queues, skills });
  await engine.choosePresence(id, 'available');
  const zone = 'America/New_York';
  await drop(engine, [header, `ada,${ada},${zone}`, `bob,${ada},${zone}`]);
  meanwhile(engine);
  const stop = engine.startTimers();
  await engine.timeline.runTo(later(engine.start, 20 * MINUTE));
  stop();
  return engine;
}

const callsOf = ({ callControl }: TestEngine) => callControl.calls;
/** How long the first who picked up heard nothing. */
function deadAirMs(engine: TestEngine): number {
  const [call] = callsOf(engine);
  const { answeredAt = null, overAt = null } = call ?? {};
  if (answeredAt === null || overAt === null)
    throw new Error('It was not answered, or is not over.');
  return msBetween(answeredAt, overAt);
}

describe('a call that is answered after we gave it up', () => {
  test.each([70, 100, 140])(
    'at its %ith second, while the service refused to end it: the person is hung up on at once',
    async (seconds) => {
      const engine = await aStory(ringsFor(seconds));
      expect(deadAirMs(engine)).toBeLessThan(SECOND);
      expect(callsOf(engine)[0]?.representative).toBeNull();
    },
  );

  test.each([70, 100, 140])(
    'at its %ith second: until then nobody else rings the same telephone',
    async (seconds) => {
      const engine = await aStory(ringsFor(seconds));
      expect(callsOf(engine)).toHaveLength(2);
      const [first, second] = callsOf(engine);
      expect(second!.placedAt >= first!.overAt!).toBe(true);
      expect(broken(await recordOf(engine))).toEqual([]);
    },
  );

  test('beyond all that a network allows, when it was settled long ago: the person is hung up on at once', async () => {
    expect(deadAirMs(await aStory(ringsFor(200)))).toBeLessThan(SECOND);
  });

  test('and hanging up fails: the callback comes again, and so does the hanging up', async () => {
    const race = quicker('callControl', 'hangUp');
    const engine = await aStory(ringsFor(200), race, ({ timeline }) =>
      // Long after the last asking for the end of the ringing.
      timeline.after(190 * SECOND, () =>
        race.with(() => Promise.reject(new Transient('Throttled.'))),
      ),
    );
    expect(engine.failures).toEqual([expect.any(Transient)]);
    expect(deadAirMs(engine)).toBeLessThan(5 * SECOND);
  });
});
