import { type Gate, open } from '../gate.ts';

export interface EngagementStatusInput {
  isEngagementRunning: boolean;
}

export const engagementStatusGate: Gate<EngagementStatusInput> = {
  name: 'engagementStatus',
  check: ({ isEngagementRunning }) =>
    isEngagementRunning
      ? open
      : { kind: 'closed', because: 'engagementNotRunning', until: 'never' },
};
