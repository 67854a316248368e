import { expect, test } from 'vitest';
import { HOUR, later, SECOND } from '../../../../shared/domain/values/time.ts';
import { Transient } from '../../../../shared/errors.ts';
import type { Ports } from '../../../../shared/ports/ports.ts';
import type { ConfigurationKind } from '../../../../shared/domain/configuration/documents.ts';
import { createCampaignCache as policiesOf } from '../../../../shared/usecases/campaign-cache/campaign-cache.ts';
import { aVoiceEngagement, anSmsEngagement } from '../../../support/builders/engagement.ts';
import { noon } from '../../../support/builders/instants.ts';
import { aQueue } from '../../../support/builders/queue.ts';
import { aWorkstream } from '../../../support/builders/workstream.ts';
import {
  createSeededEngine,
  type SeededEngineOptions,
} from '../../../support/builders/seeded-engine.ts';

const followed = aVoiceEngagement({ reattempts: { smsFollowUp: 'spring-reminder' } });
const { id } = followed;

/** Policies over settings that write down what is read of them, and fail when told. */
async function watched(options: SeededEngineOptions = {}) {
  const engine = await createSeededEngine({ engagement: followed, ...options });
  const read: string[] = [];
  let failures = 0;
  const settings: Ports['configuration'] = {
    ...engine.configuration,
    async find(kind, name) {
      read.push(`${kind} ${name}`);
      if (failures-- > 0) throw new Transient('Throttled.');
      return engine.configuration.find(kind, name);
    },
    async list(kind) {
      read.push(`all ${kind}`);
      return engine.configuration.list(kind);
    },
  };
  const remove = async (kind: ConfigurationKind, name: string) => {
    const found = await engine.configuration.find(kind, name);
    await engine.configuration.remove(kind, name, found?.etag ?? '');
  };
  return {
    ...engine,
    read,
    remove,
    policies: policiesOf({ configuration: settings, clock: engine.clock }),
    fail: (times: number) => void (failures = times),
    pass: (ms: number) => engine.timeline.runTo(later(engine.timeline.now(), ms)),
  };
}

test('a campaign is the engagement with everything that it refers to', async () => {
  const { policies } = await watched();
  expect(await policies.campaign(id)).toMatchObject({
    engagement: { id },
    lifecycle: { status: 'running', since: noon },
    group: 'renewals',
    queue: { id: 'renewals' },
    workstream: { id: 'outbound-us' },
    policy: { engagement: { id }, followUp: { engagement: { id: 'spring-reminder' } } },
  });
});

test('a follow-up is sent from the number of its own workstream', async () => {
  const { saveConfiguration: configure, policies } = await watched();
  await configure.put(
    'workstream',
    aWorkstream({ id: 'texts', phoneNumber: '+12065550111' }),
    null,
  );
  await configure.putEngagement(anSmsEngagement({ workstreamId: 'texts' }), null);
  expect(await policies.followUp('spring-reminder')).toMatchObject({ from: '+12065550111' });
  expect((await policies.campaign(id))?.policy.followUp).toMatchObject({ from: '+12065550111' });
});

test('within a second nothing is read again, and an edit is not seen', async () => {
  const { saveConfiguration: configure, policies, read, pass } = await watched();
  await policies.campaign(id);
  await configure.putEngagement({ ...followed, name: 'Edited' }, null);
  read.length = 0;
  await pass(SECOND - 1);
  expect((await policies.campaign(id))?.engagement.name).toBe('Spring renewals');
  expect(read).toEqual([]);
});

test('after a second the edit is seen', async () => {
  const { saveConfiguration: configure, policies, pass } = await watched();
  await policies.campaign(id);
  await configure.putEngagement({ ...followed, name: 'Edited' }, null);
  await pass(SECOND);
  expect((await policies.campaign(id))?.engagement.name).toBe('Edited');
});

test('however often it is asked for meanwhile, a suspension is seen after a second', async () => {
  const { runEngagementOperation, policies, pass } = await watched();
  await policies.campaigns();
  await runEngagementOperation(id, 'Suspend');
  for (let i = 0; i < 4; i++) {
    await pass(SECOND / 4);
    await policies.campaign(id);
  }
  expect(await policies.campaigns()).toEqual([]);
});

test('a clock that is set back does not make an old answer last longer', async () => {
  const { runEngagementOperation, policies, clock, pass } = await watched();
  await policies.campaign(id);
  await runEngagementOperation(id, 'Suspend');
  clock.shift(-HOUR);
  await pass(2 * SECOND);
  expect((await policies.campaign(id))?.lifecycle.status).toBe('suspended');
});

test('many who ask at once share one reading', async () => {
  const { policies, read } = await watched();
  const answers = await Promise.all(Array.from({ length: 20 }, () => policies.campaign(id)));
  expect(new Set(answers).size).toBe(1);
  expect(read.sort()).toEqual([
    'engagement spring-reminder',
    'engagement spring-renewals',
    'queue renewals',
    'workstream outbound-us',
  ]);
});

test('a reading that failed is told to all who waited for it, and not kept', async () => {
  const { policies, fail } = await watched();
  fail(1);
  const both = await Promise.allSettled([policies.campaign(id), policies.campaign(id)]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await policies.campaign(id)).toBeDefined();
});

test('an engagement that was not there a moment ago is seen within a second', async () => {
  const { saveConfiguration: configure, policies, pass } = await watched();
  expect(await policies.campaign('autumn-renewals')).toBeUndefined();
  await configure.putEngagement(aVoiceEngagement({ id: 'autumn-renewals' }), null);
  await pass(SECOND);
  expect(await policies.campaign('autumn-renewals')).toBeDefined();
});

test('campaigns are the voice engagements that are dialled for; of the others nothing more is read', async () => {
  const { saveConfiguration: configure, policies, read } = await watched();
  await configure.put('queue', aQueue({ id: 'billing' }), null);
  const draft = aVoiceEngagement({ id: 'autumn-renewals', queueId: 'billing' });
  await configure.putEngagement(draft, null);
  read.length = 0;
  const found = await policies.campaigns();
  expect(found.map(({ engagement }) => engagement.id)).toEqual(['spring-renewals']);
  expect(read).not.toContain('queue billing');
  expect((await policies.campaign(draft.id))?.lifecycle.status).toBe('draft');
});

test('an SMS engagement is no campaign, and a voice engagement no follow-up', async () => {
  const { policies } = await watched();
  expect(await policies.campaign('spring-reminder')).toBeUndefined();
  expect(await policies.followUp(id)).toBeUndefined();
});

test.each([
  ['queue', 'renewals'],
  ['workstream', 'outbound-us'],
] as const)('an engagement whose %s is gone gets no tick; the others do', async (kind, name) => {
  const {
    saveConfiguration: configure,
    runEngagementOperation,
    policies,
    remove,
  } = await watched();
  await configure.put('queue', aQueue({ id: 'billing' }), null);
  const billing = aWorkstream({ id: 'billing', phoneNumber: '+12065550111' });
  await configure.put('workstream', billing, null);
  const other = aVoiceEngagement({
    id: 'autumn-renewals',
    queueId: 'billing',
    workstreamId: 'billing',
  });
  await configure.putEngagement(other, null);
  await runEngagementOperation(other.id, 'Start');
  await remove(kind, name);
  expect(await policies.campaign(id)).toMatchObject({ engagement: { id }, [kind]: null });
  expect((await policies.campaigns()).map(({ engagement }) => engagement.id)).toEqual([other.id]);
});

test.each([
  ['engagement', 'spring-reminder'],
  ['workstream', 'texts'],
] as const)('a follow-up whose %s is gone is none, and the calls go on', async (kind, name) => {
  const { saveConfiguration: configure, policies, remove } = await watched();
  const texts = aWorkstream({ id: 'texts', phoneNumber: '+12065550111' });
  await configure.put('workstream', texts, null);
  await configure.putEngagement(anSmsEngagement({ workstreamId: 'texts' }), null);
  await remove(kind, name);
  expect((await policies.campaign(id))?.policy.followUp).toBeNull();
});

test('a tick of many engagements reads each shared document once', async () => {
  const { saveConfiguration: configure, runEngagementOperation, policies, read } = await watched();
  for (let n = 0; n < 10; n++) {
    const { reattempts } = followed;
    const other = aVoiceEngagement({ id: `engagement-${n}`, reattempts });
    await configure.putEngagement(other, null);
    await runEngagementOperation(other.id, 'Start');
  }
  read.length = 0;
  expect(await policies.campaigns()).toHaveLength(11);
  expect(read.sort()).toEqual([
    'all engagement',
    'engagement spring-reminder',
    'queue renewals',
    'workstream outbound-us',
  ]);
});
