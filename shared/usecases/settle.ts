// A call that is over is settled with everything that it held: its representative, its number, its task. Each step is
// keyed by the delivery id and harmless when repeated, so a settling that was cut short is simply done again.
import type { CallIn } from '../domain/call/call.ts';
import { decide } from '../domain/representative/decide.ts';
import { SECOND } from '../domain/time.ts';
import type { Bus } from '../ports/bus.ts';
import type { Contacts } from '../ports/contacts.ts';
import type { Log } from '../ports/log.ts';
import type { Representatives } from '../ports/representatives.ts';
import type { System } from '../ports/system.ts';
import { onConflict } from './again.ts';
import type { ChangeTask } from './change-task.ts';
import { leaveNumber, takeBackReach } from './marks.ts';
import type { Policies } from './policies.ts';

export type Settle = (call: CallIn<'ended'>) => Promise<void>;

export function settle(deps: {
  policies: Policies;
  representatives: Representatives;
  contacts: Contacts;
  changeTask: ChangeTask;
  bus: Bus;
  system: System;
  log: Log;
}): Settle {
  const { policies, representatives, contacts, changeTask, bus, system, log } = deps;

  return async (call) => {
    await releaseRepresentative(call);
    await leaveNumber(contacts, call);
    if (call.againFrom !== null) await takeBackReach(contacts, call);
    await settleTask(call);
  };

  async function releaseRepresentative(call: CallIn<'ended'>) {
    const campaign = await policies.campaign(call.engagementId);
    const now = system.now();
    const status = await onConflict(async () => {
      const found = await representatives.find(call.representative.id);
      if (found === undefined) return undefined;
      const decision = decide(found.value, {
        kind: 'callOver',
        now,
        deliveryId: call.id,
        talked: call.facts.bridgedAt !== null,
        wrapUpMs: (campaign?.queue?.wrapUpSeconds ?? 0) * SECOND,
      });
      if (decision.kind === 'ignore') return undefined;
      await representatives.save({ ...found, value: decision.next });
      return decision.next.presence.status;
    });
    if (status === undefined) return;
    log.info('representative.presence', { representativeId: call.representative.id, status });
    if (status === 'available') await bus.pace([call.pacingGroup], now);
  }

  async function settleTask(call: CallIn<'ended'>) {
    const { engagementId, shard, taskId, id: deliveryId, againFrom, result, facts } = call;
    const ref = { engagementId, shard, taskId };
    const now = againFrom === null ? call.endedAt : system.now();
    await changeTask(
      ref,
      againFrom === null
        ? { kind: 'ended', now, deliveryId, result, facts }
        : { kind: 'neverDialed', now, deliveryId, againFrom },
    );
  }
}
