import { describe, expect, test } from 'vitest';
import { readProfile } from '../../../shared/contract/configuration/documents.ts';
import { aTask } from '../../support/builders/task.ts';
import { storeTask } from '../../support/builders/seed-documents.ts';
import { createSeededEngine } from '../../support/builders/seeded-engine.ts';
import { aBench } from './run-builder.ts';
import { least } from './folder-builder.ts';

describe('a folder is applied', () => {
  test('to an empty engine: everything is created, and a second time there is nothing to do', async () => {
    const { engine, api, apply } = await aBench();
    const first = await apply(least);
    expect(first).toEqual({
      code: 0,
      said: [
        `Plan for ${api.url}:`,
        '',
        '+ queues/renewals',
        '+ workstreams/outbound',
        '+ engagements/spring',
        '',
        '3 to create, 0 to change, 0 as they are.',
        '',
        '+ queues/renewals created',
        '+ workstreams/outbound created',
        '+ engagements/spring created',
        '',
        'The engine is as the folder says.',
      ].join('\n'),
    });
    expect((await engine.saveConfiguration.get('queue', 'renewals')).value.wrapUpSeconds).toBe(30);
    expect(api.writes).toHaveLength(3);

    const second = await apply(least);
    expect(second).toMatchObject({ code: 0 });
    expect(second.said).toContain('= engagements/spring');
    expect(second.said).toContain('There is nothing to do.');
    expect(api.writes).toHaveLength(3);
  });

  test('where something differs: that alone is written', async () => {
    const { engine, api, apply } = await aBench();
    await apply(least);
    const { code, said } = await apply({ ...least, 'queues/renewals.yaml': 'name: Renewed' });
    expect(code).toBe(0);
    expect(said).toContain(
      '~ queues/renewals\n    name: "Renewals" → "Renewed"\n    wrapUpSeconds: 30 → 60\n',
    );
    expect(said).toContain('~ queues/renewals changed');
    expect(api.writes.slice(3)).toEqual(['PUT /queues/renewals']);
    expect((await engine.saveConfiguration.get('queue', 'renewals')).value.name).toBe('Renewed');
  });

  test('with --dry-run: it is only shown', async () => {
    const { api, apply } = await aBench();
    const { code, said } = await apply(least, '--dry-run');
    expect(code).toBe(0);
    expect(said).toContain('+ engagements/spring');
    expect(said).toContain('Nothing was written: this was a dry run.');
    expect(api.writes).toEqual([]);
  });

  test('beside documents that the engine has already: they may be referred to', async () => {
    const { apply } = await aBench();
    await apply(least);
    const text = { name: 'T', workstreamId: 'outbound', channel: 'sms', message: 'Hello' };
    expect(await apply({ 'engagements/text.json': text })).toMatchObject({ code: 0 });
  });

  test('an edited engagement says what became of its queued tasks', async () => {
    const { engine, apply } = await aBench(await createSeededEngine());
    await storeTask(engine, aTask({ status: 'ready' }));
    const { value } = await engine.saveConfiguration.get('engagement', 'spring-renewals');
    const phoneTypes = [{ type: 'home', quietHours: [] }];
    const edited = { ...value.engagement, phoneTypes };
    const { code, said } = await apply({ 'engagements/spring-renewals.json': edited });
    expect(code).toBe(0);
    expect(said).toContain('~ engagements/spring-renewals changed\n    queued tasks: 1 given up');
  });
});

describe('what is not in the folder', () => {
  const without = {
    'queues/renewals.yaml': least['queues/renewals.yaml'],
    'workstreams/outbound.json': least['workstreams/outbound.json'],
    'engagements/.keep': '',
  };

  test('stays, unless --prune removes it', async () => {
    const { engine, apply } = await aBench();
    await apply(least);
    expect((await apply(without)).said).toContain('There is nothing to do.');
    const { code, said } = await apply(without, '--prune');
    expect(code).toBe(0);
    expect(said).toContain('- engagements/spring removed');
    expect(await engine.saveConfiguration.list('engagement')).toEqual([]);
    expect(await engine.saveConfiguration.list('queue')).toHaveLength(1);
  });

  test('is not pruned where its kind has no folder', async () => {
    const { engine, apply } = await aBench();
    await apply({ ...least, 'message-templates/hello.yaml': 'name: Hello\ntext: Hello' });
    expect((await apply(least, '--prune')).said).toContain('There is nothing to do.');
    expect(await engine.saveConfiguration.list('messageTemplate')).toHaveLength(1);
  });

  test('is not pruned while something that stays needs it, which is told before anything is written', async () => {
    const { api, apply } = await aBench();
    await apply(least);
    const { code, said } = await apply({ 'queues/other.yaml': 'name: Other' }, '--prune');
    expect(code).toBe(1);
    expect(said).toContain(
      "queues/renewals (to be removed)\n    is used by the engagement 'spring'",
    );
    expect(api.writes).toHaveLength(3);
  });

  test('is not pruned while it runs, which is told before anything is written', async () => {
    const { engine, api, apply } = await aBench();
    await apply(least);
    const [found] = await engine.saveConfiguration.list('engagement');
    await engine.runEngagementOperation(found!.value.engagement.id, 'Start');
    const { code, said } = await apply(without, '--prune', '--dry-run');
    expect(code).toBe(1);
    expect(said).toContain('engagements/spring (to be removed)\n    is running; Stop it first');
    expect(api.writes).toHaveLength(3);
  });

  test('is not pruned while a representative serves it, which is told before anything is written', async () => {
    const { engine, api, apply } = await aBench();
    await apply({ 'queues/renewals.yaml': 'name: Renewals' });
    await engine.saveRepresentative(
      readProfile('ann', { name: 'Ann', address: '8:acs:ann', queues: ['renewals'] }),
    );
    const { code, said } = await apply({ 'queues/other.yaml': 'name: Other' }, '--prune');
    expect(code).toBe(1);
    expect(said).toContain(
      "queues/renewals (to be removed)\n    is used by the representative 'ann'",
    );
    expect(api.writes).toHaveLength(1);
  });

  test('is not pruned when it started since the plan was made', async () => {
    const { engine, api, apply } = await aBench();
    await apply(least);
    const [found] = await engine.saveConfiguration.list('engagement');
    const id = found!.value.engagement.id;
    api.before('DELETE /engagements/spring', () => engine.runEngagementOperation(id, 'Start'));
    const { code, said } = await apply(without, '--prune');
    expect(code).toBe(1);
    expect(said).toContain('! engagements/spring is not removed: it was changed by somebody else');
    expect(await engine.saveConfiguration.list('engagement')).toHaveLength(1);
  });
});
