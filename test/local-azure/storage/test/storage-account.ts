/**
 * A storage account for the tests of a file: a local one, or the one in STORAGE_TEST_CONNECTION. That can be Azurite
 * alone or a real account. Every container belongs to its test and is deleted with it.
 */
import { randomUUID } from 'node:crypto';
import { BlobServiceClient, type ContainerClient, RestError } from '@azure/storage-blob';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { startStorage, type Storage } from '../storage.ts';

const elsewhere = process.env['STORAGE_TEST_CONNECTION'];

export interface Account {
  container(): Promise<ContainerClient>;
}

export function useStorageAccount(): Account {
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

/** Status and error code of a refused request. */
export async function refusal(
  asked: Promise<unknown>,
): Promise<{ status: number | undefined; code: string | undefined }> {
  try {
    await asked;
  } catch (error) {
    if (error instanceof RestError) {
      // A response without a body has its error code only in a header.
      const code = error.code ?? error.response?.headers.get('x-ms-error-code');
      return { status: error.statusCode, code };
    }
    throw error;
  }
  throw new Error('The request succeeded; a refusal was expected.');
}
