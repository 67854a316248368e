// Writes documents like the configuration routes, and returns the refusals.
import { readDocument } from '../../../shared/contract/configuration/documents.ts';
import { readPrecondition } from '../../../shared/contract/configuration/preconditions.ts';
import {
  type ConfigurationKind,
  configurationSchemas,
} from '../../../shared/domain/configuration/documents.ts';
import { InvalidInput, type Issue } from '../../../shared/errors.ts';
import { aDocument, type Document, kindOf, type Variant } from './document.ts';
import type { TestEngine } from '../engine.ts';

export async function write(
  { saveConfiguration }: TestEngine,
  [variant, id]: readonly [Variant, string],
  values: Document = {},
  ifMatch: string | null = null,
) {
  const kind = kindOf(variant);
  const reading = readDocument(kind, id, aDocument(variant, values));
  return saveConfiguration(kind, id, reading, readPrecondition(ifMatch, null));
}

/** The issues of the refused write; throws if it succeeds. */
export async function issuesOf(act: Promise<unknown>): Promise<readonly Issue[]> {
  const error = await act.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  if (!(error instanceof InvalidInput)) throw new Error(`Expected InvalidInput: ${String(error)}`);
  return error.issues;
}

/** All documents with their versions, to prove that a refusal changed nothing. */
export async function everything({ documents }: TestEngine) {
  const kinds = Object.keys(configurationSchemas) as ConfigurationKind[];
  const lists = await Promise.all(kinds.map((kind) => documents.list(kind)));
  return Object.fromEntries(kinds.map((kind, index) => [kind, lists[index]]));
}
