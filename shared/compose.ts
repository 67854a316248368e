// The only place where ports meet adapters. Everything is built at its first use: the import of a function file only
// registers the function.
import { createCheckCallback } from './adapters/communication/calling/callback-auth.ts';
import { readCallback } from './adapters/communication/calling/call-events.ts';
import { createCallControl } from './adapters/communication/calling/call-control.ts';
import { createCallAutomationClient, createSmsClient } from './adapters/communication/client.ts';
import { createSmsSender } from './adapters/communication/sms/sms-sender.ts';
import { createContactFiles } from './adapters/blob/contact-files.ts';
import { createCosmosContainers } from './adapters/cosmos/client.ts';
import { createContactsStore } from './adapters/cosmos/contacts-store.ts';
import { createCallStore } from './adapters/cosmos/call-store.ts';
import { createLineReservationStore } from './adapters/cosmos/line-reservation-store.ts';
import { createPacingStateStore } from './adapters/cosmos/pacing-state-store.ts';
import { createRuleReadingStore } from './adapters/cosmos/rule-reading-store.ts';
import { createImportsStore } from './adapters/cosmos/imports-store.ts';
import { createOutboxStore } from './adapters/cosmos/outbox-store.ts';
import { createRepresentativesStore } from './adapters/cosmos/representatives-store.ts';
import { createConfigurationStore } from './adapters/cosmos/configuration-store.ts';
import { createEngagementStore } from './adapters/cosmos/engagement-store.ts';
import { createSubscriptionsStore } from './adapters/cosmos/subscriptions-store.ts';
import { createTasksStore } from './adapters/cosmos/tasks-store.ts';
import { createMessageBus } from './adapters/service-bus/message-bus.ts';
import { invocationLog } from './adapters/system/log.ts';
import { createClock } from './adapters/system/clock.ts';
import { ids } from './adapters/system/ids.ts';
import { createWebhookSender } from './adapters/webhook/webhook-sender.ts';
import { readConfig } from './config.ts';
import { createEngine } from './engine.ts';
import type { Ports } from './ports/ports.ts';

function build() {
  const config = readConfig();
  const cosmos = createCosmosContainers(config);
  const ports: Ports = {
    configuration: createConfigurationStore(cosmos.configuration, invocationLog),
    engagements: createEngagementStore(cosmos.configuration, invocationLog),
    tasks: createTasksStore(cosmos.tasks, invocationLog),
    callStore: createCallStore(cosmos.floor, invocationLog),
    lineReservations: createLineReservationStore(cosmos.floor, invocationLog),
    pacingStates: createPacingStateStore(cosmos.floor, invocationLog),
    ruleReadings: createRuleReadingStore(cosmos.floor, invocationLog),
    representatives: createRepresentativesStore(cosmos.representatives, invocationLog),
    contacts: createContactsStore(cosmos.contacts, invocationLog),
    imports: createImportsStore(cosmos.imports, invocationLog),
    files: createContactFiles(config),
    callControl: createCallControl(createCallAutomationClient(config), config),
    callbacks: { isSigned: createCheckCallback(config), read: readCallback },
    smsSender: createSmsSender(createSmsClient(config)),
    subscriptions: createSubscriptionsStore(cosmos.settings, invocationLog),
    outbox: createOutboxStore(cosmos.tasks, invocationLog),
    webhookSender: createWebhookSender(),
    messageBus: createMessageBus(config),
    clock: createClock(config),
    ids,
    log: invocationLog,
  };
  const { publicUrl } = config;
  return { publicUrl, ...createEngine(ports, publicUrl) };
}

let built: ReturnType<typeof build> | undefined;

export const compose = (): ReturnType<typeof build> => (built ??= build());
