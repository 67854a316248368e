import type { z } from 'zod';
import { type Queue, queueDefaults, queueSchema } from '../../../shared/domain/workstream/queue.ts';

export function aQueue(changes: Partial<z.input<typeof queueSchema>> = {}): Queue {
  return queueSchema.parse({ ...queueDefaults, id: 'renewals', name: 'Renewals', ...changes });
}
