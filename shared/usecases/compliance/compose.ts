import type { Ports } from '../../ports/ports.ts';
import type { CampaignCache } from '../campaign-cache/campaign-cache.ts';
import { createCheckDialAllowed } from './check-dial-allowed.ts';
import { createNextAllowedByLimits } from './next-allowed-by-limits.ts';
import { createOptOutNumber } from './opt-out.ts';

export function composeCompliance(ports: Ports, campaigns: CampaignCache) {
  return {
    checkDialAllowed: createCheckDialAllowed({ ...ports, campaigns }),
    nextAllowedByLimits: createNextAllowedByLimits({ ...ports, campaigns }),
    optOutNumber: createOptOutNumber(ports),
  };
}
