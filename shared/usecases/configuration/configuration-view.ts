import type {
  ConfigurationByKind,
  ConfigurationKind,
} from '../../domain/configuration/documents.ts';
import type { Lifecycle } from '../../domain/engagement/lifecycle.ts';

/** A stored document as callers see it. */
export interface ConfigurationView<K extends ConfigurationKind = ConfigurationKind> {
  document: ConfigurationByKind[K];
  /** Null for documents that are no engagement. */
  lifecycle: Lifecycle | null;
  /** The version for If-Match. A change of the lifecycle does not change it. */
  etag: string;
}
