import { expect, test } from 'vitest';
import type { Lifecycle } from '../../../../shared/domain/engagement/lifecycle.ts';
import { type Instant, later, SECOND } from '../../../../shared/domain/values/time.ts';
import { aCall } from '../../../support/builders/call.ts';
import { aVoiceEngagement } from '../../../support/builders/engagement.ts';
import { noon } from '../../../support/builders/instants.ts';
import { aQueue } from '../../../support/builders/queue.ts';
import type { TestEngine } from '../../../support/engine.ts';
import { storeCall } from '../../../support/builders/seed-documents.ts';
import { createSeededEngine } from '../../../support/builders/seeded-engine.ts';

const { id } = aVoiceEngagement();

/** The groups that a tick asked for, and when. */
async function ticked(engine: TestEngine) {
  const messages: { group: string; at: Instant }[] = [];
  engine.messageBus.connect({
    pace: async (group, at) => void messages.push({ group, at }),
    dial: async () => undefined,
    wake: async () => undefined,
    revise: async () => undefined,
    sendSms: async () => undefined,
    notify: async () => undefined,
  });
  const report = await engine.schedulePacingTicks();
  await engine.timeline.runTo(later(engine.timeline.now(), SECOND));
  expect(messages).toHaveLength(report.groups);
  return messages;
}

/** An engine whose engagement is at this point of its life. */
async function living(lifecycle: Lifecycle): Promise<TestEngine> {
  const engine = await createSeededEngine({ status: 'draft' });
  const { lifecycleEtag } = (await engine.engagements.find(id))!;
  await engine.engagements.saveLifecycle(id, lifecycle, lifecycleEtag);
  return engine;
}

const life: [string, Lifecycle, number][] = [
  ['a draft', { status: 'draft' }, 0],
  ['one that runs', { status: 'running', since: noon }, 1],
  ['one that is suspended', { status: 'suspended', since: noon, type: 'apiAction' }, 0],
  ['one that is stopped', { status: 'stopped', at: noon }, 0],
];

test.each(life)('of %s', async (_name, lifecycle, ticks) => {
  expect(await ticked(await living(lifecycle))).toHaveLength(ticks);
});

test.each(life)('of %s with a call up, to watch its deadline', async (_name, lifecycle) => {
  const engine = await living(lifecycle);
  await storeCall(engine, aCall({ status: 'talking' }));
  expect(await ticked(engine)).toMatchObject([{ group: 'renewals' }]);
});

test('of a group that no engagement is in any more, as long as one of its calls is up', async () => {
  const engine = await living({ status: 'draft' });
  await storeCall(engine, aCall({ status: 'ringing', pacingGroup: 'renewals+Spanish' }));
  expect(await ticked(engine)).toMatchObject([{ group: 'renewals+Spanish' }]);
});

test('a tick carries its own instant', async () => {
  expect(await ticked(await createSeededEngine())).toEqual([{ group: 'renewals', at: noon }]);
});

test('engagements of one queue and the same skills, in any order, share one tick', async () => {
  const engine = await createSeededEngine();
  const names = [
    ['first', ['Spanish', 'Billing']],
    ['second', ['Billing', 'Spanish']],
    ['third', []],
  ] as const;
  for (const [name, skills] of names) {
    const engagement = aVoiceEngagement({ id: name, skills: [...skills] });
    await engine.documents.put('engagement', engagement, null);
    await engine.runEngagementOperation(engagement.id, 'Start');
  }
  const groups = (await ticked(engine)).map(({ group }) => group);
  expect(groups.sort()).toEqual(['renewals', 'renewals+Billing+Spanish']);
});

test('a stopped engagement does not take the tick of its group from one that runs', async () => {
  const engine = await living({ status: 'stopped', at: noon });
  const other = aVoiceEngagement({ id: 'autumn-renewals' });
  await engine.documents.put('engagement', other, null);
  await engine.runEngagementOperation(other.id, 'Start');
  expect(await ticked(engine)).toHaveLength(1);
});

test('an engagement whose queue is gone has no tick, and the others have theirs', async () => {
  const engine = await createSeededEngine();
  await engine.documents.put('queue', aQueue({ id: 'billing' }), null);
  const other = aVoiceEngagement({ id: 'autumn-renewals', queueId: 'billing' });
  await engine.documents.put('engagement', other, null);
  await engine.runEngagementOperation(other.id, 'Start');
  engine.configuration.erase('queue', 'renewals');
  expect(await ticked(engine)).toMatchObject([{ group: 'billing' }]);
});

test('two ticks within a second are two messages; which of them counts is for the group to say', async () => {
  const engine = await createSeededEngine();
  await engine.schedulePacingTicks();
  await engine.schedulePacingTicks();
  expect(engine.messageBus.sent.filter(({ queue }) => queue === 'pacing')).toHaveLength(2);
});

test('a tick costs two queries when nothing runs, however many engagements are over', async () => {
  const asked: string[] = [];
  const watch = <T extends object>(port: T, name: string): T =>
    new Proxy(port, {
      get(target, key) {
        const found: unknown = Reflect.get(target, key);
        if (typeof found === 'function') asked.push(`${name}.${String(key)}`);
        return found;
      },
    });
  const engine = await createSeededEngine({
    wrap: (ports) => ({
      ...ports,
      configuration: watch(ports.configuration, 'configuration'),
      engagements: watch(ports.engagements, 'engagements'),
      callStore: watch(ports.callStore, 'floor'),
      tasks: watch(ports.tasks, 'tasks'),
    }),
  });
  for (let n = 0; n < 20; n++) {
    await engine.documents.put('queue', aQueue({ id: `queue-${n}` }), null);
    const other = aVoiceEngagement({ id: `over-${n}`, queueId: `queue-${n}` });
    await engine.documents.put('engagement', other, null);
    await engine.runEngagementOperation(other.id, 'Start');
    await engine.runEngagementOperation(other.id, 'Stop');
  }
  await engine.runEngagementOperation(id, 'Stop');
  await engine.timeline.runTo(later(noon, 5 * SECOND));
  asked.length = 0;
  expect(await engine.schedulePacingTicks()).toEqual({ groups: 0 });
  expect(asked).toEqual(['engagements.list', 'floor.lines']);
});
