import type { ImportRun, RecordedFault } from '../../domain/intake/import.ts';
import type { EngagementId, ImportId } from '../../domain/values/ids.ts';
import { NotFound } from '../../errors.ts';
import type { Ports } from '../../ports/ports.ts';

/** Throws NotFound. */
export type ReadImport = (engagementId: EngagementId, id: ImportId) => Promise<ImportRun>;

export function createReadImport({ imports }: Pick<Ports, 'imports'>): ReadImport {
  return async (engagementId, id) => {
    const stored = await imports.find(engagementId, id);
    if (stored === undefined) throw new NotFound('import', id);
    return stored.value;
  };
}

/** The issues of the latest attempt, in line order. Throws NotFound. */
export type ReadImportIssues = (
  engagementId: EngagementId,
  id: ImportId,
) => Promise<AsyncIterable<RecordedFault>>;

export function createReadImportIssues(
  deps: Pick<Ports, 'imports'> & { readImport: ReadImport },
): ReadImportIssues {
  return async (engagementId, id) => deps.imports.faults(await deps.readImport(engagementId, id));
}
