import { mkdtemp, rm } from 'node:fs/promises';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { BlobServiceClient, type ContainerClient } from '@azure/storage-blob';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type LocalClock, localClock } from '../clock.ts';
import { type EventGrid, eventGrid } from './event-grid.ts';
import { startStorage, type Storage } from './storage.ts';

interface Delivery {
  at: number;
  headers: IncomingHttpHeaders;
  event: Record<string, unknown> & { data: Record<string, unknown> };
}

const grids: EventGrid[] = [];
let server: Server;
let endpoint: string;
let folder: string;
let deliveries: Delivery[];
/** The endpoint's responses to its deliveries, in order; 200 after the last one. */
let answers: number[];

async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const events = (await json(request)) as Delivery['event'][];
  const event = events[0]!;
  const { headers } = request;
  if (headers['aeg-event-type'] === 'SubscriptionValidation') {
    response.end(JSON.stringify({ validationResponse: event.data['validationCode'] }));
    return;
  }
  deliveries.push({ at: performance.now(), headers, event });
  response.writeHead(answers.shift() ?? 200).end();
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'event-grid-'));
  server = createServer((request, response) => {
    void take(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
beforeEach(() => {
  deliveries = [];
  answers = [];
});
afterEach(() => {
  for (const grid of grids.splice(0)) grid.stop();
});
afterAll(async () => {
  server.close();
  server.closeAllConnections();
  await rm(folder, { recursive: true });
});

const created = (name: string) => ({
  eventType: 'Microsoft.Storage.BlobCreated' as const,
  subject: `/blobServices/default/containers/contacts/blobs/${name}`,
  data: { name },
});
const names = () => deliveries.map(({ event }) => event.data['name']);
const arrived = (count: number) => expect.poll(() => deliveries.length).toBe(count);

function gridFor(clock: LocalClock, data?: string): EventGrid {
  const grid = eventGrid(clock, data);
  grids.push(grid);
  return grid;
}
async function subscribed(clock: LocalClock, data?: string): Promise<EventGrid> {
  const grid = gridFor(clock, data);
  await grid.subscribe('test', { endpoint, subjectBeginsWith: '' });
  return grid;
}

describe('an event that the endpoint does not accept', () => {
  test('is delivered again after ten seconds, thirty seconds, one minute … of local time, with its delivery count', async () => {
    const clock = localClock({ speed: 500 });
    answers = [503, 500, 429];
    (await subscribed(clock)).publish(created('late'));
    await arrived(4);
    const counts = deliveries.map(({ headers }) => headers['aeg-delivery-count']);
    expect(counts).toEqual(['0', '1', '2', '3']);
    const waits = deliveries.slice(1).map(({ at }, index) => at - deliveries[index]!.at);
    for (const [index, seconds] of [10, 30, 60].entries())
      expect(waits[index]).toBeGreaterThanOrEqual(clock.real(seconds * 1000) - 2);
  });

  test('is dropped after one day', async () => {
    const complaint = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    answers = Array.from({ length: 20 }, () => 500);
    (await subscribed(localClock({ speed: 100_000 }))).publish(created('never'));
    const said = () => complaint.mock.calls.map(([line]) => String(line)).join();
    await expect.poll(said, { timeout: 5000 }).toContain('not accepted within one day');
    expect(deliveries.length).toBeLessThanOrEqual(11);
    complaint.mockRestore();
  });

  test.each([400, 401, 403, 404, 413])(
    'is dropped at once after the response %i',
    async (status) => {
      const complaint = vi.spyOn(console, 'error').mockImplementation(() => undefined);
      answers = [status];
      const grid = await subscribed(localClock({ speed: 100_000 }));
      grid.publish(created('refused'));
      await expect.poll(() => complaint.mock.calls.length).toBe(1);
      complaint.mockRestore();
      grid.publish(created('next'));
      await arrived(2);
      expect(names()).toEqual(['refused', 'next']);
    },
  );

  test('survives a restart and goes to the current endpoint of its subscription', async () => {
    const slow = localClock();
    answers = [503];
    const first = await subscribed(slow, folder);
    first.publish(created('kept'));
    await arrived(1);
    first.stop();
    gridFor(slow, folder);
    await arrived(2);
    expect(names()).toEqual(['kept', 'kept']);
    const [one, two] = deliveries;
    expect(two?.event['id']).toBe(one?.event['id']);
  });
});

test('a subscription receives the events that match its filter', async () => {
  const grid = gridFor(localClock());
  const subjectBeginsWith = '/blobServices/default/containers/contacts/blobs/in/';
  await grid.subscribe('test', { endpoint, subjectBeginsWith });
  for (const name of ['out/a', 'in/b', 'input']) grid.publish(created(name));
  grid.publish(created('in/last'));
  await arrived(2);
  expect(new Set(names())).toEqual(new Set(['in/b', 'in/last']));
});

describe('the storage account', () => {
  let storage: Storage;
  let contacts: ContainerClient;

  beforeAll(async () => {
    storage = await startStorage();
    const service = BlobServiceClient.fromConnectionString(storage.connectionString);
    contacts = service.getContainerClient('contacts');
    await contacts.create();
    await storage.events.subscribe('test', { endpoint, subjectBeginsWith: '' });
  });
  afterAll(() => storage.stop());

  test('raises a blob event in the format of Event Grid', async () => {
    const blob = contacts.getBlockBlobClient('e 1/ä.csv');
    await blob.upload('a,b', 3, { blobHTTPHeaders: { blobContentType: 'text/csv' } });
    await arrived(1);
    const [{ event, headers } = { event: undefined, headers: {} }] = deliveries;
    expect(headers).toMatchObject({
      'aeg-event-type': 'Notification',
      'aeg-subscription-name': 'TEST',
    });
    const { etag } = await blob.getProperties();
    expect(event).toMatchObject({
      eventType: 'Microsoft.Storage.BlobCreated',
      subject: '/blobServices/default/containers/contacts/blobs/e 1/ä.csv',
      data: {
        api: 'PutBlob',
        blobType: 'BlockBlob',
        contentType: 'text/csv',
        contentLength: 3,
        eTag: etag?.replaceAll('"', ''),
        url: blob.url,
      },
    });
  });

  test('raises an event only for requests that complete a blob', async () => {
    const blob = contacts.getBlockBlobClient('blocks.csv');
    const id = Buffer.from('one').toString('base64');
    await blob.stageBlock(id, 'x', 1);
    await blob.commitBlockList([id]);
    await blob.setMetadata({ by: 'test' });
    const lease = blob.getBlobLeaseClient();
    await lease.acquireLease(15);
    await expect(blob.upload('y', 1)).rejects.toThrow();
    await lease.releaseLease();
    await contacts.getBlockBlobClient('copy.csv').syncCopyFromURL(blob.url);
    await blob.delete();
    await arrived(2);
    expect(deliveries.map(({ event }) => event.data['api'])).toEqual(['PutBlockList', 'CopyBlob']);
  });
});
