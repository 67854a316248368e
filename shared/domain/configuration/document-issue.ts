import type { Issue } from '../../errors.ts';
import type { DocumentName } from './configuration-set.ts';

/** An issue of one document of a set. */
export interface DocumentIssue extends Issue, DocumentName {}
