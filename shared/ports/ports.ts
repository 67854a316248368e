import type { MessageBus } from './bus.ts';
import type { CallControl } from './caller.ts';
import type { ContactFiles } from './contact-files.ts';
import type { Contacts } from './contacts.ts';
import type { CallStore } from './floor.ts';
import type { Imports } from './imports.ts';
import type { Log } from './log.ts';
import type { Outbox } from './notices.ts';
import type { WebhookSender } from './notifier.ts';
import type { Representatives } from './representatives.ts';
import type { ConfigurationStore } from './settings.ts';
import type { Subscriptions } from './subscriptions.ts';
import type { ClockAndIds } from './system.ts';
import type { Tasks } from './tasks.ts';
import type { SmsSender } from './texter.ts';

/** Everything that the engine asks of the outside. */
export interface Ports {
  configuration: ConfigurationStore;
  tasks: Tasks;
  callStore: CallStore;
  representatives: Representatives;
  contacts: Contacts;
  imports: Imports;
  files: ContactFiles;
  callControl: CallControl;
  smsSender: SmsSender;
  subscriptions: Subscriptions;
  outbox: Outbox;
  webhookSender: WebhookSender;
  messageBus: MessageBus;
  system: ClockAndIds;
  log: Log;
}
