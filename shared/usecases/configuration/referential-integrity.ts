// Two concurrent writes could leave a document that refers to a deleted one. Both check again after their write, and
// the one that finds the problem rolls back. Whichever came first, one of the two sees it.
import { referencesOf } from '../../domain/configuration/references.ts';
import {
  kindLabel,
  type ConfigurationByKind,
  type ConfigurationKind,
} from '../../domain/configuration/documents.ts';
import { ConcurrencyConflict, CorruptRecord, InvalidInput, NotAllowed } from '../../errors.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Versioned } from '../../ports/versioned.ts';
import { retryOnConflict } from '../../concurrency/retry-on-conflict.ts';
import { findMissingReferences } from './find-missing-references.ts';

/** A stored document; without its value if it does not follow its schema. */
export interface Kept<K extends ConfigurationKind> {
  value: ConfigurationByKind[K] | undefined;
  etag: string;
}

export function createReferentialIntegrity(
  { configuration: settings, clock }: Pick<Ports, 'configuration' | 'clock'>,
  usersOf: (kind: ConfigurationKind, id: string) => Promise<string[]>,
) {
  return {
    async current<K extends ConfigurationKind>(kind: K, id: string): Promise<Kept<K> | undefined> {
      try {
        const found = await settings.find(kind, id);
        return found && { value: found.value, etag: found.etag ?? '' };
      } catch (error) {
        if (!(error instanceof CorruptRecord)) throw error;
        const etag = await settings.version(kind, id);
        return etag === undefined ? undefined : { value: undefined, etag };
      }
    },

    /** Throws InvalidInput and restores the document `before`, if a referenced document was deleted concurrently. */
    async saved<K extends ConfigurationKind>(
      kind: K,
      id: string,
      { value, etag }: Versioned<ConfigurationByKind[K]>,
      before: Kept<K> | undefined,
    ): Promise<void> {
      const document = 'engagement' in value ? value.engagement : value;
      const issues = await findMissingReferences(settings, referencesOf(kind, document));
      if (issues.length === 0) return;
      let ours: Versioned<ConfigurationByKind[K]> | undefined = { value, etag };
      const takeBack = async () => {
        const current = ours ?? (await settings.find(kind, id));
        ours = undefined;
        if (current === undefined || !isSame(current.value, value)) return;
        if (before === undefined) await settings.remove(kind, id, current.etag ?? '');
        else if (before.value !== undefined) {
          const restored = { ...before.value, ...lifecycleOf(current.value) };
          await settings.save(kind, id, { value: restored, etag: current.etag });
        }
      };
      await unlessOvertaken(() => retryOnConflict(clock, takeBack));
      throw new InvalidInput(`The ${kindLabel[kind]} is not valid.`, issues);
    },

    /** Throws NotAllowed and restores the document, if another document refers to it by now. */
    async removed<K extends ConfigurationKind>(
      kind: K,
      id: string,
      { value }: Kept<K>,
    ): Promise<void> {
      const users = await usersOf(kind, id);
      if (users.length === 0) return;
      await unlessOvertaken(async () => {
        if (value !== undefined) await settings.save(kind, id, { value, etag: null });
      });
      throw inUse(kind, id, users);
    },
  };
}

export const inUse = (kind: ConfigurationKind, id: string, users: readonly string[]): NotAllowed =>
  new NotAllowed('inUse', `The ${kindLabel[kind]} '${id}' is used by ${users.join(', ')}.`);

/** The lifecycle may have changed concurrently; that is no edit and stays. */
const lifecycleOf = (value: object) => ('lifecycle' in value ? { lifecycle: value.lifecycle } : {});
const isSame = (one: object, other: object): boolean =>
  JSON.stringify({ ...one, lifecycle: null }) === JSON.stringify({ ...other, lifecycle: null });

/** A later write of the same document performs its own check. */
async function unlessOvertaken(act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof ConcurrencyConflict)) throw error;
  }
}
