// The use cases over any set of ports: the whole engine, and nothing of Azure.
import type { Ports } from './ports/ports.ts';
import { applyCallEvent } from './usecases/apply-call-event.ts';
import { applySmsEvent } from './usecases/apply-sms-event.ts';
import { cancelTask } from './usecases/cancel-task.ts';
import { changeTask } from './usecases/change-task.ts';
import { configure } from './usecases/configure.ts';
import { dial } from './usecases/dial.ts';
import { importContacts } from './usecases/import-contacts.ts';
import { mayDialNow } from './usecases/may-dial-now.ts';
import { nextTasks } from './usecases/next-tasks.ts';
import { noteConnected } from './usecases/note-connected.ts';
import { operateEngagement } from './usecases/operate-engagement.ts';
import { pace } from './usecases/pace.ts';
import { policies as policiesOf } from './usecases/policies.ts';
import { readHistory } from './usecases/read-history.ts';
import { readReport } from './usecases/read-report.ts';
import { represent } from './usecases/represent.ts';
import { resumeImports } from './usecases/resume-imports.ts';
import { reviseTasks } from './usecases/revise-tasks.ts';
import { sendSms } from './usecases/send-sms.ts';
import { settle } from './usecases/settle.ts';
import { startCall } from './usecases/start-call.ts';
import { sweep } from './usecases/sweep.ts';
import { tick } from './usecases/tick.ts';
import { watchRules } from './usecases/watch-rules.ts';
import { wakeTasks } from './usecases/wake-tasks.ts';

/** The use cases over any set of ports. */
export function engine(ports: Ports, publicUrl: string) {
  const policies = policiesOf(ports);
  const base = { ...ports, policies, publicUrl };
  const tasked = { ...base, changeTask: changeTask(base) };
  const calling = applyCallEvent({
    ...tasked,
    noteConnected: noteConnected(tasked),
    settle: settle(tasked),
  });
  const all = { ...tasked, applyCallEvent: calling };
  const importing = importContacts(all);
  const revision = reviseTasks(all);
  const operating = operateEngagement(all);
  return {
    applyCallEvent: calling,
    applySmsEvent: applySmsEvent(all),
    cancelTask: cancelTask(all),
    configure: configure({ ...all, revise: revision.edited, reviseAll: revision.all }),
    reviseShard: revision.shard,
    dial: dial({ ...all, mayDialNow: mayDialNow(all) }),
    importContacts: importing,
    resumeImports: resumeImports({ ...all, importContacts: importing }),
    operating,
    watchRules: watchRules({ ...all, operating }),
    pace: pace({ ...all, nextTasks: nextTasks(all), startCall: startCall(all) }),
    readHistory: readHistory(all),
    readReport: readReport(all),
    represent: represent(all),
    sendSms: sendSms(all),
    sweep: sweep(all),
    tick: tick(all),
    wakeTasks: wakeTasks(all),
  };
}
