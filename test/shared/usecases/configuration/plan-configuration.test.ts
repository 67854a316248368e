import { describe, expect, test } from 'vitest';
import { readPlanRequest, toPlanResponse } from '../../../../shared/contract/configuration/plan.ts';
import { InvalidInput } from '../../../../shared/errors.ts';
import { aDocument } from '../../../support/builders/document.ts';
import { createSeededEngine } from '../../../support/builders/seeded-engine.ts';
import type { TestEngine } from '../../../support/engine.ts';

const plan = async (engine: TestEngine, body: unknown) =>
  toPlanResponse(await engine.planConfiguration(readPlanRequest(body)));

const queues = { queues: { second: { name: 'Second' } } };

describe('a plan', () => {
  test('has the stored revision, the steps and no issues, and writes nothing', async () => {
    const engine = await createSeededEngine();
    const before = await engine.configuration.snapshot();
    expect(await plan(engine, { documents: queues })).toEqual({
      revision: before.revision,
      steps: [{ act: 'create', document: 'queues/second', batch: 1, fields: [] }],
      issues: [],
    });
    expect(await engine.configuration.snapshot()).toEqual(before);
  });

  test('has no batch for an unchanged document', async () => {
    const engine = await createSeededEngine();
    const { document } = await engine.documents.get('queue', 'renewals');
    const { steps } = await plan(engine, { documents: { queues: { renewals: document } } });
    expect(steps).toEqual([
      { act: 'unchanged', document: 'queues/renewals', batch: null, fields: [] },
    ]);
  });

  test('accepts references between the documents of the set', async () => {
    const engine = await createSeededEngine();
    const calls = aDocument('progressive', { queueId: 'second' });
    const { issues } = await plan(engine, { documents: { ...queues, engagements: { calls } } });
    expect(issues).toEqual([]);
  });

  test('reports the issues of every document with its name', async () => {
    const engine = await createSeededEngine();
    const calls = aDocument('progressive', { queueId: 'missing' });
    const { steps, issues } = await plan(engine, {
      documents: { queues: { second: { nam: 'Second' } }, engagements: { calls } },
    });
    expect(issues.map(({ document, path }) => `${document} ${path}`)).toEqual([
      'queues/second name',
      'queues/second nam',
      'engagements/calls queueId',
    ]);
    expect(steps.every(({ batch }) => batch === null)).toBe(true);
  });

  test('reports an edit of a running engagement to an unsupported mode', async () => {
    const engine = await createSeededEngine();
    const calls = aDocument('preview');
    const { issues } = await plan(engine, {
      documents: { engagements: { 'spring-renewals': calls } },
    });
    expect(issues).toMatchObject([
      {
        document: 'engagements/spring-renewals',
        message: 'This version does not dial in the preview mode led by representatives.',
      },
    ]);
  });

  test('reports at most 100 issues and the number of the others', async () => {
    const engine = await createSeededEngine();
    const many = Object.fromEntries(Array.from({ length: 150 }, (_, n) => [`q${n}`, {}]));
    const { issues } = await plan(engine, { documents: { queues: many } });
    expect(issues).toHaveLength(101);
    expect(issues.at(-1)).toEqual({
      document: '',
      path: '',
      message: 'There are 50 more faults.',
    });
  });
});

test.each([
  ['a collection that does not exist', { documents: { queue: {} } }, 'documents.queue'],
  ['a list of documents', { documents: { queues: [] } }, 'documents.queues'],
  ['an unknown collection to prune', { documents: {}, prune: ['queue'] }, 'prune.0'],
  ['no documents', {}, 'documents'],
])('a request with %s is refused with its path', (_what, body, path) => {
  const read = () => readPlanRequest(body);
  expect(read).toThrow(InvalidInput);
  try {
    read();
  } catch (error) {
    expect((error as InvalidInput).issues).toMatchObject([{ path }]);
  }
});
