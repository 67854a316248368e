// The current documents of the engine. The schemas of the folder apply to them as well, so that both sides of a
// comparison are complete.
import { readDocument } from '../../shared/contract/configuration/documents.ts';
import { lifecycleSchema, canDial } from '../../shared/domain/engagement/lifecycle.ts';
import type { ConfigurationKind } from '../../shared/domain/configuration/documents.ts';
import { mapConcurrently } from '../../shared/concurrency/map-concurrently.ts';
import { kinds, type Named, nameOf } from './collections.ts';
import type { ApiClient, Kept } from './api-client.ts';

export interface CurrentState extends Named {
  /** `*` for a document that this run leaves unchanged. */
  readonly etag: string;
  readonly value: object;
  /** For an engagement: whether it dials now, or its lifecycle is unknown. */
  readonly dials: boolean;
}

const atOnce = 8;

/** `touched` are the documents that may be written or removed: their etags are needed. */
export async function readCurrentState(
  api: ApiClient,
  touched: (named: Named) => boolean,
): Promise<CurrentState[]> {
  const lists = await mapConcurrently(atOnce, kinds, (kind: ConfigurationKind) => api.list(kind));
  const kept = await mapConcurrently(atOnce, lists.flat(), async (one) =>
    touched(one) ? api.get(one) : one,
  );
  return kept
    .filter((one) => one !== undefined)
    .map((one) => ({
      kind: one.kind,
      id: one.id,
      etag: one.etag,
      value: valueOf(one),
      dials: dials(one),
    }));
}

function dials({ kind, body }: Kept): boolean {
  if (kind !== 'engagement') return false;
  const { data } = lifecycleSchema.safeParse(body['lifecycle']);
  return data === undefined || canDial[data.status];
}

/** Complete; a document that this version would refuse stays as it is. */
export function valueOf({ kind, id, body }: Kept): object {
  const reading = readDocument(kind, id, body);
  return reading.kind === 'valid' ? reading.value : body;
}

export const byName = <T extends Named>(documents: readonly T[]): Map<string, T> =>
  new Map(documents.map((one) => [nameOf(one), one]));
