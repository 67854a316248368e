import { expect, test } from 'vitest';
import { HOUR, later, SECOND } from '../../../../shared/domain/values/time.ts';
import { Transient } from '../../../../shared/errors.ts';
import type { Ports } from '../../../../shared/ports/ports.ts';
import { createCampaignCache } from '../../../../shared/usecases/campaign-cache/campaign-cache.ts';
import { aVoiceEngagement, anSmsEngagement } from '../../../support/builders/engagement.ts';
import { noon } from '../../../support/builders/instants.ts';
import { aQueue } from '../../../support/builders/queue.ts';
import { aWorkstream } from '../../../support/builders/workstream.ts';
import {
  createSeededEngine,
  type SeededEngineOptions,
} from '../../../support/builders/seeded-engine.ts';

const engagementWithFollowUp = aVoiceEngagement({ reattempts: { smsFollowUp: 'spring-reminder' } });
const { id } = engagementWithFollowUp;

/** A cache over a configuration store that records its reads and fails on demand. */
async function createRecordedCache(options: SeededEngineOptions = {}) {
  const engine = await createSeededEngine({ engagement: engagementWithFollowUp, ...options });
  const reads: string[] = [];
  let failures = 0;
  const configuration: Ports['configuration'] = {
    ...engine.configuration,
    async find(kind, name) {
      reads.push(`${kind} ${name}`);
      if (failures-- > 0) throw new Transient('Throttled.');
      return engine.configuration.find(kind, name);
    },
    async list(kind) {
      reads.push(`all ${kind}`);
      return engine.configuration.list(kind);
    },
  };
  const engagements: Ports['engagements'] = {
    ...engine.engagements,
    async find(name) {
      reads.push(`engagement ${name}`);
      if (failures-- > 0) throw new Transient('Throttled.');
      return engine.engagements.find(name);
    },
    async list() {
      reads.push('all engagement');
      return engine.engagements.list();
    },
  };
  const { clock } = engine;
  return {
    ...engine,
    reads,
    remove: (...name: Parameters<typeof engine.configuration.erase>) =>
      engine.configuration.erase(...name),
    campaignCache: createCampaignCache({ configuration, engagements, clock }),
    failNextReads: (times: number) => void (failures = times),
    advance: (ms: number) => engine.timeline.runTo(later(engine.timeline.now(), ms)),
  };
}

test('a campaign contains the engagement, its queue, workstream and follow-up', async () => {
  const { campaignCache } = await createRecordedCache();
  expect(await campaignCache.campaign(id)).toMatchObject({
    engagement: { id },
    lifecycle: { status: 'running', since: noon },
    group: 'renewals',
    queue: { id: 'renewals' },
    workstream: { id: 'outbound-us' },
    policy: { engagement: { id }, followUp: { engagement: { id: 'spring-reminder' } } },
  });
});

test('a follow-up uses the phone number of its own workstream', async () => {
  const { documents, campaignCache } = await createRecordedCache();
  await documents.put(
    'workstream',
    aWorkstream({ id: 'texts', phoneNumber: '+12065550111' }),
    null,
  );
  await documents.put('engagement', anSmsEngagement({ workstreamId: 'texts' }), null);
  expect(await campaignCache.followUp('spring-reminder')).toMatchObject({ from: '+12065550111' });
  expect((await campaignCache.campaign(id))?.policy.followUp).toMatchObject({
    from: '+12065550111',
  });
});

test('within a second the campaign comes from the cache, and an edit has no effect', async () => {
  const { documents, campaignCache, reads, advance } = await createRecordedCache();
  await campaignCache.campaign(id);
  await documents.put('engagement', { ...engagementWithFollowUp, name: 'Edited' }, null);
  reads.length = 0;
  await advance(SECOND - 1);
  expect((await campaignCache.campaign(id))?.engagement.name).toBe('Spring renewals');
  expect(reads).toEqual([]);
});

test('after a second the campaign contains the edit', async () => {
  const { documents, campaignCache, advance } = await createRecordedCache();
  await campaignCache.campaign(id);
  await documents.put('engagement', { ...engagementWithFollowUp, name: 'Edited' }, null);
  await advance(SECOND);
  expect((await campaignCache.campaign(id))?.engagement.name).toBe('Edited');
});

test('a suspension takes effect after a second even if the campaign is read in between', async () => {
  const { runEngagementOperation, campaignCache, advance } = await createRecordedCache();
  await campaignCache.campaigns();
  await runEngagementOperation(id, 'Suspend');
  for (let i = 0; i < 4; i++) {
    await advance(SECOND / 4);
    await campaignCache.campaign(id);
  }
  expect(await campaignCache.campaigns()).toEqual([]);
});

test('setting the clock back does not extend the lifetime of a cached campaign', async () => {
  const { runEngagementOperation, campaignCache, clock, advance } = await createRecordedCache();
  await campaignCache.campaign(id);
  await runEngagementOperation(id, 'Suspend');
  clock.shift(-HOUR);
  await advance(2 * SECOND);
  expect((await campaignCache.campaign(id))?.lifecycle.status).toBe('suspended');
});

test('concurrent requests for a campaign share one read of each document', async () => {
  const { campaignCache, reads } = await createRecordedCache();
  const answers = await Promise.all(Array.from({ length: 20 }, () => campaignCache.campaign(id)));
  expect(new Set(answers).size).toBe(1);
  expect(reads.sort()).toEqual([
    'engagement spring-reminder',
    'engagement spring-renewals',
    'queue renewals',
    'workstream outbound-us',
  ]);
});

test('a failed read rejects every waiting request and is not cached', async () => {
  const { campaignCache, failNextReads } = await createRecordedCache();
  failNextReads(1);
  const both = await Promise.allSettled([campaignCache.campaign(id), campaignCache.campaign(id)]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await campaignCache.campaign(id)).toBeDefined();
});

test('a new engagement has a campaign within a second, also after a request without result', async () => {
  const { documents, campaignCache, advance } = await createRecordedCache();
  expect(await campaignCache.campaign('autumn-renewals')).toBeUndefined();
  await documents.put('engagement', aVoiceEngagement({ id: 'autumn-renewals' }), null);
  await advance(SECOND);
  expect(await campaignCache.campaign('autumn-renewals')).toBeDefined();
});

test('campaigns lists only running engagements and reads no queue of a draft', async () => {
  const { documents, campaignCache, reads } = await createRecordedCache();
  await documents.put('queue', aQueue({ id: 'billing' }), null);
  const draft = aVoiceEngagement({ id: 'autumn-renewals', queueId: 'billing' });
  await documents.put('engagement', draft, null);
  reads.length = 0;
  const listed = await campaignCache.campaigns();
  expect(listed.map(({ engagement }) => engagement.id)).toEqual(['spring-renewals']);
  expect(reads).not.toContain('queue billing');
  expect((await campaignCache.campaign(draft.id))?.lifecycle.status).toBe('draft');
});

test('an SMS engagement has no campaign, and a voice engagement is no follow-up', async () => {
  const { campaignCache } = await createRecordedCache();
  expect(await campaignCache.campaign('spring-reminder')).toBeUndefined();
  expect(await campaignCache.followUp(id)).toBeUndefined();
});

test.each([
  ['queue', 'renewals'],
  ['workstream', 'outbound-us'],
] as const)(
  'an engagement without its %s is missing from campaigns; other engagements are listed',
  async (kind, name) => {
    const { documents, runEngagementOperation, campaignCache, remove } =
      await createRecordedCache();
    await documents.put('queue', aQueue({ id: 'billing' }), null);
    const billing = aWorkstream({ id: 'billing', phoneNumber: '+12065550111' });
    await documents.put('workstream', billing, null);
    const other = aVoiceEngagement({
      id: 'autumn-renewals',
      queueId: 'billing',
      workstreamId: 'billing',
    });
    await documents.put('engagement', other, null);
    await runEngagementOperation(other.id, 'Start');
    remove(kind, name);
    expect(await campaignCache.campaign(id)).toMatchObject({ engagement: { id }, [kind]: null });
    expect((await campaignCache.campaigns()).map(({ engagement }) => engagement.id)).toEqual([
      other.id,
    ]);
  },
);

test.each([
  ['engagement', 'spring-reminder'],
  ['workstream', 'texts'],
] as const)('without the %s of the follow-up the campaign has no follow-up', async (kind, name) => {
  const { documents, campaignCache, remove } = await createRecordedCache();
  const texts = aWorkstream({ id: 'texts', phoneNumber: '+12065550111' });
  await documents.put('workstream', texts, null);
  await documents.put('engagement', anSmsEngagement({ workstreamId: 'texts' }), null);
  remove(kind, name);
  expect((await campaignCache.campaign(id))?.policy.followUp).toBeNull();
});

test('listing the campaigns of eleven engagements reads each shared document once', async () => {
  const { documents, runEngagementOperation, campaignCache, reads } = await createRecordedCache();
  for (let n = 0; n < 10; n++) {
    const { reattempts } = engagementWithFollowUp;
    const other = aVoiceEngagement({ id: `engagement-${n}`, reattempts });
    await documents.put('engagement', other, null);
    await runEngagementOperation(other.id, 'Start');
  }
  reads.length = 0;
  expect(await campaignCache.campaigns()).toHaveLength(11);
  expect(reads.sort()).toEqual([
    'all engagement',
    'engagement spring-reminder',
    'queue renewals',
    'workstream outbound-us',
  ]);
});
