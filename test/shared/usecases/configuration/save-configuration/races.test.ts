// A document is written while another deletes what it names. Whatever comes first, no name is left that leads nowhere.
import { expect, test } from 'vitest';
import type { Ports } from '../../../../../shared/ports/ports.ts';
import { ConcurrencyConflict, InvalidInput, NotAllowed } from '../../../../../shared/errors.ts';
import { aVoiceEngagement } from '../../../../support/builders/engagement.ts';
import type { TestEngine } from '../../../../support/engine.ts';
import { createSeededEngine } from '../../../../support/builders/seeded-engine.ts';
import { issuesOf, write } from '../../../../support/builders/csv-builder.ts';

/** A stage on which something happens just before the next write, or the next removal, of a setting. */
async function aRace() {
  type Act = (() => Promise<unknown>) | undefined;
  const before: { save: Act; remove: Act } = { save: undefined, remove: undefined };
  const take = (which: 'save' | 'remove') => {
    const act = before[which];
    before[which] = undefined;
    return act?.();
  };
  const engine = await createSeededEngine({
    wrap: (ports: Ports): Ports => ({
      ...ports,
      configuration: {
        ...ports.configuration,
        save: async (kind, id, version) => {
          await take('save');
          return ports.configuration.save(kind, id, version);
        },
        remove: async (kind, id, etag) => {
          await take('remove');
          return ports.configuration.remove(kind, id, etag);
        },
      },
    }),
  });
  await write(engine, ['queue', 'second']);
  return { engine, before };
}
const deleteSecond = ({ saveConfiguration: configure }: TestEngine) =>
  configure.remove('queue', 'second', null);
const dangling = { path: 'queueId', value: 'second', message: "There is no queue 'second'." };

test('the queue goes just before the new engagement is saved: it is refused and not there', async () => {
  const { engine, before } = await aRace();
  before.save = () => deleteSecond(engine);
  const writing = write(engine, ['progressive', 'calls'], { queueId: 'second' });
  expect(await issuesOf(writing)).toEqual([dangling]);
  expect(await engine.configuration.version('engagement', 'calls')).toBeUndefined();
});

test('the queue goes just before an edit is saved: the engagement is as it was before', async () => {
  const { engine, before } = await aRace();
  await write(engine, ['progressive', 'calls'], { name: 'As it was' });
  before.save = () => deleteSecond(engine);
  const writing = write(engine, ['progressive', 'calls'], { queueId: 'second' });
  expect(await issuesOf(writing)).toEqual([dangling]);
  const { value } = await engine.saveConfiguration.get('engagement', 'calls');
  expect(value.engagement).toMatchObject({ name: 'As it was', queueId: 'renewals' });
});

test('the engagement comes just before the queue is removed: the queue is put back', async () => {
  const { engine, before } = await aRace();
  const queue = (await engine.saveConfiguration.get('queue', 'second')).value;
  before.remove = () => write(engine, ['progressive', 'calls'], { queueId: 'second' });
  const removing = deleteSecond(engine);
  await expect(removing).rejects.toThrow(NotAllowed);
  await expect(removing).rejects.toThrow("The queue 'second' is used by the engagement 'calls'.");
  expect((await engine.saveConfiguration.get('queue', 'second')).value).toEqual(queue);
});

test('both at once, in whatever order: at the end nothing leads nowhere', async () => {
  for (let n = 0; n < 20; n += 1) {
    const { engine } = await aRace();
    const own = [
      () => write(engine, ['progressive', 'calls'], { queueId: 'second' }),
      async () => {
        for (let ticks = 0; ticks < n; ticks += 1) await Promise.resolve();
        return deleteSecond(engine);
      },
    ];
    const ends = await Promise.allSettled(own.map((act) => act()));
    for (const end of ends) {
      if (end.status === 'fulfilled') continue;
      const refusals = [ConcurrencyConflict, InvalidInput, NotAllowed];
      expect(refusals.some((refusal) => end.reason instanceof refusal)).toBe(true);
    }
    const found = await engine.configuration.find('engagement', 'calls');
    const queue = await engine.configuration.version('queue', 'second');
    expect(found === undefined || queue !== undefined).toBe(true);
  }
});

test('what somebody else has written over the edit meanwhile is left to them', async () => {
  const { engine, before } = await aRace();
  await write(engine, ['progressive', 'calls']);
  before.save = async () => {
    await deleteSecond(engine);
    // The taking back is the next write of all: just before it, somebody is quicker.
    before.save = () => write(engine, ['progressive', 'calls'], { name: 'Quicker' });
  };
  const writing = write(engine, ['progressive', 'calls'], { queueId: 'second' });
  expect(await issuesOf(writing)).toEqual([dangling]);
  const { value } = await engine.saveConfiguration.get('engagement', 'calls');
  expect(value.engagement).toMatchObject({ name: 'Quicker', queueId: 'renewals' });
});

test('an edit is taken back though somebody suspends the engagement meanwhile, who is obeyed', async () => {
  const { engine, before } = await aRace();
  before.save = async () => {
    await deleteSecond(engine);
    before.save = () => engine.runEngagementOperation(aVoiceEngagement().id, 'Suspend');
  };
  const edited = aVoiceEngagement({ queueId: 'second' });
  await expect(engine.saveConfiguration.putEngagement(edited, null)).rejects.toThrow(InvalidInput);
  const { value } = await engine.saveConfiguration.get('engagement', edited.id);
  expect(value.engagement).toMatchObject({ queueId: 'renewals' });
  expect(value.lifecycle).toMatchObject({ status: 'suspended' });
});
