// An import whose reader died is read again, from its first row: what is there already is left as it is. One whose file is
// gone ends here.
import { failImport } from '../../domain/intake/import-lifecycle.ts';
import { ConcurrencyConflict } from '../../errors.ts';
import type { ImportContacts } from './import-contacts.ts';
import type { Ports } from '../../ports/ports.ts';

const atOnce = 10;

export function createResumeImports(
  deps: Pick<Ports, 'imports' | 'clock' | 'log'> & {
    importContacts: ImportContacts;
  },
) {
  const { imports, clock, log, importContacts } = deps;

  /** Answers how many were looked at; throws the first error when all were tried. */
  return async (): Promise<number> => {
    const due = await imports.due(clock.now(), atOnce);
    const errors: unknown[] = [];
    for (const { value: run, etag } of due) {
      const { id: importId, engagementId, name } = run;
      try {
        const now = await importContacts(`${engagementId}/${name}`);
        if (now?.id === importId) continue;
        const message = 'The file was removed or replaced before it was read to its end.';
        const value = failImport(run, { code: 'fileGone', message, line: null }, clock.now());
        await imports.save({ value, etag });
        log.warn('import.fileGone', { engagementId, importId });
      } catch (error) {
        if (!(error instanceof ConcurrencyConflict)) errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
    return due.length;
  };
}
