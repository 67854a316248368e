// The documents of a folder, each validated by its schema, with the defaults of the API applied.
import { readDocument } from '../../shared/contract/configuration/documents.ts';
import type {
  DocumentByKind,
  ConfigurationKind,
} from '../../shared/domain/configuration/documents.ts';
import type { Named } from './collections.ts';
import type { FileIssue, Folder, SourceDocument } from './read-folder.ts';

/** A valid and complete document of any kind. */
export type DesiredDocument = {
  [K in ConfigurationKind]: {
    readonly kind: K;
    readonly id: string;
    readonly file: string;
    readonly value: DocumentByKind[K];
  };
}[ConfigurationKind];

export interface Reading {
  readonly wanted: readonly DesiredDocument[];
  /** Every document of the folder, also an invalid one, with its input and defaults. */
  readonly given: readonly (Named & { readonly file: string; readonly document: unknown })[];
  readonly faults: readonly FileIssue[];
}

export function validate({ documents, faults: known }: Folder): Reading {
  const unreadable = new Set(known.map(({ file }) => file));
  const wanted: DesiredDocument[] = [];
  const faults: FileIssue[] = [...known];
  const given = documents.map(({ body, ...rest }: SourceDocument) => {
    if (unreadable.has(rest.file)) return { ...rest, document: undefined };
    const reading = readDocument(rest.kind, rest.id, body);
    if (reading.kind === 'valid') {
      // The reading has the requested kind, which TypeScript cannot follow through a union.
      wanted.push({ ...rest, value: reading.value } as DesiredDocument);
      return { ...rest, document: reading.value };
    }
    faults.push(...reading.issues.map((issue) => ({ ...issue, file: rest.file })));
    return { ...rest, document: reading.given };
  });
  return { wanted, given, faults };
}
