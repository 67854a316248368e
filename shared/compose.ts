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
import { engine } from './engine.ts';
import type { Ports } from './ports/ports.ts';

function build() {
  const config = readConfig();
  const cosmos = cosmosContainers(config);
  const system = systemAdapter(config);
  const ports: Ports = {
    settings: settingsStore(cosmos.settings, invocationLog),
    tasks: tasksStore(cosmos.tasks, invocationLog),
    floor: floorStore(cosmos.floor, invocationLog),
    representatives: representativesStore(cosmos.representatives, invocationLog),
    contacts: contactsStore(cosmos.contacts, invocationLog),
    imports: importsStore(cosmos.imports, invocationLog),
    files: contactFiles(config),
    caller: caller(callAutomationClient(config), config),
    texter: texter(smsClient(config)),
    bus: serviceBus(config),
    system,
    log: invocationLog,
  };
  const { publicUrl } = config;
  return { ports, publicUrl, checkCallback: callbackAuth(config), ...engine(ports, publicUrl) };
}

let built: ReturnType<typeof build> | undefined;

export const compose = (): ReturnType<typeof build> => (built ??= build());
