/**
 * Blob events of an external storage account. Event Grid cannot reach this machine, so the container is listed.
 * Each new version of a blob is posted to the host, as Event Grid would do. A start posts all existing blobs. A file
 * that is already imported creates nothing twice.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { BlobServiceClient } from '@azure/storage-blob';

const everyMs = 500;

export function watchBlobs(options: {
  connection: string;
  container: string;
  webhook: string;
  say: (line: string) => void;
}): () => Promise<void> {
  const { connection, container: name, webhook, say } = options;
  const container = BlobServiceClient.fromConnectionString(connection).getContainerClient(name);
  const postedTags = new Map<string, string>();
  const stopping = new AbortController();
  const { signal } = stopping;

  async function post(blob: string, eTag: string): Promise<void> {
    const event = {
      id: randomUUID(),
      topic: 'external',
      dataVersion: '',
      metadataVersion: '1',
      eventType: 'Microsoft.Storage.BlobCreated',
      eventTime: new Date().toISOString(),
      subject: `/blobServices/default/containers/${name}/blobs/${blob}`,
      data: { url: container.getBlobClient(blob).url, eTag, blobType: 'BlockBlob' },
    };
    const answer = await fetch(webhook, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'aeg-event-type': 'Notification' },
      body: JSON.stringify([event]),
      signal,
    });
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`the host answered ${answer.status}`);
    postedTags.set(blob, eTag);
  }

  async function watch(): Promise<void> {
    let complained = false;
    while (!signal.aborted) {
      try {
        for await (const { name: blob, properties } of container.listBlobsFlat()) {
          const eTag = properties.etag.replaceAll('"', '');
          if (postedTags.get(blob) !== eTag) await post(blob, eTag);
        }
        complained = false;
      } catch (error) {
        // Log once per failure period; the next listing retries.
        if (!complained && !isAborted())
          say(`The external storage account cannot be read: ${String(error)}`);
        complained = true;
      }
      await sleep(everyMs, undefined, { signal }).catch(() => undefined);
    }
  }
  const isAborted = () => signal.aborted;

  const watching = watch();
  return async () => {
    stopping.abort();
    await watching;
  };
}
