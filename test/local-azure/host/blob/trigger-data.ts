/** The arguments of a blob trigger's handler: the content, and .NET's names for the blob's properties. */
import { type BlobDownloadResponseParsed } from '@azure/storage-blob';
import { type RpcData } from '../app/programming-model.ts';

export function blobMetadata(
  blob: { container: string; name: string; url: string },
  placeholders: Readonly<Record<string, string>>,
  properties: BlobDownloadResponseParsed,
): Record<string, RpcData> {
  const values: Record<string, RpcData> = {
    BlobTrigger: { string: `${blob.container}/${blob.name}` },
    Uri: { json: JSON.stringify(blob.url) },
    Properties: {
      json: JSON.stringify({
        LastModified: properties.lastModified,
        CreatedOn: properties.createdOn,
        ETag: properties.etag,
        ContentLength: properties.contentLength,
        ContentType: properties.contentType,
        ContentEncoding: properties.contentEncoding ?? null,
        ContentDisposition: properties.contentDisposition ?? null,
        CacheControl: properties.cacheControl ?? null,
        ContentHash: properties.contentMD5 && Buffer.from(properties.contentMD5).toString('base64'),
        BlobType: properties.blobType,
        LeaseStatus: properties.leaseStatus,
        LeaseState: properties.leaseState,
      }),
    },
    Metadata: { json: JSON.stringify(properties.metadata ?? {}) },
  };
  for (const [name, value] of Object.entries(placeholders)) values[name] = { string: value };
  return values;
}
