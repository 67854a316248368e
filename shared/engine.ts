// The use cases over any set of ports: the whole engine, and nothing of Azure.
import type { Ports } from './ports/ports.ts';
import { createApplyCallEvent } from './usecases/calls/apply-call-event.ts';
import { createApplySmsEvent } from './usecases/sms/apply-sms-event.ts';
import { createCancelTask } from './usecases/tasks/cancel-task.ts';
import { createApplyTaskEvent } from './usecases/tasks/apply-task-event.ts';
import { createFindConversation } from './usecases/representatives/find-conversation.ts';
import { createSaveConfiguration } from './usecases/configuration/save-configuration.ts';
import { createDialCall } from './usecases/calls/dial-call.ts';
import { createReserveLines, createListReservedLines } from './usecases/pacing/reserve-lines.ts';
import { createImportContacts } from './usecases/intake/import-contacts.ts';
import { createRunMaintenance } from './usecases/maintenance/run-maintenance.ts';
import { createCheckDialAllowed } from './usecases/compliance/check-dial-allowed.ts';
import { createSelectNextTasks } from './usecases/pacing/select-next-tasks.ts';
import { createMarkConnected } from './usecases/calls/mark-connected.ts';
import { createDeliverWebhook } from './usecases/webhooks/deliver-webhook.ts';
import { createRunEngagementOperation } from './usecases/engagements/run-engagement-operation.ts';
import { createOptOutNumber } from './usecases/compliance/opt-out.ts';
import { createRunPacingTick } from './usecases/pacing/run-pacing-tick.ts';
import { createCampaignCache as policiesOf } from './usecases/campaign-cache/campaign-cache.ts';
import { createReadHistory } from './usecases/reporting/read-history.ts';
import { createReadReport } from './usecases/reporting/read-report.ts';
import { createRecordDisposition } from './usecases/representatives/record-disposition.ts';
import { createManageRepresentatives } from './usecases/representatives/manage-representatives.ts';
import { createResumeImports } from './usecases/intake/resume-imports.ts';
import { createReevaluateQueuedTasks } from './usecases/tasks/reevaluate-queued-tasks.ts';
import { createSendSms } from './usecases/sms/send-sms.ts';
import { createSettleCall } from './usecases/calls/settle-call.ts';
import { createSelectDisplayNumbers } from './usecases/pacing/select-display-numbers.ts';
import { createReserveAndQueueCall } from './usecases/pacing/reserve-and-queue-call.ts';
import { createManageSubscriptions } from './usecases/webhooks/manage-subscriptions.ts';
import { createSubscriptionCache as subscribersOf } from './usecases/webhooks/subscription-cache.ts';
import { createSweep } from './usecases/maintenance/sweep.ts';
import { createSchedulePacingTicks } from './usecases/pacing/schedule-pacing-ticks.ts';
import { createEnforceAbandonmentRate } from './usecases/pacing/enforce-abandonment-rate.ts';
import { createWakeDueTasks } from './usecases/tasks/wake-due-tasks.ts';

/** The use cases over any set of ports. */
export function createEngine(ports: Ports, publicUrl: string) {
  const campaigns = policiesOf(ports);
  const subscriptionCache = subscribersOf(ports);
  const base = { ...ports, campaigns, subscriptionCache, publicUrl };
  const tasked = {
    ...base,
    applyTaskEvent: createApplyTaskEvent(base),
    findConversation: createFindConversation(base),
    optOutNumber: createOptOutNumber(base),
  };
  const calling = createApplyCallEvent({
    ...tasked,
    markConnected: createMarkConnected(tasked),
    settleCall: createSettleCall(tasked),
  });
  const all = { ...tasked, applyCallEvent: calling };
  const revision = createReevaluateQueuedTasks(all);
  const revisable = { ...all, scheduleReevaluation: revision.order, revising: revision.revising };
  const importing = createImportContacts(revisable);
  const operating = createRunEngagementOperation(revisable);
  const sweeping = createSweep(all);
  const watching = createEnforceAbandonmentRate({ ...all, operating });
  return {
    applyCallEvent: calling,
    applySmsEvent: createApplySmsEvent(all),
    cancelTask: createCancelTask(all),
    saveConfiguration: createSaveConfiguration({ ...revisable, reevaluateTasks: revision.edited }),
    reevaluateShard: revision.shard,
    dialCall: createDialCall({ ...all, checkDialAllowed: createCheckDialAllowed(all) }),
    importContacts: importing,
    resumeImports: createResumeImports({ ...all, importContacts: importing }),
    operating,
    enforceAbandonmentRate: watching,
    deliverWebhook: createDeliverWebhook(all),
    runPacingTick: createRunPacingTick({
      ...all,
      selectNextTasks: createSelectNextTasks({
        ...all,
        selectDisplayNumbers: createSelectDisplayNumbers(all),
      }),
      reserveAndQueueCall: createReserveAndQueueCall(all),
      listReservedLines: createListReservedLines(all),
      reserveLines: createReserveLines(all),
    }),
    readHistory: createReadHistory(all),
    readReport: createReadReport(all),
    recordDisposition: createRecordDisposition(all),
    represent: createManageRepresentatives(all),
    sendSms: createSendSms(all),
    manageSubscriptions: createManageSubscriptions(all),
    sweep: sweeping,
    runMaintenance: createRunMaintenance({
      ...{ log: ports.log, sweep: sweeping, enforceAbandonmentRate: watching },
      completeIdle: () => operating.completeIdle(),
    }),
    schedulePacingTicks: createSchedulePacingTicks(all),
    wakeDueTasks: createWakeDueTasks(all),
  };
}
