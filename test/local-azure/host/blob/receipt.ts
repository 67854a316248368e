/**
 * The receipt of one version of a blob for one function: an empty blob whose lease says who works on it, and whose
 * metadata say how often it was tried and that it is done. It outlives the host, so a restart fires nothing again.
 */
import { createHash } from 'node:crypto';
import { type ContainerClient, RestError } from '@azure/storage-blob';
import { ensureBlob } from '../lease/lock.ts';

/** A claim on the work; exactly one of `done` and `failed` ends it. */
export interface Claim {
  /** How often it was tried before. */
  readonly attempts: number;
  done(): Promise<void>;
  failed(): Promise<void>;
}

export interface Receipts {
  /** `done`: nothing is left to do. `taken`: another instance works on it now. */
  claim(functionName: string, version: BlobVersion): Promise<Claim | 'done' | 'taken'>;
}

export interface BlobVersion {
  readonly container: string;
  readonly name: string;
  readonly etag: string;
}

const leaseSeconds = 30;
const renewMs = 10_000;

export function receipts(container: ContainerClient, hostId: string): Receipts {
  return {
    async claim(functionName, { container: of, name, etag }) {
      // A blob's name may be as long as a receipt's own path can be, so it goes in as its hash.
      const hash = createHash('sha256').update(`${of}/${name}`).digest('hex').slice(0, 32);
      const version = etag.replaceAll('"', '');
      const path = `blobreceipts/${hostId}/Host.Functions.${functionName}/${version}/${hash}`;
      const blob = container.getBlockBlobClient(path);
      await ensureBlob(blob);
      const lease = blob.getBlobLeaseClient();
      try {
        await lease.acquireLease(leaseSeconds);
      } catch (error) {
        if (error instanceof RestError && error.statusCode === 409) return 'taken';
        throw error;
      }
      const { metadata = {} } = await blob.getProperties();
      const attempts = Number(metadata['attempts'] ?? 0);
      if (metadata['completed'] === 'true') {
        await lease.releaseLease();
        return 'done';
      }
      const renewal = setInterval(() => void lease.renewLease().catch(() => undefined), renewMs);
      const end = async (values: Record<string, string>) => {
        clearInterval(renewal);
        const { leaseId } = lease;
        await blob.setMetadata(
          { blob: encodeURIComponent(name), ...values },
          { conditions: { leaseId } },
        );
        await lease.releaseLease();
      };
      return {
        attempts,
        done: () => end({ attempts: String(attempts + 1), completed: 'true' }),
        failed: () => end({ attempts: String(attempts + 1) }),
      };
    },
  };
}
