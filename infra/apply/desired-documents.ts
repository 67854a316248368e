// The documents of a folder, each held against its own schema, with the defaults filled in as the API fills them in.
import { readDocument } from '../../shared/contract/configuration/documents.ts';
import type {
  DocumentByKind,
  ConfigurationKind,
} from '../../shared/domain/configuration/documents.ts';
import type { Named } from './collections.ts';
import type { FileIssue, Folder, SourceDocument } from './read-folder.ts';

/** A valid document, whole; told apart by its kind. */
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
  /** Every document of the folder, the faulty too, with what it was given and the defaults around it. */
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
      // The reading is of the kind that was asked for, which TypeScript does not follow through a union.
      wanted.push({ ...rest, value: reading.value } as DesiredDocument);
      return { ...rest, document: reading.value };
    }
    faults.push(...reading.issues.map((issue) => ({ ...issue, file: rest.file })));
    return { ...rest, document: reading.given };
  });
  return { wanted, given, faults };
}
