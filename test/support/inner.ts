// The use cases that others are made of, over the ports of an engine.
import type { Ports } from '../../shared/ports/ports.ts';
import { createApplyTaskEvent } from '../../shared/usecases/change-task.ts';
import { createMarkConnected } from '../../shared/usecases/note-connected.ts';
import { createCampaignCache as policiesOf } from '../../shared/usecases/policies.ts';
import { createSettleCall } from '../../shared/usecases/settle.ts';
import { createSubscriptionCache as subscribersOf } from '../../shared/usecases/subscribers.ts';

export function innerUseCases(bare: Ports, wrap = (ports: Ports) => ports) {
  const ports = wrap(bare);
  const base = { ...ports, policies: policiesOf(ports), subscribers: subscribersOf(ports) };
  const tasked = { ...base, changeTask: createApplyTaskEvent(base) };
  return {
    policies: base.policies,
    changeTask: tasked.changeTask,
    noteConnected: createMarkConnected(tasked),
    settle: createSettleCall(tasked),
  };
}
