import type { z } from 'zod';
import {
  type DispositionCode,
  dispositionCodeDefaults,
  dispositionCodeSchema,
} from '../../../shared/domain/workstream/disposition-code.ts';

/** A global one of no consequence, unless the changes say otherwise. */
export function aDispositionCode(
  changes: Partial<z.input<typeof dispositionCodeSchema>> = {},
): DispositionCode {
  const own = { id: 'renewed', name: 'Renewed' };
  return dispositionCodeSchema.parse({ ...dispositionCodeDefaults, ...own, ...changes });
}
