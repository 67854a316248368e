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

/** Schedules the ticks and returns their messages: the pacing groups and their instants. */
async function scheduleTicks(engine: TestEngine) {
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

/** An engine with an engagement in this lifecycle. */
async function createWithLifecycle(lifecycle: Lifecycle): Promise<TestEngine> {
  const engine = await createSeededEngine({ status: 'draft' });
  const { lifecycleEtag } = (await engine.engagements.find(id))!;
  await engine.engagements.saveLifecycle(id, lifecycle, lifecycleEtag);
  return engine;
}

const lifecycles: [string, number, Lifecycle][] = [
  ['draft', 0, { status: 'draft' }],
  ['running', 1, { status: 'running', since: noon }],
  ['suspended', 0, { status: 'suspended', since: noon, type: 'apiAction' }],
  ['stopped', 0, { status: 'stopped', at: noon }],
];

test.each(lifecycles)(
  'a %s engagement without calls gets %i ticks',
  async (_name, ticks, lifecycle) => {
    expect(await scheduleTicks(await createWithLifecycle(lifecycle))).toHaveLength(ticks);
  },
);

test.each(lifecycles)(
  'a %s engagement with a live call gets a tick',
  async (_name, _ticks, lifecycle) => {
    const engine = await createWithLifecycle(lifecycle);
    await storeCall(engine, aCall({ status: 'talking' }));
    expect(await scheduleTicks(engine)).toMatchObject([{ group: 'renewals' }]);
  },
);

test('a pacing group with a live call and without engagements is ticked', async () => {
  const engine = await createWithLifecycle({ status: 'draft' });
  await storeCall(engine, aCall({ status: 'ringing', pacingGroup: 'renewals+Spanish' }));
  expect(await scheduleTicks(engine)).toMatchObject([{ group: 'renewals+Spanish' }]);
});

test('the message of a tick has the instant of the tick', async () => {
  expect(await scheduleTicks(await createSeededEngine())).toEqual([
    { group: 'renewals', at: noon },
  ]);
});

test('engagements with the same queue and the same skills in any order share one tick', async () => {
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
  const groups = (await scheduleTicks(engine)).map(({ group }) => group);
  expect(groups.sort()).toEqual(['renewals', 'renewals+Billing+Spanish']);
});

test('a pacing group with a stopped and a running engagement is ticked once', async () => {
  const engine = await createWithLifecycle({ status: 'stopped', at: noon });
  const other = aVoiceEngagement({ id: 'autumn-renewals' });
  await engine.documents.put('engagement', other, null);
  await engine.runEngagementOperation(other.id, 'Start');
  expect(await scheduleTicks(engine)).toHaveLength(1);
});

test('an engagement without its queue gets no tick, and the others get theirs', async () => {
  const engine = await createSeededEngine();
  await engine.documents.put('queue', aQueue({ id: 'billing' }), null);
  const other = aVoiceEngagement({ id: 'autumn-renewals', queueId: 'billing' });
  await engine.documents.put('engagement', other, null);
  await engine.runEngagementOperation(other.id, 'Start');
  engine.configuration.erase('queue', 'renewals');
  expect(await scheduleTicks(engine)).toMatchObject([{ group: 'billing' }]);
});

test('two ticks within a second send two messages', async () => {
  const engine = await createSeededEngine();
  await engine.schedulePacingTicks();
  await engine.schedulePacingTicks();
  expect(engine.messageBus.sent.filter(({ queue }) => queue === 'pacing')).toHaveLength(2);
});

test('a tick without running engagements costs two queries, also with many stopped engagements', async () => {
  const queries: string[] = [];
  const record = <T extends object>(port: T, name: string): T =>
    new Proxy(port, {
      get(target, key) {
        const member: unknown = Reflect.get(target, key);
        if (typeof member === 'function') queries.push(`${name}.${String(key)}`);
        return member;
      },
    });
  const engine = await createSeededEngine({
    wrap: (ports) => ({
      ...ports,
      configuration: record(ports.configuration, 'configuration'),
      engagements: record(ports.engagements, 'engagements'),
      callStore: record(ports.callStore, 'callStore'),
      tasks: record(ports.tasks, 'tasks'),
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
  queries.length = 0;
  expect(await engine.schedulePacingTicks()).toEqual({ groups: 0 });
  expect(queries).toEqual(['engagements.list', 'callStore.lines']);
});
