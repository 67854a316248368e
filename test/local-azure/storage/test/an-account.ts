/**
 * A storage account for the tests of a file: one of our own, or, where STORAGE_TEST_CONNECTION gives a connection string,
 * that one (Azurite by itself, a real account). Every container is the test's own and goes with it.
 */
import { randomUUID } from 'node:crypto';
import { BlobServiceClient, type ContainerClient, RestError } from '@azure/storage-blob';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { startStorage, type Storage } from '../storage.ts';

const elsewhere = process.env['STORAGE_TEST_CONNECTION'];

export interface Account {
  container(): Promise<ContainerClient>;
}

export function useAccount(): Account {
  let own: Storage | undefined;
  let service: BlobServiceClient;
  beforeAll(async () => {
    own = elsewhere === undefined ? await startStorage() : undefined;
    service = BlobServiceClient.fromConnectionString(own?.connectionString ?? elsewhere ?? '');
  });
  afterAll(() => own?.stop());
  return {
    async container() {
      const container = service.getContainerClient(`test-${randomUUID()}`);
      await container.create();
      onTestFinished(async () => {
        await container.deleteIfExists();
      });
      return container;
    },
  };
}

/** How the service refused: its status and its own code. */
export async function refusal(
  asked: Promise<unknown>,
): Promise<{ status: number | undefined; code: string | undefined }> {
  try {
    await asked;
  } catch (error) {
    if (error instanceof RestError) {
      // An answer without a body says its code in a header alone.
      const code = error.code ?? error.response?.headers.get('x-ms-error-code');
      return { status: error.statusCode, code };
    }
    throw error;
  }
  throw new Error('Nothing was refused.');
}
