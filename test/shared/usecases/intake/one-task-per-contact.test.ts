// A contact is in at most one open task of an engagement, in any number of files and accounts.
import { describe, expect, test } from 'vitest';
import { addContactAttempt } from '../../../../shared/domain/contact/contact-attempts.ts';
import { refOf } from '../../../../shared/domain/task/task.ts';
import { HOUR, later, MINUTE } from '../../../../shared/domain/values/time.ts';
import { aVoiceEngagement } from '../../../support/builders/engagement.ts';
import { aDeliveryId } from '../../../support/builders/identity.ts';
import { noon } from '../../../support/builders/instants.ts';
import { at, Crashed, crashOnce } from '../../../support/injection/crash-injection.ts';
import type { TestEngine } from '../../../support/engine.ts';
import { innerUseCases } from '../../../support/injection/inner.ts';
import { createSeededEngine, dropContactFile } from '../../../support/builders/seeded-engine.ts';

const header = 'ID,UniqueIdentifier,MobilePhoneNumber';
const people: Record<string, string> = {
  ada: '+12062300001',
  bob: '+12062300002',
  cleo: '+12062300003',
  dan: '+12062300004',
};
/** `alone` rows, or `ACME: ada bob` for an account. */
const list = (...chains: string[]): string[] => [
  header,
  ...chains.flatMap((chain) => {
    const [names = '', account = ''] = chain.split(': ').reverse();
    return names.split(' ').map((name) => `${account},${name},${people[name] ?? ''}`);
  }),
];

/** The open tasks, each as its contacts. */
function open(engine: TestEngine): string[] {
  const names = new Map(
    engine.contacts.contacts().map(({ id, person }) => [id, person.identifiedBy.value]),
  );
  return engine.tasks
    .all()
    .tasks.filter(({ status }) => status !== 'closed')
    .map(({ chain }) => chain.map(({ contactId }) => names.get(contactId)).join(' '))
    .sort();
}

async function closeAll(engine: TestEngine): Promise<void> {
  for (const task of engine.tasks.all().tasks) {
    await innerUseCases(engine).applyTaskEvent(refOf(task), {
      kind: 'cancelled',
      now: engine.timeline.now(),
    });
  }
}

describe('a contact that one file names alone and the next within an account', () => {
  test('is in the first task, and the whole account is already pending', async () => {
    const engine = await createSeededEngine();
    await dropContactFile(engine, list('ada'));
    const { run, faults } = await dropContactFile(
      engine,
      list('ACME: bob ada', 'cleo'),
      'april.csv',
    );
    expect(open(engine)).toEqual(['ada', 'cleo']);
    expect(run.counts).toMatchObject({ rows: 3, accepted: 1, alreadyPending: 2, tasks: 1 });
    expect(faults.map(({ line, reason }) => [line, reason])).toEqual([
      [2, 'alreadyPending'],
      [3, 'alreadyPending'],
    ]);
  });

  test('is in the task of the account if that came first', async () => {
    const engine = await createSeededEngine();
    await dropContactFile(engine, list('ACME: bob ada'));
    const { run } = await dropContactFile(engine, list('ada', 'bob', 'cleo'), 'april.csv');
    expect(open(engine)).toEqual(['bob ada', 'cleo']);
    expect(run.counts).toMatchObject({ accepted: 1, alreadyPending: 2 });
  });

  test('is in one task with one shard and with sixty-four', async () => {
    for (const shards of [1, 64]) {
      const engine = await createSeededEngine({ engagement: aVoiceEngagement({ shards }) });
      await dropContactFile(engine, list('ada', 'bob', 'cleo', 'dan'));
      await dropContactFile(engine, list('ACME: ada', 'INIT: bob cleo', 'HOOL: dan'), 'april.csv');
      expect(open(engine)).toEqual(['ada', 'bob', 'cleo', 'dan']);
    }
  });

  test('leaves the other contacts of the account free for the next file', async () => {
    const engine = await createSeededEngine();
    await dropContactFile(engine, list('cleo'));
    await dropContactFile(engine, list('ACME: ada bob cleo'), 'april.csv');
    await dropContactFile(engine, list('bob', 'ada'), 'may.csv');
    expect(open(engine)).toEqual(['ada', 'bob', 'cleo']);
  });

  test('is in the task of the next file after the first task is closed', async () => {
    const engine = await createSeededEngine();
    await dropContactFile(engine, list('ada'));
    await closeAll(engine);
    await dropContactFile(engine, list('ACME: bob ada'), 'april.csv');
    expect(open(engine)).toEqual(['bob ada']);
  });

  test('can be in tasks of two engagements', async () => {
    const engine = await createSeededEngine();
    await engine.documents.put('engagement', aVoiceEngagement({ id: 'autumn' }), null);
    await dropContactFile(engine, list('ada'));
    engine.files.put('autumn/march.csv', list('ACME: ada').join('\n'));
    await engine.importContacts('autumn/march.csv');
    expect(open(engine)).toEqual(['ada', 'ada']);
  });
});

test('an account with an open task skips its new contacts, and they are free for another file', async () => {
  const engine = await createSeededEngine();
  await dropContactFile(engine, list('ACME: ada'));
  const { run } = await dropContactFile(engine, list('ACME: bob'), 'april.csv');
  expect(run.counts).toMatchObject({ accepted: 0, alreadyPending: 1 });
  await dropContactFile(engine, list('bob'), 'may.csv');
  expect(open(engine)).toEqual(['ada', 'bob']);
});

test('the contact attempts of a contact stay when another file updates it', async () => {
  const engine = await createSeededEngine();
  await dropContactFile(engine, list('ada'));
  const [ada] = engine.contacts.contacts();
  const reach = {
    deliveryId: aDeliveryId(),
    engagementId: aVoiceEngagement().id,
    channel: 'voice' as const,
    at: noon,
  };
  const { etag } = (await engine.contacts.find(ada!.id))!;
  await engine.contacts.save({ etag, value: addContactAttempt(ada!, reach) });
  await dropContactFile(
    engine,
    ['UniqueIdentifier,MobilePhoneNumber,City', `ada,${people['ada']!},Rome`],
    'b',
  );
  expect(engine.contacts.contacts()).toMatchObject([
    { reached: [reach], person: { city: 'Rome' } },
  ]);
});

describe('two files at the same time', () => {
  test.each([
    [['ada'], ['ACME: ada'], 'ada'],
    [['ACME: ada bob'], ['INIT: bob ada'], 'bob'],
    [['ACME: ada bob cleo', 'dan'], ['INIT: dan cleo', 'bob'], 'bob'],
  ])('%j and %j: no contact has two tasks, and %s has one', async (one, other, reachedContact) => {
    const engine = await createSeededEngine();
    engine.files.put('spring-renewals/a.csv', list(...one).join('\n'));
    engine.files.put('spring-renewals/b.csv', list(...other).join('\n'));
    await Promise.all([
      engine.importContacts('spring-renewals/a.csv'),
      engine.importContacts('spring-renewals/b.csv'),
    ]);
    const reached = open(engine).flatMap((names) => names.split(' '));
    expect(new Set(reached).size).toBe(reached.length);
    expect(reached).toContain(reachedContact);
  });
});

describe('an import that crashes between the reservation and the task', () => {
  const path = 'spring-renewals/march.csv';
  async function interrupted() {
    const { wrap } = crashOnce(at('before', 'tasks', 'create'));
    const engine = await createSeededEngine({ wrap });
    engine.files.put(path, list('ada').join('\n'));
    await expect(engine.importContacts(path)).rejects.toThrow(Crashed);
    expect(open(engine)).toEqual([]);
    return engine;
  }

  test('creates the task when it is repeated', async () => {
    const engine = await interrupted();
    await engine.importContacts(path);
    expect(open(engine)).toEqual(['ada']);
  });

  test('keeps its reservation against another file, and then creates the task', async () => {
    const engine = await interrupted();
    const { run } = await dropContactFile(engine, list('ACME: ada bob'), 'april.csv');
    expect(run.counts).toMatchObject({ accepted: 0, alreadyPending: 2 });
    await engine.importContacts(path);
    expect(open(engine)).toEqual(['ada']);
  });

  test('and is not repeated leaves the contacts to a later file', async () => {
    const engine = await interrupted();
    engine.files.remove(path);
    await engine.timeline.runTo(later(noon, 10 * MINUTE));
    await dropContactFile(engine, list('ACME: ada bob'), 'april.csv');
    expect(open(engine)).toEqual(['ada bob']);
  });

  test('and is repeated after another file reserved the contacts reports them, and creates no second task', async () => {
    const engine = await interrupted();
    await engine.timeline.runTo(later(noon, HOUR));
    await dropContactFile(engine, list('ACME: ada bob'), 'april.csv');
    const result = await engine.importContacts(path);
    const counts = { accepted: 0, alreadyPending: 1 };
    expect(result).toMatchObject({ kind: 'ended', run: { counts } });
    expect(open(engine)).toEqual(['ada bob']);
  });
});

test('a repeated import counts the tasks of its first try, even if other tasks have reserved their contacts since', async () => {
  const { wrap } = crashOnce(at('after', 'tasks', 'create'));
  const engine = await createSeededEngine({ wrap });
  engine.files.put('spring-renewals/march.csv', list('ada').join('\n'));
  await expect(engine.importContacts('spring-renewals/march.csv')).rejects.toThrow(Crashed);
  await closeAll(engine);
  await dropContactFile(engine, list('ACME: ada bob'), 'april.csv');
  const result = await engine.importContacts('spring-renewals/march.csv');
  const counts = { accepted: 1, tasks: 1, alreadyPending: 0 };
  expect(result).toMatchObject({ kind: 'ended', run: { counts } });
  expect(open(engine)).toEqual(['ada bob']);
});

describe('a contact that is held for its missing time zone', () => {
  const engagement = aVoiceEngagement({ missingTimeZone: 'hold' });
  const zoned = 'UniqueIdentifier,MobilePhoneNumber,TimeZone';
  const held = `ada,${people['ada']!},`;
  const tasks = (engine: TestEngine) => engine.tasks.all().tasks;

  test('is dialed by the held task after a later file brings the zone', async () => {
    const engine = await createSeededEngine({ engagement });
    await dropContactFile(engine, [zoned, held]);
    expect(tasks(engine)).toMatchObject([{ status: 'waiting', because: 'timeZoneUnknown' }]);
    const { run } = await dropContactFile(
      engine,
      [zoned, `${held}America/New_York`],
      'corrected.csv',
    );
    expect(run.counts).toMatchObject({ accepted: 0, alreadyPending: 1 });
    expect(tasks(engine)).toMatchObject([
      { status: 'ready', chain: [{ zone: 'America/New_York' }] },
    ]);
  });

  test('waits for the morning of its zone if it is night there', async () => {
    const engine = await createSeededEngine({ engagement });
    await dropContactFile(engine, [zoned, held]);
    await dropContactFile(engine, [zoned, `${held}Asia/Tokyo`], 'corrected.csv');
    expect(tasks(engine)).toMatchObject([{ status: 'waiting', because: 'outsideWindow' }]);
    expect(tasks(engine)[0]).not.toMatchObject({ deadlineAt: tasks(engine)[0]!.expiresAt });
  });

  test('stays held by a file without the zone, and keeps a zone that another file brought', async () => {
    const engine = await createSeededEngine({ engagement });
    await dropContactFile(engine, [zoned, held]);
    await dropContactFile(engine, [zoned, held, `bob,${people['bob']!},`], 'again.csv');
    expect(tasks(engine).map(({ status }) => status)).toEqual(['waiting', 'waiting']);
    await dropContactFile(engine, [zoned, `${held}America/New_York`], 'corrected.csv');
    await dropContactFile(engine, [zoned, `${held}Asia/Tokyo`], 'moved.csv');
    expect(tasks(engine)[0]).toMatchObject({
      status: 'ready',
      chain: [{ zone: 'America/New_York' }],
    });
  });

  test('is found within an account too', async () => {
    const engine = await createSeededEngine({ engagement });
    const account = (zone: string) => [
      `ID,${zoned}`,
      `ACME,ada,${people['ada']!},`,
      `ACME,bob,${people['bob']!},${zone}`,
    ];
    await dropContactFile(engine, account(''));
    await dropContactFile(engine, account('America/New_York'), 'corrected.csv');
    expect(tasks(engine)).toMatchObject([
      { status: 'ready', chain: [{ zone: null }, { zone: 'America/New_York' }] },
    ]);
  });
});
