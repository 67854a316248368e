import type { Issue } from '../../errors.ts';
import type { ConfigurationByKind, ConfigurationKind } from './documents.ts';

/** A document from a caller: valid and complete, or with every issue. */
export type DocumentReading<K extends ConfigurationKind> =
  | { kind: 'valid'; value: ConfigurationByKind[K] }
  /** `input` is the document of the caller with the defaults applied. */
  | { kind: 'invalid'; input: unknown; issues: readonly Issue[] };
