import { describe, expect, test } from 'vitest';
import { maxFileBytes } from '../../../../shared/domain/intake/import.ts';
import { later, MINUTE } from '../../../../shared/domain/values/time.ts';
import { aVoiceEngagement } from '../../../support/builders/engagement.ts';
import { at, noon } from '../../../support/builders/instants.ts';
import { raceBefore } from '../../../support/injection/race-injection.ts';
import { createSeededEngine, dropContactFile } from '../../../support/builders/seeded-engine.ts';

const header = 'UniqueIdentifier,MobilePhoneNumber,TimeZone';
const ada = 'ada,+12062300001,America/New_York';
const bob = 'bob,+12062300002,America/New_York';
const cleo = 'cleo,+12062300003,America/New_York';
const path = 'spring-renewals/march.csv';

describe('a valid file', () => {
  test('becomes one task per row and the contacts they name', async () => {
    const engine = await createSeededEngine();
    const { run, faults } = await dropContactFile(engine, [header, ada, bob]);
    expect(run).toMatchObject({ status: 'Completed', failure: null, endedAt: noon });
    expect(run.counts).toMatchObject({ rows: 2, accepted: 2, rejected: 0, tasks: 2, warnings: 0 });
    expect(faults).toEqual([]);
    expect(engine.tasks.all().tasks.map(({ status }) => status)).toEqual(['ready', 'ready']);
    expect(engine.contacts.contacts().map(({ person }) => person.identifiedBy.value)).toEqual([
      'ada',
      'bob',
    ]);
  });

  test('makes one chain of the rows of an account', async () => {
    const engine = await createSeededEngine();
    const rows = ['acme,', ',', 'acme,'].map((account, n) => `${account}c${n},+1206230000${n}`);
    const { run } = await dropContactFile(engine, [
      'ID,UniqueIdentifier,MobilePhoneNumber',
      rows[0]!,
      `,${rows[1]!.slice(1)}`,
      rows[2]!,
    ]);
    expect(run.counts).toMatchObject({ accepted: 3, tasks: 2 });
    expect(
      engine.tasks
        .all()
        .tasks.map(({ chain }) => chain.length)
        .sort(),
    ).toEqual([1, 2]);
  });

  test('that is uploaded at night waits, with a wake message for the opening of the window', async () => {
    const night = at('2026-03-11T05:00Z');
    const engine = await createSeededEngine({ start: night });
    await dropContactFile(engine, [header, ada]);
    const opens = at('2026-03-11T12:00Z');
    expect(engine.tasks.all().tasks).toMatchObject([{ status: 'waiting', deadlineAt: opens }]);
    expect(engine.messageBus.sent).toContainEqual(
      expect.objectContaining({ queue: 'reattempts', at: opens }),
    );
    await engine.timeline.runTo(later(opens, MINUTE));
    expect(engine.tasks.all().tasks).toMatchObject([{ status: 'ready' }]);
  });
});

describe('an unusable row does not stop the import', () => {
  test.each<[string, string[], object]>([
    [
      'a number that is none',
      ['bob,12,America/New_York'],
      { line: 3, field: 'MobilePhoneNumber', reason: 'invalidNumber' },
    ],
    ['no number', ['bob,,America/New_York'], { line: 3, reason: 'noUsableNumber' }],
    [
      'no identifier',
      [',+12062300002,'],
      { line: 3, field: 'UniqueIdentifier', reason: 'missingValue' },
    ],
    [
      'an unknown time zone',
      ['bob,+12062300002,Mars'],
      { line: 3, field: 'TimeZone', reason: 'unknownTimeZone' },
    ],
    ['a value too many', ['bob,+12062300002,UTC,x'], { line: 3, reason: 'wrongColumnCount' }],
    ['the same person again', ['ada,+12062300002,'], { line: 3, reason: 'duplicateRow' }],
    ['a quote left open', ['bob,"+12062300002,UTC'], { line: 3, reason: 'openQuote' }],
    ['a quote inside a value', ['b"ob,+12062300002,UTC'], { line: 3, reason: 'brokenQuote' }],
  ])('%s is a fault with its line, and the other rows are accepted', async (_what, rows, fault) => {
    const { run, faults } = await dropContactFile(await createSeededEngine(), [
      header,
      ada,
      ...rows,
      cleo,
    ]);
    expect(run.status).toBe('CompletedWithErrors');
    expect(run.counts).toMatchObject({ rows: 3, accepted: 2, rejected: 1, tasks: 2 });
    expect(faults).toMatchObject([{ ...fault, rowKept: false }]);
  });

  test('bytes that are not UTF-8 are a fault of their row only', async () => {
    const engine = await createSeededEngine();
    const latin = Buffer.from('jürgen,+12062300002,UTC\n', 'latin1');
    engine.files.put(
      path,
      Buffer.concat([Buffer.from(`${header}\n${ada}\n`), latin, Buffer.from(cleo)]),
    );
    const result = await engine.importContacts(path);
    const counts = { rows: 3, accepted: 2, rejected: 1 };
    expect(result).toMatchObject({ kind: 'ended', run: { counts } });
  });

  test('an invalid number in a row with a valid one is a fault, and the row is accepted', async () => {
    const lines = ['UniqueIdentifier,MobilePhoneNumber,HomePhoneNumber', 'ada,+12062300001,12'];
    const { run, faults } = await dropContactFile(await createSeededEngine(), lines);
    expect(run.counts).toMatchObject({ accepted: 1, rejected: 0, warnings: 1 });
    expect(faults).toMatchObject([{ field: 'HomePhoneNumber', rowKept: true }]);
  });

  test('a chain longer than five keeps its first five', async () => {
    const rows = [...Array(6).keys()].map((n) => `acme,c${n},+1206230000${n}`);
    const { run, faults } = await dropContactFile(await createSeededEngine(), [
      'ID,UniqueIdentifier,MobilePhoneNumber',
      ...rows,
    ]);
    expect(run.counts).toMatchObject({ accepted: 5, rejected: 1, tasks: 1 });
    expect(faults).toMatchObject([{ line: 7, reason: 'chainTooLong' }]);
  });
});

describe('a contact file', () => {
  test.each<[string, string | Buffer, object]>([
    ['without a phone column', 'UniqueIdentifier,Name\nada,Ada\n', { code: 'badHeader', line: 1 }],
    [
      'without the identifier column',
      'Name,MobilePhoneNumber\nAda,+12062300001\n',
      { code: 'badHeader', line: 1 },
    ],
    ['with a column twice', `${header},TimeZone\n`, { code: 'badHeader', line: 1 }],
    [
      'with columns separated by semicolons',
      header.replaceAll(',', ';'),
      { code: 'badHeader', line: 1 },
    ],
    ['with an unclosed quote in the header', `"${header}\n${ada}`, { code: 'badHeader', line: 1 }],
    ['without content', '', { code: 'fileEmpty' }],
    ['with a header only', `${header}\n`, { code: 'fileEmpty' }],
    ['without a valid row', `${header}\nada,1,\nbob,2,\n`, { code: 'noGoodRow' }],
    ['in UTF-16', Buffer.from(`\uFEFF${header}\n${ada}\n`, 'utf16le'), { code: 'notUtf8' }],
    [
      'that is an Excel workbook',
      Buffer.concat([Buffer.from('PK'), Buffer.alloc(9), Buffer.alloc(99, 7)]),
      { code: 'notUtf8' },
    ],
    ['with more than 10 MB', Buffer.alloc(maxFileBytes + 1, 'a'), { code: 'fileTooLarge' }],
  ])('%s fails with %j', async (_what, content, failure) => {
    const engine = await createSeededEngine();
    engine.files.put(path, content);
    const result = await engine.importContacts(path);
    expect(result).toMatchObject({ kind: 'ended', run: { status: 'Failed', failure } });
    expect(engine.tasks.all().tasks).toEqual([]);
  });

  test('a file of exactly 10 MB is read', async () => {
    const engine = await createSeededEngine();
    const start = `${header}\n${ada}\n`;
    engine.files.put(path, start + '\n'.repeat(maxFileBytes - start.length));
    const run = { status: 'Completed' };
    expect(await engine.importContacts(path)).toMatchObject({ kind: 'ended', run });
  });

  test('an unknown engagement, and is accepted after its creation', async () => {
    const engine = await createSeededEngine();
    engine.files.put('autumn/march.csv', `${header}\n${ada}`);
    const result = await engine.importContacts('autumn/march.csv');
    const failed = { status: 'Failed', failure: { code: 'unknownEngagement' } };
    expect(result).toMatchObject({ kind: 'ended', run: failed });
    await engine.documents.put('engagement', aVoiceEngagement({ id: 'autumn' }), null);
    await engine.timeline.runTo(later(noon, MINUTE));
    const completed = { kind: 'ended', run: { status: 'Completed' } };
    expect(await engine.importContacts('autumn/march.csv')).toMatchObject(completed);
  });

  test('a stopped engagement', async () => {
    const engine = await createSeededEngine();
    await engine.runEngagementOperation(aVoiceEngagement().id, 'Stop');
    await engine.timeline.runTo(later(noon, MINUTE));
    const { run } = await dropContactFile(engine, [header, ada]);
    expect(run.failure).toMatchObject({ code: 'engagementStopped' });
  });

  test.each(['march.csv', 'no engagement!/march.csv', 'spring-renewals/gone.csv'])(
    '%s is not a contact file and only writes a log line',
    async (strange) => {
      const engine = await createSeededEngine();
      if (!strange.endsWith('gone.csv')) engine.files.put(strange, header);
      expect(await engine.importContacts(strange)).toEqual({ kind: 'noFile' });
      expect(engine.log.named('import.refused')).toHaveLength(1);
    },
  );
});

describe('an engagement that changes during the import', () => {
  const many = [...Array(900).keys()].map((n) => `c${n},+1206230${String(1000 + n)},`);

  test.each([
    ['is deleted', 'unknownEngagement'],
    ['is stopped', 'engagementStopped'],
  ])(
    '%s: the rest of the file creates no task, and the import has the reason',
    async (what, code) => {
      const race = raceBefore('messageBus', 'wake');
      const engine = await createSeededEngine({ status: 'draft', wrap: race.wrap });
      race.with(async () => {
        const { id } = aVoiceEngagement();
        if (what === 'is stopped') await engine.runEngagementOperation(id, 'Stop');
        else engine.configuration.erase('engagement', id);
      });
      const { run } = await dropContactFile(engine, [header, ...many]);
      expect(run).toMatchObject({ status: 'Failed', failure: { code }, counts: { tasks: 400 } });
      expect(engine.tasks.all().tasks).toHaveLength(400);
    },
  );
});

test('a contact with the same mobile and business number is dialed once in an attempt', async () => {
  const phoneTypes = (['mobile', 'business'] as const).map((type) => ({ type, quietHours: [] }));
  const engine = await createSeededEngine({ engagement: aVoiceEngagement({ phoneTypes }) });
  await dropContactFile(engine, [
    'UniqueIdentifier,MobilePhoneNumber,BusinessPhoneNumber',
    'ada,+12062300001,(206) 230-0001',
  ]);
  const [task] = engine.tasks.all().tasks;
  expect(task?.chain[0]?.numbers).toMatchObject([{ type: 'mobile', number: '+12062300001' }]);
});

test('an import accepts any extra column names', async () => {
  const lines = [
    'UniqueIdentifier,MobilePhoneNumber,N/A,Account #',
    `ada,+12062300001,${'x'.repeat(4001)},1`,
    'bob,+12062300002,a,b',
  ];
  const { run, faults } = await dropContactFile(await createSeededEngine(), lines);
  expect(run).toMatchObject({
    status: 'CompletedWithErrors',
    counts: { accepted: 1, rejected: 1 },
  });
  expect(faults).toMatchObject([{ field: 'N/A', reason: 'valueTooLong' }]);
});

describe('a second import of a file', () => {
  test('without a usable row is read again after a correction of the engagement, and its old faults are removed', async () => {
    const engine = await createSeededEngine();
    const lines = ['UniqueIdentifier,HomePhoneNumber', 'ada,+12062300001', 'bob,12'];
    const { run, faults } = await dropContactFile(engine, lines);
    expect(run).toMatchObject({ status: 'Failed', failure: { code: 'noGoodRow' } });
    expect(faults).toHaveLength(2);
    const phoneTypes = [{ type: 'home' as const, quietHours: [] }];
    await engine.documents.put('engagement', aVoiceEngagement({ phoneTypes }), null);
    await engine.timeline.runTo(later(noon, MINUTE));
    const again = await dropContactFile(engine, lines);
    expect(again.run).toMatchObject({ id: run.id, status: 'CompletedWithErrors' });
    expect(again.faults).toMatchObject([{ line: 3, reason: 'invalidNumber' }]);
  });

  test('creates nothing twice under another name', async () => {
    const engine = await createSeededEngine();
    const { run } = await dropContactFile(engine, [header, ada, bob]);
    const again = await dropContactFile(engine, [header, ada, bob], 'copy.csv');
    expect(again.run).toEqual(run);
    expect(engine.tasks.all().tasks).toHaveLength(2);
    expect(engine.log.named('import.left')).toMatchObject([{ fields: { reason: 'repeated' } }]);
  });

  test('creates only the new tasks of a corrected file', async () => {
    const engine = await createSeededEngine();
    await dropContactFile(engine, [header, ada, 'bob,12,']);
    const { run, faults } = await dropContactFile(engine, [header, ada, bob], 'corrected.csv');
    expect(run.counts).toMatchObject({ rows: 2, accepted: 1, alreadyPending: 1, tasks: 1 });
    expect(faults).toMatchObject([{ line: 2, reason: 'alreadyPending' }]);
    expect(engine.tasks.all().tasks).toHaveLength(2);
  });

  test('creates nothing twice at the same time', async () => {
    const engine = await createSeededEngine();
    engine.files.put(path, [header, ada, bob].join('\n'));
    await Promise.allSettled([engine.importContacts(path), engine.importContacts(path)]);
    await engine.importContacts(path);
    expect(engine.tasks.all().tasks).toHaveLength(2);
    const { tasks } = await engine.readReport(aVoiceEngagement().id);
    expect(tasks.accepted).toBe(2);
  });
});
