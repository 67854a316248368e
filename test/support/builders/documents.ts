// Writes valid configuration documents with the use cases of an engine.
import type {
  ConfigurationByKind,
  ConfigurationKind,
} from '../../../shared/domain/configuration/documents.ts';
import type { Precondition } from '../../../shared/domain/configuration/precondition.ts';
import type { createEngine } from '../../../shared/engine.ts';

type UseCases = Pick<
  ReturnType<typeof createEngine>,
  'saveConfiguration' | 'removeConfiguration' | 'getConfiguration' | 'listConfiguration'
>;

export function documentsOf(cases: UseCases) {
  return {
    put: <K extends ConfigurationKind>(
      kind: K,
      value: ConfigurationByKind[K],
      when: Precondition | null = null,
    ) => cases.saveConfiguration(kind, value.id, { kind: 'valid', value }, when),
    remove: (kind: ConfigurationKind, id: string, when: Precondition | null = null) =>
      cases.removeConfiguration(kind, id, when),
    get: cases.getConfiguration,
    list: cases.listConfiguration,
  };
}
