// Repeats each import after a crash, from its first row; existing contacts and tasks stay as they are. An import fails if
// its file no longer exists.
import { failImport } from '../../domain/intake/import-lifecycle.ts';
import { ConcurrencyConflict } from '../../errors.ts';
import type { ImportContacts } from './import-contacts.ts';
import type { Ports } from '../../ports/ports.ts';

const maxImports = 10;

export function createResumeImports(
  deps: Pick<Ports, 'imports' | 'clock' | 'log'> & {
    importContacts: ImportContacts;
  },
) {
  const { imports, clock, log, importContacts } = deps;

  /** Returns the number of due imports. Tries all of them before it throws the first error. */
  return async (): Promise<number> => {
    const due = await imports.due(clock.now(), maxImports);
    const errors: unknown[] = [];
    for (const { value: run, etag } of due) {
      const { id: importId, engagementId, name } = run;
      try {
        const result = await importContacts(`${engagementId}/${name}`);
        if (result.kind !== 'noFile' && result.run.id === importId) continue;
        const message =
          'The file was removed or replaced before it was read completely; upload it again.';
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
