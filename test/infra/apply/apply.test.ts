import { describe, expect, test } from 'vitest';
import { readProfile } from '../../../shared/contract/configuration/documents.ts';
import { engagementIdSchema } from '../../../shared/domain/values/ids.ts';
import { later, SECOND } from '../../../shared/domain/values/time.ts';
import { aTask } from '../../support/builders/task.ts';
import { storeTask } from '../../support/builders/seed-documents.ts';
import { createSeededEngine } from '../../support/builders/seeded-engine.ts';
import { aBench } from './run-builder.ts';
import { fewestDocuments } from './folder-builder.ts';

const spring = engagementIdSchema.parse('spring');

describe('npm run apply', () => {
  test('creates every document in an empty engine, and has nothing to do in a second run', async () => {
    const { engine, api, apply } = await aBench();
    expect(await apply(fewestDocuments)).toEqual({
      code: 0,
      output: [
        `Plan for ${api.url}:`,
        '',
        '+ queues/renewals',
        '+ workstreams/outbound',
        '+ engagements/spring',
        '',
        '3 to create, 0 to change, 0 unchanged.',
        '',
        '+ queues/renewals created',
        '+ workstreams/outbound created',
        '+ engagements/spring created',
        '',
        'The engine now equals the folder. It re-evaluates queued tasks within seconds.',
      ].join('\n'),
    });
    const { document } = await engine.documents.get('queue', 'renewals');
    expect(document).toMatchObject({ wrapUpSeconds: 30 });

    const second = await apply(fewestDocuments);
    expect(second).toMatchObject({ code: 0 });
    expect(second.output).toContain('= engagements/spring');
    expect(second.output).toContain('There is nothing to do.');
    expect(api.applied()).toBe(1);
  });

  test('writes only the document that differs, and prints each changed field', async () => {
    const { engine, apply } = await aBench();
    await apply(fewestDocuments);
    const before = await engine.documents.list('workstream');
    const changed = { ...fewestDocuments, 'queues/renewals.yaml': 'name: Renewed\nskills: [tax]' };
    const { code, output } = await apply(changed);
    expect(code).toBe(0);
    expect(output).toContain(
      [
        '~ queues/renewals',
        '    name: "Renewals" → "Renewed"',
        '    skills.0: (absent) → "tax"',
        '    wrapUpSeconds: 30 → 60',
        '= workstreams/outbound',
        '= engagements/spring',
        '',
        '0 to create, 1 to change, 2 unchanged.',
      ].join('\n'),
    );
    expect(output).toContain('~ queues/renewals changed');
    expect(await engine.documents.list('workstream')).toEqual(before);
  });

  test('prints the plan and writes nothing with --dry-run', async () => {
    const { api, apply } = await aBench();
    const { code, output } = await apply(fewestDocuments, '--dry-run');
    expect(code).toBe(0);
    expect(output).toContain('+ engagements/spring');
    expect(output).toContain('Nothing was written: this was a dry run.');
    expect(api.applied()).toBe(0);
  });

  test('accepts references to documents that only the engine has', async () => {
    const { apply } = await aBench();
    await apply(fewestDocuments);
    const text = { name: 'T', workstreamId: 'outbound', channel: 'sms', message: 'Hello' };
    expect(await apply({ 'engagements/text.json': text })).toMatchObject({ code: 0 });
  });

  test('re-evaluates the queued tasks of a changed engagement', async () => {
    const { engine, apply } = await aBench(await createSeededEngine());
    await storeTask(engine, aTask({ status: 'ready' }));
    const { document } = await engine.documents.get('engagement', 'spring-renewals');
    const edited = { ...document, phoneTypes: [{ type: 'home', quietHours: [] }] };
    expect(await apply({ 'engagements/spring-renewals.json': edited })).toMatchObject({ code: 0 });
    await engine.timeline.runTo(later(engine.timeline.now(), 10 * SECOND));
    expect(engine.tasks.all().tasks).toMatchObject([{ status: 'closed' }]);
  });
});

describe('a document that is not in the folder', () => {
  const withoutEngagement = {
    'queues/renewals.yaml': fewestDocuments['queues/renewals.yaml'],
    'workstreams/outbound.json': fewestDocuments['workstreams/outbound.json'],
    'engagements/.keep': '',
  };

  test('stays without --prune and is removed with it', async () => {
    const { engine, apply } = await aBench();
    await apply(fewestDocuments);
    expect((await apply(withoutEngagement)).output).toContain('There is nothing to do.');
    const { code, output } = await apply(withoutEngagement, '--prune');
    expect(code).toBe(0);
    expect(output).toContain('- engagements/spring removed');
    expect(await engine.documents.list('engagement')).toEqual([]);
    expect(await engine.documents.list('queue')).toHaveLength(1);
  });

  test('stays with --prune if its kind has no folder', async () => {
    const { engine, apply } = await aBench();
    await apply({ ...fewestDocuments, 'message-templates/hello.yaml': 'name: Hello\ntext: Hello' });
    expect((await apply(fewestDocuments, '--prune')).output).toContain('There is nothing to do.');
    expect(await engine.documents.list('messageTemplate')).toHaveLength(1);
  });

  test('is not pruned if a remaining document uses it', async () => {
    const { api, apply } = await aBench();
    await apply(fewestDocuments);
    const { code, output } = await apply({ 'queues/other.yaml': 'name: Other' }, '--prune');
    expect(code).toBe(1);
    expect(output).toContain(
      "queues/renewals (in the engine)\n    is used by the engagement 'spring'",
    );
    expect(api.applied()).toBe(1);
  });

  test('is not pruned if it is a running engagement', async () => {
    const { engine, api, apply } = await aBench();
    await apply(fewestDocuments);
    await engine.runEngagementOperation(spring, 'Start');
    const { code, output } = await apply(withoutEngagement, '--prune', '--dry-run');
    expect(code).toBe(1);
    expect(output).toContain(
      "engagements/spring (in the engine)\n    The engagement 'spring' is running; Stop it first.",
    );
    expect(api.applied()).toBe(1);
  });

  test('is not pruned if a representative serves it', async () => {
    const { engine, api, apply } = await aBench();
    await apply({ 'queues/renewals.yaml': 'name: Renewals' });
    await engine.saveRepresentative(
      readProfile('ann', { name: 'Ann', address: '8:acs:ann', queues: ['renewals'] }),
    );
    const { code, output } = await apply({ 'queues/other.yaml': 'name: Other' }, '--prune');
    expect(code).toBe(1);
    expect(output).toContain(
      "queues/renewals (in the engine)\n    is used by the representative 'ann'",
    );
    expect(api.applied()).toBe(1);
  });

  test('is not pruned if it is an engagement that started after the plan', async () => {
    const { engine, api, apply } = await aBench();
    await apply(fewestDocuments);
    api.before('apply', () => engine.runEngagementOperation(spring, 'Start'));
    const { code, output } = await apply(withoutEngagement, '--prune');
    expect(code).toBe(1);
    expect(output).toContain("The engagement 'spring' is running; Stop it first.");
    expect(await engine.documents.list('engagement')).toHaveLength(1);
  });
});
