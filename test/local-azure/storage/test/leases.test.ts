import { randomUUID } from 'node:crypto';
import { type BlockBlobClient } from '@azure/storage-blob';
import { describe, expect, test } from 'vitest';
import { refusal, useStorageAccount } from './storage-account.ts';

const account = useStorageAccount();

async function aBlob(): Promise<BlockBlobClient> {
  const blob = (await account.container()).getBlockBlobClient('lock');
  await blob.upload('', 0);
  return blob;
}
const leaseOf = (blob: BlockBlobClient) => blob.getBlobLeaseClient(randomUUID());
const stateOf = async (blob: BlockBlobClient) => (await blob.getProperties()).leaseState;

describe('a lease', () => {
  test('belongs to one owner and can be acquired again and renewed by it', async () => {
    const blob = await aBlob();
    const [mine, yours] = [leaseOf(blob), leaseOf(blob)];
    await mine.acquireLease(15);
    expect(await refusal(yours.acquireLease(15))).toEqual({
      status: 409,
      code: 'LeaseAlreadyPresent',
    });
    await mine.acquireLease(60);
    await mine.renewLease();
    expect(await refusal(yours.renewLease())).toEqual({
      status: 409,
      code: 'LeaseIdMismatchWithLeaseOperation',
    });
    expect(await stateOf(blob)).toBe('leased');
  });

  test('can be acquired at once after a release', async () => {
    const blob = await aBlob();
    const [mine, yours] = [leaseOf(blob), leaseOf(blob)];
    await mine.acquireLease(-1);
    await mine.releaseLease();
    expect(await stateOf(blob)).toBe('available');
    await yours.acquireLease(15);
    expect((await refusal(mine.renewLease())).status).toBe(409);
  });

  test('that is broken cannot be renewed and can be acquired by another owner', async () => {
    const blob = await aBlob();
    const [mine, yours] = [leaseOf(blob), leaseOf(blob)];
    await mine.acquireLease(60);
    await yours.breakLease(0);
    expect(await stateOf(blob)).toBe('broken');
    expect(await refusal(mine.renewLease())).toEqual({
      status: 409,
      code: 'LeaseIsBrokenAndCannotBeRenewed',
    });
    await yours.acquireLease(15);
  });

  test('that is being broken stays active until its break period ends', async () => {
    const blob = await aBlob();
    const [mine, yours] = [leaseOf(blob), leaseOf(blob)];
    await mine.acquireLease(60);
    await yours.breakLease(1);
    expect((await refusal(yours.acquireLease(15))).status).toBe(409);
    await expect.poll(() => stateOf(blob), { timeout: 10_000 }).toBe('broken');
  });

  test('expires without a renewal and can then be acquired by another owner', async () => {
    const blob = await aBlob();
    const [mine, yours] = [leaseOf(blob), leaseOf(blob)];
    await mine.acquireLease(15);
    const acquire = () =>
      yours.acquireLease(15).then(
        () => true,
        () => false,
      );
    const began = performance.now();
    await expect.poll(acquire, { timeout: 30_000, interval: 250 }).toBe(true);
    expect(performance.now() - began).toBeGreaterThan(13_000);
    expect((await refusal(mine.renewLease())).status).toBe(409);
  }, 40_000);

  test.each([14, 61, 0])('of %i seconds is refused', async (seconds) => {
    const blob = await aBlob();
    expect((await refusal(leaseOf(blob).acquireLease(seconds))).status).toBe(400);
  });

  test('blocks writes and deletes without the lease id and allows reads', async () => {
    const blob = await aBlob();
    const lease = leaseOf(blob);
    await lease.acquireLease(60);
    const { leaseId } = lease;
    expect(await refusal(blob.upload('x', 1))).toEqual({ status: 412, code: 'LeaseIdMissing' });
    expect(await refusal(blob.delete())).toEqual({ status: 412, code: 'LeaseIdMissing' });
    const wrong = { leaseId: randomUUID() };
    expect((await refusal(blob.setMetadata({}, { conditions: wrong }))).status).toBe(412);
    await blob.setMetadata({ by: 'holder' }, { conditions: { leaseId } });
    expect((await blob.getProperties()).metadata).toEqual({ by: 'holder' });
  });

  test('on a missing blob is refused with 404', async () => {
    const blob = (await account.container()).getBlockBlobClient('nothing');
    expect((await refusal(leaseOf(blob).acquireLease(15))).status).toBe(404);
  });
});
