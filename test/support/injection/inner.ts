// The use cases that others are made of, over the ports of an engine.
import type { Ports } from '../../../shared/ports/ports.ts';
import { createApplyTaskEvent } from '../../../shared/usecases/tasks/apply-task-event.ts';
import { createMarkConnected } from '../../../shared/usecases/calls/mark-connected.ts';
import { createCampaignCache as policiesOf } from '../../../shared/usecases/campaign-cache/campaign-cache.ts';
import { createSettleCall } from '../../../shared/usecases/calls/settle-call.ts';
import { createSubscriptionCache as subscribersOf } from '../../../shared/usecases/webhooks/subscription-cache.ts';

export function innerUseCases(bare: Ports, wrap = (ports: Ports) => ports) {
  const ports = wrap(bare);
  const base = { ...ports, campaigns: policiesOf(ports), subscriptionCache: subscribersOf(ports) };
  const tasked = { ...base, applyTaskEvent: createApplyTaskEvent(base) };
  return {
    campaigns: base.campaigns,
    applyTaskEvent: tasked.applyTaskEvent,
    markConnected: createMarkConnected(tasked),
    settleCall: createSettleCall(tasked),
  };
}
