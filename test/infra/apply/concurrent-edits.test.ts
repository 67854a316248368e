import { describe, expect, test } from 'vitest';
import { aQueue } from '../../support/builders/queue.ts';
import { fewestDocuments } from './folder-builder.ts';
import { aBench } from './run-builder.ts';

const renamed = { ...fewestDocuments, 'queues/renewals.yaml': 'name: Renewed' };
const overtaken = 'Another edit changed the configuration since the plan. Run the command again.';

describe('an edit of another administrator between the plan and the write', () => {
  test('of a document of the plan stays, and the run ends with 1', async () => {
    const { engine, api, apply } = await aBench();
    await apply(fewestDocuments);
    api.before('apply', () => engine.documents.put('queue', aQueue({ name: 'Other' })));
    const { code, output } = await apply(renamed);
    expect(code).toBe(1);
    expect(output).toContain(overtaken);
    const { document } = await engine.documents.get('queue', 'renewals');
    expect(document).toMatchObject({ name: 'Other' });
  });

  test('that removes a document of the plan stays', async () => {
    const { engine, api, apply } = await aBench();
    await apply({ 'queues/renewals.yaml': 'name: Renewals' });
    api.before('apply', () => engine.documents.remove('queue', 'renewals'));
    expect((await apply({ 'queues/renewals.yaml': 'name: Renewed' })).output).toContain(overtaken);
    expect(await engine.documents.list('queue')).toEqual([]);
  });

  test('of another document does not stop the run', async () => {
    const { engine, api, apply } = await aBench();
    await apply(fewestDocuments);
    api.before('apply', () => engine.documents.put('queue', aQueue({ id: 'other' })));
    expect(await apply(renamed)).toMatchObject({ code: 0 });
    expect(await engine.documents.list('queue')).toHaveLength(2);
  });

  test('that makes a document equal to the folder does not stop the run', async () => {
    const { engine, api, apply } = await aBench();
    const same = aQueue({ name: 'Renewals', wrapUpSeconds: 30 });
    api.before('apply', () => engine.documents.put('queue', same));
    expect(await apply(fewestDocuments)).toMatchObject({ code: 0 });
  });

  test('that makes the set invalid stays, and nothing of the set is written', async () => {
    const { engine, api, apply } = await aBench();
    await apply({ ...fewestDocuments, 'queues/old.yaml': 'name: Old' });
    const moved = { ...fewestDocuments, 'queues/old.yaml': 'name: Old' };
    const { 'engagements/spring.yaml': spring } = fewestDocuments;
    api.before('apply', () =>
      apply({
        ...moved,
        'engagements/spring.yaml': spring.replace('queueId: renewals', 'queueId: old'),
      }),
    );
    const pruned = { 'queues/renewals.yaml': 'name: Renewed' };
    expect(await apply(pruned, '--prune')).toMatchObject({ code: 1 });
    expect(await engine.documents.list('queue')).toHaveLength(2);
  });
});
