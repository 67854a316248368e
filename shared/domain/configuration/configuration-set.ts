// A set of configuration documents: as stored, or as a change would leave it.
import type { Issue } from '../../errors.ts';
import { type ConfigurationByKind, type ConfigurationKind, readSchemas } from './documents.ts';
import type { DocumentReading } from './reading.ts';

export interface DocumentName {
  readonly kind: ConfigurationKind;
  readonly id: string;
}

/** A valid document of any kind. */
export type AnyDocument = {
  [K in ConfigurationKind]: {
    readonly kind: K;
    readonly id: string;
    readonly value: ConfigurationByKind[K];
  };
}[ConfigurationKind];

/** A document of the set. Others may refer to an invalid one, and its readable references count. */
export type Member = DocumentName & {
  readonly body: unknown;
  /** Undefined if the body does not follow its schema. */
  readonly document: AnyDocument | undefined;
};

/** The members by their keys. */
export type ConfigurationSet = ReadonlyMap<string, Member>;

export type Change =
  /** `issues` are those of the document itself. */
  | { readonly act: 'save'; readonly member: Member; readonly issues: readonly Issue[] }
  | (DocumentName & { readonly act: 'remove' });

export const keyOf = ({ kind, id }: DocumentName): string => `${kind}:${id}`;

export const setOf = (members: readonly Member[]): ConfigurationSet =>
  new Map(members.map((member) => [keyOf(member), member]));

/** A stored document. */
export function storedMember(kind: ConfigurationKind, id: string, body: unknown): Member {
  const { data } = readSchemas[kind].safeParse(body);
  return { kind, id, body: data ?? body, document: data && documentOf(kind, id, data) };
}

/** The change that a caller asks for. */
export function saveOf<K extends ConfigurationKind>(
  kind: K,
  id: string,
  reading: DocumentReading<K>,
): Change & { act: 'save' } {
  if (reading.kind === 'invalid') {
    const member = { kind, id, body: reading.input, document: undefined };
    return { act: 'save', member, issues: reading.issues };
  }
  const document = documentOf(kind, id, reading.value);
  return { act: 'save', member: { kind, id, body: reading.value, document }, issues: [] };
}

/** The set after the changes. */
export function withChanges(set: ConfigurationSet, changes: readonly Change[]): ConfigurationSet {
  const result = new Map(set);
  for (const change of changes) {
    if (change.act === 'remove') result.delete(keyOf(change));
    else result.set(keyOf(change.member), change.member);
  }
  return result;
}

/** The valid documents of a kind. */
export function valuesOf<K extends ConfigurationKind>(
  set: ConfigurationSet,
  kind: K,
): ConfigurationByKind[K][] {
  return [...set.values()].flatMap(({ document }) =>
    document !== undefined && isOf(document, kind) ? [document.value] : [],
  );
}

const isOf = <K extends ConfigurationKind>(
  document: AnyDocument,
  kind: K,
): document is AnyDocument & { value: ConfigurationByKind[K] } => document.kind === kind;

// The value has the type of the kind, which TypeScript cannot follow through a type parameter.
const documentOf = <K extends ConfigurationKind>(
  kind: K,
  id: string,
  value: ConfigurationByKind[K],
): AnyDocument => ({ kind, id, value }) as unknown as AnyDocument;
