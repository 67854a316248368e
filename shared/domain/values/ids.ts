// Ids are derived where a repeat must have the same id: a file dropped twice, a message delivered twice.
import { z } from 'zod';

const chosenId = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
export const isChosenId = (text: string): boolean => chosenId.test(text);

/** Ids that callers choose: letters, digits, dot, dash, underscore; safe in URLs and as document ids. */
const chosenIdSchema = () =>
  z
    .string()
    .regex(
      chosenId,
      'must be 1 to 64 letters, digits, dots, dashes or underscores, starting with a letter or digit',
    );

export const engagementIdSchema = chosenIdSchema().brand<'EngagementId'>();
export const workstreamIdSchema = chosenIdSchema().brand<'WorkstreamId'>();
export const queueIdSchema = chosenIdSchema().brand<'QueueId'>();
export const representativeIdSchema = chosenIdSchema().brand<'RepresentativeId'>();
export const dispositionCodeIdSchema = chosenIdSchema().brand<'DispositionCodeId'>();
export const messageTemplateIdSchema = chosenIdSchema().brand<'MessageTemplateId'>();
export const cancellationPolicyIdSchema = chosenIdSchema().brand<'CancellationPolicyId'>();
export const importIdSchema = z
  .string()
  .regex(/^[0-9a-f]{32}$/, 'must be 32 hexadecimal digits')
  .brand<'ImportId'>();
export const contactIdSchema = z.string().min(1).max(255).brand<'ContactId'>();
export const taskIdSchema = z
  .string()
  .regex(/^[0-9a-f]{32}$/, 'must be 32 hexadecimal digits')
  .brand<'TaskId'>();
export const deliveryIdSchema = z
  .string()
  .regex(
    /^[0-9a-f]{32}\.\d+\.\d+$/,
    'must be 32 hexadecimal digits, the attempt and the ordinal, separated by dots',
  )
  .brand<'DeliveryId'>();

export type EngagementId = z.infer<typeof engagementIdSchema>;
export type WorkstreamId = z.infer<typeof workstreamIdSchema>;
export type RepresentativeId = z.infer<typeof representativeIdSchema>;
export type DispositionCodeId = z.infer<typeof dispositionCodeIdSchema>;
export type CancellationPolicyId = z.infer<typeof cancellationPolicyIdSchema>;
export type ImportId = z.infer<typeof importIdSchema>;
export type ContactId = z.infer<typeof contactIdSchema>;
export type TaskId = z.infer<typeof taskIdSchema>;
export type DeliveryId = z.infer<typeof deliveryIdSchema>;

/** The digest of a text: at least 32 lower-case hexadecimal digits; the same text has the same digest. */
export type Digest = (text: string) => string;

// No id and no CSV cell of one line contains this separator, so ('a','bc') and ('ab','c') differ.
const join = (parts: readonly string[]): string => parts.join('\n');

export const importIdOf = (digest: Digest, engagementId: EngagementId, contentDigest: string) =>
  importIdSchema.parse(digest(join(['import', engagementId, contentDigest])).slice(0, 32));

export const taskIdOf = (digest: Digest, source: string, key: string) =>
  taskIdSchema.parse(digest(join(['task', source, key])).slice(0, 32));

/** A person has one document for all engagements with the same identifier attribute. */
export const contactIdOf = (digest: Digest, attribute: string, value: string) =>
  contactIdSchema.parse(digest(join(['contact', attribute, value])).slice(0, 32));

export const deliveryIdOf = (task: TaskId, attempt: number, ordinal: number) =>
  deliveryIdSchema.parse(`${task}.${attempt}.${ordinal}`);

/** The location of a task: what a message needs to find it with one read. */
export const taskRefSchema = z.strictObject({
  engagementId: engagementIdSchema,
  shard: z.int().min(0),
  taskId: taskIdSchema,
});
export type TaskRef = z.infer<typeof taskRefSchema>;

/**
 * The shard of a task. It derives from the contacts and not from the task id. Only within a shard can the store detect
 * that the same contacts already have an open task.
 */
export const shardOf = (digest: Digest, openKey: string, shards: number): number =>
  Number.parseInt(digest(join(['shard', openKey])).slice(0, 8), 16) % shards;
