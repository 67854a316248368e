import type { Engagement } from './engagement.ts';
import type { Lifecycle } from './lifecycle.ts';

/** An engagement as its administrator configured it, and its lifecycle. */
export interface EngagementRecord {
  engagement: Engagement;
  lifecycle: Lifecycle;
}
