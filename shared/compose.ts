// The only place where ports meet adapters. Everything is built once, when it is first asked for: importing a function file
// registers it and does nothing else.
import { callbackAuth } from './adapters/communication/callback-auth.ts';
import { caller } from './adapters/communication/caller.ts';
import { callAutomationClient, smsClient } from './adapters/communication/client.ts';
import { texter } from './adapters/communication/texter.ts';
import { contactFiles } from './adapters/blob/contact-files.ts';
import { cosmosContainers } from './adapters/cosmos/client.ts';
import { contactsStore } from './adapters/cosmos/contacts-store.ts';
import { floorStore } from './adapters/cosmos/floor-store.ts';
import { importsStore } from './adapters/cosmos/imports-store.ts';
import { representativesStore } from './adapters/cosmos/representatives-store.ts';
import { settingsStore } from './adapters/cosmos/settings-store.ts';
import { tasksStore } from './adapters/cosmos/tasks-store.ts';
import { serviceBus } from './adapters/service-bus/bus.ts';
import { invocationLog } from './adapters/system/log.ts';
import { system as systemAdapter } from './adapters/system/system.ts';
import { readConfig } from './config.ts';
import { applyCallEvent } from './usecases/apply-call-event.ts';
import { applySmsEvent } from './usecases/apply-sms-event.ts';
import { changeTask } from './usecases/change-task.ts';
import { configure } from './usecases/configure.ts';
import { dial } from './usecases/dial.ts';
import { importContacts } from './usecases/import-contacts.ts';
import { mayDialNow } from './usecases/may-dial-now.ts';
import { noteConnected } from './usecases/note-connected.ts';
import { operateEngagement } from './usecases/operate-engagement.ts';
import { pace } from './usecases/pace.ts';
import { policies as policiesOf } from './usecases/policies.ts';
import { readReport } from './usecases/read-report.ts';
import { represent } from './usecases/represent.ts';
import { sendSms } from './usecases/send-sms.ts';
import { settle } from './usecases/settle.ts';
import { startCall } from './usecases/start-call.ts';
import { sweep } from './usecases/sweep.ts';
import { tick } from './usecases/tick.ts';
import { wakeTasks } from './usecases/wake-tasks.ts';
import type { Ports } from './ports/ports.ts';

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
  return {
    applyCallEvent: calling,
    applySmsEvent: applySmsEvent(all),
    configure: configure(all),
    dial: dial({ ...all, mayDialNow: mayDialNow(all) }),
    importContacts: importContacts(all),
    operateEngagement: operateEngagement(all),
    pace: pace({ ...all, startCall: startCall(all) }),
    readReport: readReport(all),
    represent: represent(all),
    sendSms: sendSms(all),
    sweep: sweep(all),
    tick: tick(all),
    wakeTasks: wakeTasks(all),
  };
}

function build() {
  const config = readConfig();
  const cosmos = cosmosContainers(config);
  const system = systemAdapter(config);
  const ports: Ports = {
    settings: settingsStore(cosmos.settings),
    tasks: tasksStore(cosmos.tasks),
    floor: floorStore(cosmos.floor),
    representatives: representativesStore(cosmos.representatives),
    contacts: contactsStore(cosmos.contacts),
    imports: importsStore(cosmos.imports),
    files: contactFiles(config),
    caller: caller(callAutomationClient(config), config),
    texter: texter(smsClient(config)),
    bus: serviceBus(config),
    system,
    log: invocationLog,
  };
  return { ports, checkCallback: callbackAuth(config), ...engine(ports, config.publicUrl) };
}

let built: ReturnType<typeof build> | undefined;

export const compose = (): ReturnType<typeof build> => (built ??= build());
