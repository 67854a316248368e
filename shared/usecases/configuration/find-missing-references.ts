// What a document names and nobody has. Only what may be an id is looked up, each id once, a few at a time.
import { isIdOf, kindLabel } from '../../domain/configuration/documents.ts';
import type { Reference } from '../../domain/configuration/references.ts';
import { type Issue, isWithin } from '../../errors.ts';
import type { ConfigurationStore } from '../../ports/configuration-store.ts';
import { mapConcurrently } from '../../concurrency/map-concurrently.ts';

/** No valid document names more. */
const mostLookedUp = 200;
const atOnce = 8;

/** `known` are the faults of the document: of what is wrong already, or stands within it, nobody asks whether it is there. */
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
