// The use cases over any set of ports: the whole engine, and nothing of Azure.
import type { Ports } from './ports/ports.ts';
import { applyCallEvent } from './usecases/apply-call-event.ts';
import { applySmsEvent } from './usecases/apply-sms-event.ts';
import { cancelTask } from './usecases/cancel-task.ts';
import { changeTask } from './usecases/change-task.ts';
import { findConversation } from './usecases/conversation.ts';
import { configure } from './usecases/configure.ts';
import { dial } from './usecases/dial.ts';
import { holdLines, linesHeld } from './usecases/hold-lines.ts';
import { importContacts } from './usecases/import-contacts.ts';
import { lookAfter } from './usecases/look-after.ts';
import { mayDialNow } from './usecases/may-dial-now.ts';
import { nextTasks } from './usecases/next-tasks.ts';
import { noteConnected } from './usecases/note-connected.ts';
import { notify } from './usecases/notify.ts';
import { operateEngagement } from './usecases/operate-engagement.ts';
import { optOutNumber } from './usecases/opt-out.ts';
import { pace } from './usecases/pace.ts';
import { policies as policiesOf } from './usecases/policies.ts';
import { readHistory } from './usecases/read-history.ts';
import { readReport } from './usecases/read-report.ts';
import { recordDisposition } from './usecases/record-disposition.ts';
import { represent } from './usecases/represent.ts';
import { resumeImports } from './usecases/resume-imports.ts';
import { reviseTasks } from './usecases/revise-tasks.ts';
import { sendSms } from './usecases/send-sms.ts';
import { settle } from './usecases/settle.ts';
import { shownNumbers } from './usecases/shown-numbers.ts';
import { startCall } from './usecases/start-call.ts';
import { subscribe } from './usecases/subscribe.ts';
import { subscribers as subscribersOf } from './usecases/subscribers.ts';
import { sweep } from './usecases/sweep.ts';
import { tick } from './usecases/tick.ts';
import { watchRules } from './usecases/watch-rules.ts';
import { wakeTasks } from './usecases/wake-tasks.ts';

/** The use cases over any set of ports. */
export function engine(ports: Ports, publicUrl: string) {
  const policies = policiesOf(ports);
  const subscribers = subscribersOf(ports);
  const base = { ...ports, policies, subscribers, publicUrl };
  const tasked = {
    ...base,
    changeTask: changeTask(base),
    conversation: findConversation(base),
    optOutNumber: optOutNumber(base),
  };
  const calling = applyCallEvent({
    ...tasked,
    noteConnected: noteConnected(tasked),
    settle: settle(tasked),
  });
  const all = { ...tasked, applyCallEvent: calling };
  const revision = reviseTasks(all);
  const revisable = { ...all, order: revision.order, revising: revision.revising };
  const importing = importContacts(revisable);
  const operating = operateEngagement(revisable);
  const sweeping = sweep(all);
  const watching = watchRules({ ...all, operating });
  return {
    applyCallEvent: calling,
    applySmsEvent: applySmsEvent(all),
    cancelTask: cancelTask(all),
    configure: configure({ ...revisable, revise: revision.edited }),
    reviseShard: revision.shard,
    dial: dial({ ...all, mayDialNow: mayDialNow(all) }),
    importContacts: importing,
    resumeImports: resumeImports({ ...all, importContacts: importing }),
    operating,
    watchRules: watching,
    notify: notify(all),
    pace: pace({
      ...all,
      nextTasks: nextTasks({ ...all, shownNumbers: shownNumbers(all) }),
      startCall: startCall(all),
      linesHeld: linesHeld(all),
      holdLines: holdLines(all),
    }),
    readHistory: readHistory(all),
    readReport: readReport(all),
    recordDisposition: recordDisposition(all),
    represent: represent(all),
    sendSms: sendSms(all),
    subscribe: subscribe(all),
    sweep: sweeping,
    lookAfter: lookAfter({
      ...{ log: ports.log, sweep: sweeping, watchRules: watching },
      completeIdle: () => operating.completeIdle(),
    }),
    tick: tick(all),
    wakeTasks: wakeTasks(all),
  };
}
