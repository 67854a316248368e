import type { z } from 'zod';
import {
  type Workstream,
  workstreamDefaults,
  workstreamSchema,
} from '../../../shared/domain/workstream/workstream.ts';

export function aWorkstream(changes: Partial<z.input<typeof workstreamSchema>> = {}): Workstream {
  return workstreamSchema.parse({
    ...workstreamDefaults,
    id: 'outbound-us',
    name: 'Outbound, United States',
    phoneNumber: '+12065550199',
    numberType: 'directRouting',
    country: 'US',
    ...changes,
  });
}
