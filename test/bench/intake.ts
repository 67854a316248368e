// The import of a contact file by the engine, compared with its floor. The floor is csv-parse and the same documents
// written directly by the SDK.
import { createTestEngine } from '../support/engine.ts';
import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import pMap from 'p-map';
import { createContactsStore } from '../../shared/adapters/cosmos/contacts-store.ts';
import { createEngagementStore } from '../../shared/adapters/cosmos/engagement-store.ts';
import { createImportsStore } from '../../shared/adapters/cosmos/imports-store.ts';
import { createConfigurationStore } from '../../shared/adapters/cosmos/configuration-store.ts';
import { createSubscriptionsStore } from '../../shared/adapters/cosmos/subscriptions-store.ts';
import { createTasksStore } from '../../shared/adapters/cosmos/tasks-store.ts';
import { contactFile } from '../../shared/adapters/csv/contact-file.ts';
import { createClock } from '../../shared/adapters/system/clock.ts';
import { ids } from '../../shared/adapters/system/ids.ts';
import type { ContactFiles } from '../../shared/ports/contact-files.ts';
import { aVoiceEngagement } from '../support/builders/engagement.ts';
import { aQueue } from '../support/builders/queue.ts';
import { aWorkstream } from '../support/builders/workstream.ts';
import { createRecordingLog } from '../support/fakes/recording-log.ts';
import { type Figure, figure, timed } from './measure.ts';
import { type Stores, stores } from './stores.ts';

const rows = 20_000;

export async function intake(): Promise<Figure[]> {
  const engine = await stores();
  const csv = csvOf();
  const took = await timed(() => byEngine(engine, csv));
  const written = await documentsOf(engine);
  await engine.stop();

  const plain = await stores();
  const least = await timed(() => byFloor(plain, csv, written));
  await plain.stop();
  const rate = (ms: number) => (rows / ms) * 1000;
  return [figure('intake', `${rows} rows to tasks`, rate(took), 'rows/s', rate(least))];
}

function csvOf(): Buffer {
  const lines = Array.from({ length: rows }, (_, index) => {
    const number = `+1425${String(2_000_000 + index)}`;
    return `customer-${index},Ann,Example,${number},America/New_York,98052,Redmond`;
  });
  const header = 'UniqueIdentifier,FirstName,LastName,MobilePhoneNumber,TimeZone,PostalCode,City';
  return Buffer.from(`${[header, ...lines].join('\n')}\n`);
}

async function byEngine({ containers }: Stores, csv: Buffer): Promise<void> {
  const log = createRecordingLog();
  const configuration = createConfigurationStore(containers.configuration, log);
  const engagements = createEngagementStore(containers.configuration, log);
  const engagement = aVoiceEngagement();
  const queue = aQueue({ id: engagement.queueId });
  const workstream = aWorkstream({ id: engagement.workstreamId });
  const { revision } = await configuration.snapshot();
  await configuration.write(
    [
      { act: 'save', document: { kind: 'queue', id: queue.id, value: queue } },
      { act: 'save', document: { kind: 'workstream', id: workstream.id, value: workstream } },
      {
        act: 'saveEngagement',
        document: { kind: 'engagement', id: engagement.id, value: engagement },
        lifecycle: { value: { status: 'draft' }, etag: null },
      },
    ],
    revision,
  );
  const files: ContactFiles = { open: async () => contactFile(csv) };
  const { importContacts: run } = createTestEngine({
    wrap: (ports) => ({
      ...ports,
      files,
      configuration,
      engagements,
      subscriptions: createSubscriptionsStore(containers.settings, log),
      contacts: createContactsStore(containers.contacts, log),
      tasks: createTasksStore(containers.tasks, log),
      imports: createImportsStore(containers.imports, log),
      clock: createClock({ CLOCK_SPEED: 1 }),
      ids,
      log,
    }),
  });
  const ended = await run(`${engagement.id}/contacts.csv`);
  const tasks = ended.kind === 'noFile' ? 0 : ended.run.counts.tasks;
  if (tasks !== rows) throw new Error(`Only ${tasks} tasks were created.`);
}

type Document = Record<string, unknown>;
const ours = ({ _rid, _self, _etag, _attachments, _ts, ...own }: Document): Document => own;

async function documentsOf({ containers }: Stores) {
  const all = async (name: 'contacts' | 'tasks') => {
    const query = `SELECT * FROM c WHERE c.kind != 'tally'`;
    const { resources } = await containers[name].items.query<Document>(query).fetchAll();
    return resources.map(ours);
  };
  return { contacts: await all('contacts'), tasks: await all('tasks') };
}

async function byFloor(
  { containers }: Stores,
  csv: Buffer,
  { contacts, tasks }: Awaited<ReturnType<typeof documentsOf>>,
): Promise<void> {
  let read = 0;
  for await (const _ of Readable.from([csv]).pipe(parse({ columns: true }))) read += 1;
  if (read !== rows) throw new Error('The floor has read another file.');
  await pMap(contacts, (contact) => containers.contacts.items.create(contact), { concurrency: 64 });
  const shards = Map.groupBy(tasks, ({ shard }) => Number(shard));
  for (const [shard, list] of shards) {
    const batches = Array.from({ length: Math.ceil(list.length / 100) }, (_, index) =>
      list.slice(index * 100, index * 100 + 100),
    );
    for (const batch of batches) {
      const operations = batch.map((task) => ({
        operationType: 'Create' as const,
        resourceBody: task as Record<string, never>,
      }));
      await containers.tasks.items.batch(operations, [String(list[0]?.['engagementId']), shard]);
    }
  }
}
