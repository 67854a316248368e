import type { EngagementId } from '../../values/ids.ts';
import { type CancellationPolicy, findCancellingPolicy } from '../cancellation-policy.ts';
import { type Gate, open } from '../gate.ts';
import type { ContactInput } from './contact.ts';

export interface CancellationPolicyInput extends ContactInput {
  cancellationPolicies: readonly CancellationPolicy[];
  /** A follow-up SMS belongs to two engagements: its own and the one that it follows up. */
  engagementIds: readonly EngagementId[];
}

export const cancellationPolicyGate: Gate<CancellationPolicyInput> = {
  name: 'cancellationPolicy',
  check({ cancellationPolicies, engagementIds, contact }, at) {
    if (contact === undefined) return open;
    for (const engagementId of engagementIds) {
      const policy = findCancellingPolicy(cancellationPolicies, engagementId, contact.person, at);
      if (policy === undefined) continue;
      const until = policy.until ?? 'never';
      return { kind: 'closed', because: 'cancellationPolicy', policyId: policy.id, until };
    }
    return open;
  },
};
