import type { z } from 'zod';
import {
  type DispositionCode,
  dispositionCodeDefaults,
  dispositionCodeSchema,
} from '../../../shared/domain/workstream/disposition-code.ts';

/** A global code without effect, by default. */
export function aDispositionCode(
  changes: Partial<z.input<typeof dispositionCodeSchema>> = {},
): DispositionCode {
  const own = { id: 'renewed', name: 'Renewed' };
  return dispositionCodeSchema.parse({ ...dispositionCodeDefaults, ...own, ...changes });
}
