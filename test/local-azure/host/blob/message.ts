/** What is written of a blob that is to be handled: on the host's own queue, and on the poison queue in the end. */
import { z } from 'zod';

const schema = z.object({
  Type: z.literal('BlobTrigger'),
  FunctionId: z.string(),
  BlobType: z.enum(['BlockBlob', 'AppendBlob', 'PageBlob']),
  ContainerName: z.string(),
  BlobName: z.string(),
  /** Quoted, as the storage gives it. */
  ETag: z.string(),
});

export type BlobMessage = z.infer<typeof schema>;

export const blobMessage = (message: Omit<BlobMessage, 'Type'>): BlobMessage => ({
  Type: 'BlobTrigger',
  ...message,
});

/** The real host's queues carry Base64. */
export const encoded = (message: BlobMessage) =>
  Buffer.from(JSON.stringify(message)).toString('base64');

export const decoded = (text: string): BlobMessage =>
  schema.parse(JSON.parse(Buffer.from(text, 'base64').toString('utf8')));
