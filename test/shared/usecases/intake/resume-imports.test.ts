import { expect, test } from 'vitest';
import { maxTries, importLeaseMs } from '../../../../shared/domain/intake/import-lifecycle.ts';
import { later, MINUTE } from '../../../../shared/domain/values/time.ts';
import { at, Crashed, crashOnce } from '../../../support/injection/crash-injection.ts';
import { createSeededEngine } from '../../../support/builders/seeded-engine.ts';

const path = 'spring-renewals/march.csv';
const lines = ['UniqueIdentifier,MobilePhoneNumber', 'ada,+12062300001', 'bob,+12062300002'];
const isEnd = (version: unknown) =>
  (version as { value: { status: string } }).value.status === 'Completed';

/** The import crashes before it can save its end or its release. */
async function interrupted() {
  const { wrap } = crashOnce(at('before', 'imports', 'save', { where: isEnd }));
  const engine = await createSeededEngine({ wrap });
  engine.files.put(path, lines.join('\n'));
  await expect(engine.importContacts(path)).rejects.toThrow(Crashed);
  const [found] = engine.imports.runs();
  const { etag } = (await engine.imports.find(found!.engagementId, found!.id))!;
  // A crashed process writes nothing more, so the import keeps the deadline of its last write.
  await engine.imports.save({
    value: { ...found!, deadlineAt: later(engine.start, importLeaseMs) },
    etag,
  });
  return engine;
}

test('an import that crashed is completed after its deadline', async () => {
  const engine = await interrupted();
  expect(await engine.resumeImports()).toBe(0);
  await engine.timeline.runTo(later(engine.start, importLeaseMs + MINUTE));
  expect(await engine.resumeImports()).toBe(1);
  expect(engine.imports.runs()).toMatchObject([
    { status: 'Completed', tries: 2, counts: { rows: 2, accepted: 2, tasks: 2 } },
  ]);
  const report = await engine.readReport(engine.imports.runs()[0]!.engagementId);
  expect(report.tasks.accepted).toBe(2);
});

test.each([
  ['removed', null],
  ['replaced by another', [...lines, 'cleo,+12062300003']],
])('an import fails with the reason if its file was %s', async (_what, now) => {
  const engine = await interrupted();
  if (now === null) engine.files.remove(path);
  else engine.files.put(path, now.join('\n'));
  await engine.timeline.runTo(later(engine.start, importLeaseMs + MINUTE));
  await engine.resumeImports();
  expect(engine.imports.runs()[0]).toMatchObject({
    status: 'Failed',
    failure: { code: 'fileGone' },
    deadlineAt: null,
  });
});

test('an import that always crashes fails after its last try, and does not block another', async () => {
  const engine = await createSeededEngine({
    wrap: (ports) => ({
      ...ports,
      contacts: { ...ports.contacts, create: () => Promise.reject(new Error('refused')) },
    }),
  });
  engine.files.put(path, lines.join('\n'));
  await expect(engine.importContacts(path)).rejects.toThrow('refused');
  for (let tries = 2; tries <= maxTries; tries += 1) {
    await expect(engine.resumeImports()).rejects.toThrow('refused');
  }
  await engine.resumeImports();
  expect(engine.imports.runs()).toMatchObject([
    { status: 'Failed', failure: { code: 'interrupted' } },
  ]);
  expect(await engine.resumeImports()).toBe(0);
});
