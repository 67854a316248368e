// Inner use cases over the ports of an engine, for tests that call them directly.
import type { Ports } from '../../../shared/ports/ports.ts';
import { createMarkConnected } from '../../../shared/usecases/calls/mark-connected.ts';
import { createSettleCall } from '../../../shared/usecases/calls/settle-call.ts';
import { createCampaignCache } from '../../../shared/usecases/campaign-cache/campaign-cache.ts';
import { composeCompliance } from '../../../shared/usecases/compliance/compose.ts';
import { composeTasks } from '../../../shared/usecases/tasks/compose.ts';
import { composeWebhooks } from '../../../shared/usecases/webhooks/compose.ts';

export function innerUseCases(bare: Ports, wrap = (ports: Ports) => ports) {
  const ports = wrap(bare);
  const campaigns = createCampaignCache(ports);
  const webhooks = composeWebhooks(ports, 'https://engine.example/api');
  const compliance = composeCompliance(ports, campaigns);
  const { applyTaskEvent } = composeTasks({ ...ports, ...webhooks, ...compliance, campaigns });
  const deps = { ...ports, campaigns, applyTaskEvent };
  const [markConnected, settleCall] = [createMarkConnected(deps), createSettleCall(deps)];
  return { campaigns, applyTaskEvent, markConnected, settleCall };
}
