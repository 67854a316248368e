import { type BlockBlobClient } from '@azure/storage-blob';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hostLog } from '../app/log.ts';
import { type LocalStorage, storageWithContacts } from '../fixtures/local-storage.ts';
import { whileLeading } from './lock.ts';

const times = { leaseSeconds: 15, renewMs: 100, retryMs: 100 };
const log = hostLog(() => undefined);
let local: LocalStorage;
let blob: BlockBlobClient;

beforeAll(async () => {
  local = await storageWithContacts();
  blob = local.contacts.getBlockBlobClient('lock');
});
afterAll(() => local.storage.stop());

/** Leads in rounds; each round lasts until its signal. */
function contender() {
  const stop = new AbortController();
  const seen = { rounds: 0, leading: false };
  const ended = whileLeading(
    blob,
    stop.signal,
    async (leading) => {
      seen.rounds += 1;
      seen.leading = true;
      await new Promise((resolve) => leading.addEventListener('abort', resolve));
      seen.leading = false;
    },
    log,
    times,
  );
  return { seen, stop: () => (stop.abort(), ended) };
}

test('one of two hosts leads; the other one follows after a stop', async () => {
  const first = contender();
  await expect.poll(() => first.seen.leading).toBe(true);
  const second = contender();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(second.seen.rounds).toBe(0);
  await first.stop();
  await expect.poll(() => second.seen.leading).toBe(true);
  await second.stop();
});

test('a lost lease ends the round, and the host tries to acquire it again', async () => {
  const only = contender();
  await expect.poll(() => only.seen.leading).toBe(true);
  await blob.getBlobLeaseClient().breakLease(0);
  await expect.poll(() => only.seen.rounds).toBe(2);
  await only.stop();
});
