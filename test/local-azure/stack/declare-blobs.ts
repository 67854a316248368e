import { BlobServiceClient } from '@azure/storage-blob';

export async function declareBlobs(
  connection: string,
  containers: readonly { name: string }[],
): Promise<void> {
  const service = BlobServiceClient.fromConnectionString(connection);
  for (const { name } of containers) await service.getContainerClient(name).createIfNotExists();
}
