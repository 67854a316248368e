// The use cases that others are made of, over the ports of an engine.
import type { Ports } from '../../shared/ports/ports.ts';
import { changeTask } from '../../shared/usecases/change-task.ts';
import { noteConnected } from '../../shared/usecases/note-connected.ts';
import { policies as policiesOf } from '../../shared/usecases/policies.ts';
import { settle } from '../../shared/usecases/settle.ts';
import { subscribers as subscribersOf } from '../../shared/usecases/subscribers.ts';

export function innerUseCases(bare: Ports, wrap = (ports: Ports) => ports) {
  const ports = wrap(bare);
  const base = { ...ports, policies: policiesOf(ports), subscribers: subscribersOf(ports) };
  const tasked = { ...base, changeTask: changeTask(base) };
  return {
    policies: base.policies,
    changeTask: tasked.changeTask,
    noteConnected: noteConnected(tasked),
    settle: settle(tasked),
  };
}
