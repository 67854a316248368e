// The use cases over any set of ports: the whole engine, and nothing of Azure.
import type { Ports } from './ports/ports.ts';
import { createApplyCallEvent } from './usecases/apply-call-event.ts';
import { createApplySmsEvent } from './usecases/apply-sms-event.ts';
import { createCancelTask } from './usecases/cancel-task.ts';
import { createApplyTaskEvent } from './usecases/change-task.ts';
import { createFindConversation } from './usecases/conversation.ts';
import { createSaveConfiguration } from './usecases/configure.ts';
import { createDialCall } from './usecases/dial.ts';
import { createReserveLines, createListReservedLines } from './usecases/hold-lines.ts';
import { createImportContacts } from './usecases/import-contacts.ts';
import { createRunMaintenance } from './usecases/look-after.ts';
import { createCheckDialAllowed } from './usecases/may-dial-now.ts';
import { createSelectNextTasks } from './usecases/next-tasks.ts';
import { createMarkConnected } from './usecases/note-connected.ts';
import { createDeliverWebhook } from './usecases/notify.ts';
import { createRunEngagementOperation } from './usecases/operate-engagement.ts';
import { createOptOutNumber } from './usecases/opt-out.ts';
import { createRunPacingTick } from './usecases/pace.ts';
import { createCampaignCache as policiesOf } from './usecases/policies.ts';
import { createReadHistory } from './usecases/read-history.ts';
import { createReadReport } from './usecases/read-report.ts';
import { createRecordDisposition } from './usecases/record-disposition.ts';
import { createManageRepresentatives } from './usecases/represent.ts';
import { createResumeImports } from './usecases/resume-imports.ts';
import { createReevaluateQueuedTasks } from './usecases/revise-tasks.ts';
import { createSendSms } from './usecases/send-sms.ts';
import { createSettleCall } from './usecases/settle.ts';
import { createSelectDisplayNumbers } from './usecases/shown-numbers.ts';
import { createReserveAndQueueCall } from './usecases/start-call.ts';
import { createManageSubscriptions } from './usecases/subscribe.ts';
import { createSubscriptionCache as subscribersOf } from './usecases/subscribers.ts';
import { createSweep } from './usecases/sweep.ts';
import { createSchedulePacingTicks } from './usecases/tick.ts';
import { createEnforceAbandonmentRate } from './usecases/watch-rules.ts';
import { createWakeDueTasks } from './usecases/wake-tasks.ts';

/** The use cases over any set of ports. */
export function createEngine(ports: Ports, publicUrl: string) {
  const policies = policiesOf(ports);
  const subscribers = subscribersOf(ports);
  const base = { ...ports, policies, subscribers, publicUrl };
  const tasked = {
    ...base,
    changeTask: createApplyTaskEvent(base),
    conversation: createFindConversation(base),
    optOutNumber: createOptOutNumber(base),
  };
  const calling = createApplyCallEvent({
    ...tasked,
    noteConnected: createMarkConnected(tasked),
    settle: createSettleCall(tasked),
  });
  const all = { ...tasked, applyCallEvent: calling };
  const revision = createReevaluateQueuedTasks(all);
  const revisable = { ...all, order: revision.order, revising: revision.revising };
  const importing = createImportContacts(revisable);
  const operating = createRunEngagementOperation(revisable);
  const sweeping = createSweep(all);
  const watching = createEnforceAbandonmentRate({ ...all, operating });
  return {
    applyCallEvent: calling,
    applySmsEvent: createApplySmsEvent(all),
    cancelTask: createCancelTask(all),
    configure: createSaveConfiguration({ ...revisable, revise: revision.edited }),
    reviseShard: revision.shard,
    dial: createDialCall({ ...all, mayDialNow: createCheckDialAllowed(all) }),
    importContacts: importing,
    resumeImports: createResumeImports({ ...all, importContacts: importing }),
    operating,
    watchRules: watching,
    notify: createDeliverWebhook(all),
    pace: createRunPacingTick({
      ...all,
      nextTasks: createSelectNextTasks({ ...all, shownNumbers: createSelectDisplayNumbers(all) }),
      startCall: createReserveAndQueueCall(all),
      linesHeld: createListReservedLines(all),
      holdLines: createReserveLines(all),
    }),
    readHistory: createReadHistory(all),
    readReport: createReadReport(all),
    recordDisposition: createRecordDisposition(all),
    represent: createManageRepresentatives(all),
    sendSms: createSendSms(all),
    subscribe: createManageSubscriptions(all),
    sweep: sweeping,
    lookAfter: createRunMaintenance({
      ...{ log: ports.log, sweep: sweeping, watchRules: watching },
      completeIdle: () => operating.completeIdle(),
    }),
    tick: createSchedulePacingTicks(all),
    wakeTasks: createWakeDueTasks(all),
  };
}
