/** The message about a blob on the host's own queue, and finally on the poison queue. */
import { z } from 'zod';

const schema = z.object({
  Type: z.literal('BlobTrigger'),
  FunctionId: z.string(),
  BlobType: z.enum(['BlockBlob', 'AppendBlob', 'PageBlob']),
  ContainerName: z.string(),
  BlobName: z.string(),
  /** In quotes, as storage returns it. */
  ETag: z.string(),
});

export type BlobMessage = z.infer<typeof schema>;

export const blobMessage = (message: Omit<BlobMessage, 'Type'>): BlobMessage => ({
  Type: 'BlobTrigger',
  ...message,
});

/** The real host's queue messages are Base64. */
export const encodeMessage = (message: BlobMessage) =>
  Buffer.from(JSON.stringify(message)).toString('base64');

export const decodeMessage = (text: string): BlobMessage =>
  schema.parse(JSON.parse(Buffer.from(text, 'base64').toString('utf8')));
