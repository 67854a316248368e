import {
  faultSchema,
  type ImportRun,
  importRunSchema,
  type RecordedFault,
} from '../../../../shared/domain/intake/import.ts';
import type { Imports } from '../../../../shared/ports/imports.ts';
import { versions } from './versions.ts';

export interface MemoryImports extends Imports {
  runs(): ImportRun[];
}

export function memoryImports(): MemoryImports {
  const runs = versions(importRunSchema);
  const faults = new Map<string, Map<string, RecordedFault>>();
  const keyOf = (engagementId: string, id: string) => `${engagementId}/${id}`;
  const tryOf = ({ engagementId, id, startedAt, tries }: ImportRun) =>
    `${keyOf(engagementId, id)}/${startedAt}/${tries}`;
  return {
    find: async (engagementId, id) => runs.find(keyOf(engagementId, id)),
    list: async (engagementId) =>
      runs
        .all()
        .map(({ value }) => value)
        .filter((run) => run.engagementId === engagementId),
    due: async (now, limit) =>
      runs
        .all()
        .filter(({ value }) => value.status === 'InProgress' && (value.deadlineAt ?? now) <= now)
        .sort((a, b) => ((a.value.deadlineAt ?? '') < (b.value.deadlineAt ?? '') ? -1 : 1))
        .slice(0, limit),
    save: async (version) =>
      runs.save(keyOf(version.value.engagementId, version.value.id), version),
    async addFaults(run, list) {
      const key = tryOf(run);
      const own = faults.get(key) ?? new Map<string, RecordedFault>();
      faults.set(key, own);
      for (const fault of list) {
        const { line, field, reason } = faultSchema.parse(fault);
        own.set(`${line}.${field}.${reason}`, fault);
      }
    },
    async *faults(run) {
      const own = [...(faults.get(tryOf(run))?.values() ?? [])];
      yield* own.sort((a, b) => a.line - b.line);
    },
    runs: () => runs.all().map(({ value }) => value),
  };
}
