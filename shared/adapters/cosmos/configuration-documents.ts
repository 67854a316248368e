// The documents of the configuration container. They share one logical partition, so that one transactional batch can
// write several of them together with the revision.
import { z } from 'zod';
import type { DocumentName } from '../../domain/configuration/configuration-set.ts';
import { type ConfigurationKind, isKind } from '../../domain/configuration/documents.ts';

/** The only value of the partition key. */
export const partition = 'configuration';
export const revisionId = 'revision';

export const idOf = ({ kind, id }: DocumentName): string => `${kind}:${id}`;
export const lifecycleIdOf = (engagementId: string): string => `lifecycle:${engagementId}`;

export const envelope = {
  id: z.string(),
  partition: z.literal(partition),
  schemaVersion: z.literal(1),
  value: z.unknown(),
};
const envelopeSchema = z.strictObject({ ...envelope, kind: z.string() });

/** The schema of a stored document with this value. */
export const storedSchema = <T>(schema: z.ZodType<T>) =>
  envelopeSchema.transform(({ value }) => value).pipe(schema);

export const toStored = (kind: ConfigurationKind | 'lifecycle', id: string, value: unknown) => {
  return { id: `${kind}:${id}`, partition, kind, schemaVersion: 1, value };
};

export const toRevision = () => {
  return { id: revisionId, partition, kind: 'revision', schemaVersion: 1 };
};

export type StoredName =
  DocumentName | { readonly kind: 'lifecycle'; readonly id: string } | undefined;

/** The kind and id of a stored document; undefined for the revision. */
export function nameOf(storedId: string): StoredName {
  const [kind = '', ...rest] = storedId.split(':');
  const id = rest.join(':');
  if (kind === 'lifecycle') return { kind, id };
  return isKind(kind) ? { kind, id } : undefined;
}
