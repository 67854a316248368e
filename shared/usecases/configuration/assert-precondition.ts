import type { DocumentName } from '../../domain/configuration/configuration-set.ts';
import { kindLabel } from '../../domain/configuration/documents.ts';
import { type Precondition, unmetPrecondition } from '../../domain/configuration/precondition.ts';
import { StaleVersion } from '../../errors.ts';

/** Throws StaleVersion if the caller's precondition fails. `etag` is undefined if nothing is stored. */
export function assertPrecondition(
  { kind, id }: DocumentName,
  etag: string | undefined,
  when: Precondition | null,
): void {
  const reason = when === null ? undefined : unmetPrecondition(when, etag);
  if (reason !== undefined) throw new StaleVersion(`The ${kindLabel[kind]} '${id}' ${reason}.`);
}
