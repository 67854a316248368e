import { describe, expect, test } from 'vitest';
import { Conflict, InvalidInput, NotFound, StaleVersion } from '../../../shared/errors.ts';
import { aVoiceEngagement, anSmsEngagement } from '../../support/builders/engagement.ts';
import { aQueue } from '../../support/builders/queue.ts';
import { aWorkstream } from '../../support/builders/workstream.ts';
import { anEngine } from '../../support/engine.ts';
import { aStage } from '../../support/stage.ts';

const pathsOf = async (act: Promise<unknown>): Promise<string[]> => {
  const error = await act.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  if (!(error instanceof InvalidInput)) throw new Error(`It was not refused: ${String(error)}`);
  return error.issues.map(({ path }) => path);
};

describe('an engagement', () => {
  test('is a draft when it is new, and stays where it was in its life when it is edited', async () => {
    const { configure, settings } = await aStage({ status: 'draft' });
    const found = await settings.find('engagement', 'spring-renewals');
    expect(found?.value.lifecycle).toEqual({ status: 'draft' });
    const running = await aStage();
    const edited = await running.configure.putEngagement(aVoiceEngagement({ name: 'New' }), null);
    expect(edited).toMatchObject({ created: false, value: { lifecycle: { status: 'running' } } });
    expect(configure).toBeDefined();
  });

  test('that refers to what is not there is refused with every fault', async () => {
    const { configure } = anEngine();
    const engagement = aVoiceEngagement({ reattempts: { smsFollowUp: 'nothing' } });
    expect(await pathsOf(configure.putEngagement(engagement, null))).toEqual([
      'workstreamId',
      'queueId',
      'reattempts.smsFollowUp',
    ]);
  });

  test('does not follow up with a voice engagement', async () => {
    const { configure } = await aStage();
    const engagement = aVoiceEngagement({ reattempts: { smsFollowUp: 'spring-renewals' } });
    expect(await pathsOf(configure.putEngagement(engagement, null))).toEqual([
      'reattempts.smsFollowUp',
    ]);
  });

  test('of SMS is refused for every token that no contact has', async () => {
    const { configure } = await aStage();
    const engagement = anSmsEngagement({ message: '{{FirstName}} {{Shoe}} {{ Hat }}' });
    expect(await pathsOf(configure.putEngagement(engagement, null))).toEqual([
      'message',
      'message',
    ]);
  });

  test('keeps its channel and its shards: its tasks are found by them', async () => {
    const { configure } = await aStage();
    const engagement = anSmsEngagement({ id: 'spring-renewals', shards: 8 });
    expect(await pathsOf(configure.putEngagement(engagement, null))).toEqual(['channel', 'shards']);
  });
});

describe('versions', () => {
  test('a write under an old If-Match is refused, and one under the current or * is taken', async () => {
    const { configure } = await aStage();
    const first = await configure.putQueue(aQueue({ name: 'One' }), null);
    const second = await configure.putQueue(aQueue({ name: 'Two' }), first.etag);
    await expect(configure.putQueue(aQueue(), first.etag)).rejects.toThrow(StaleVersion);
    expect((await configure.get('queue', 'renewals')).etag).toBe(second.etag);
    await configure.putQueue(aQueue({ name: 'Three' }), '*');
  });

  test('If-Match * creates nothing', async () => {
    const { configure } = anEngine();
    await expect(configure.putQueue(aQueue(), '*')).rejects.toThrow(StaleVersion);
  });

  test('a removal under an old If-Match is refused', async () => {
    const { configure } = anEngine();
    const first = await configure.putQueue(aQueue({ name: 'One' }), null);
    await configure.putQueue(aQueue({ name: 'Two' }), null);
    await expect(configure.remove('queue', 'renewals', first.etag)).rejects.toThrow(StaleVersion);
    await configure.remove('queue', 'renewals', null);
    await expect(configure.get('queue', 'renewals')).rejects.toThrow(NotFound);
  });
});

describe('what others name is not removed', () => {
  const followed = aVoiceEngagement({ reattempts: { smsFollowUp: 'spring-reminder' } });

  test.each([
    ['workstream', 'outbound-us'],
    ['queue', 'renewals'],
    ['engagement', 'spring-reminder'],
  ] as const)('the %s %s', async (kind, id) => {
    const { configure } = await aStage({ engagement: followed });
    await expect(configure.remove(kind, id, null)).rejects.toThrow(Conflict);
    await expect(configure.remove(kind, id, null)).rejects.toThrow(/spring-renewals/);
    expect(await configure.get(kind, id)).toBeDefined();
  });

  test('and what nobody names is', async () => {
    const { configure } = await aStage();
    await configure.putWorkstream(aWorkstream({ id: 'spare' }), null);
    await configure.remove('workstream', 'spare', null);
    await expect(configure.remove('workstream', 'spare', null)).rejects.toThrow(NotFound);
  });
});
