// Finds references to documents that do not exist. Only valid ids are looked up, each id once, a few at a time.
import { isIdOf, kindLabel } from '../../domain/configuration/documents.ts';
import type { Reference } from '../../domain/configuration/references.ts';
import { type Issue, isWithin } from '../../errors.ts';
import type { ConfigurationStore } from '../../ports/configuration-store.ts';
import { mapConcurrently } from '../../concurrency/map-concurrently.ts';

/** The maximum number of references in a valid document. */
const mostLookedUp = 200;
const atOnce = 8;

/** `known` are the issues of the document: a reference within an invalid value is not looked up. */
export async function findMissingReferences(
  settings: Pick<ConfigurationStore, 'version'>,
  named: readonly Reference[],
  known: readonly Issue[] = [],
): Promise<Issue[]> {
  const wrong = new Set(known.map(({ path }) => path));
  const asked = named.filter(({ kind, id, path }) => isIdOf(kind, id) && !isWithin(path, wrong));
  const each = [...new Map(asked.map((one) => [keyOf(one), one])).values()].slice(0, mostLookedUp);
  const found = await mapConcurrently(atOnce, each, ({ kind, id }) => settings.version(kind, id));
  const missing = new Set(each.filter((_, index) => found[index] === undefined).map(keyOf));
  return asked
    .filter((one) => missing.has(keyOf(one)))
    .map(({ path, kind, id }) => {
      return { path, value: id, message: `There is no ${kindLabel[kind]} '${id}'.` };
    });
}

const keyOf = ({ kind, id }: Reference): string => `${kind} ${id}`;
