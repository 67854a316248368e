import type { MessageBus } from './message-bus.ts';
import type { Callbacks } from './callbacks.ts';
import type { CallControl } from './call-control.ts';
import type { ContactFiles } from './contact-files.ts';
import type { Contacts } from './contacts.ts';
import type { CallStore } from './call-store.ts';
import type { LineReservationStore } from './line-reservation-store.ts';
import type { PacingStateStore } from './pacing-state-store.ts';
import type { RuleReadingStore } from './rule-reading-store.ts';
import type { Ids } from './ids.ts';
import type { Imports } from './imports.ts';
import type { Log } from './log.ts';
import type { Outbox } from './outbox.ts';
import type { WebhookSender } from './webhook-sender.ts';
import type { Representatives } from './representatives.ts';
import type { ConfigurationStore } from './configuration-store.ts';
import type { EngagementStore } from './engagement-store.ts';
import type { Subscriptions } from './subscriptions.ts';
import type { Clock } from './clock.ts';
import type { Tasks } from './tasks.ts';
import type { SmsSender } from './sms-sender.ts';

/** Everything that the engine needs from outside. */
export interface Ports {
  configuration: ConfigurationStore;
  engagements: EngagementStore;
  tasks: Tasks;
  callStore: CallStore;
  lineReservations: LineReservationStore;
  pacingStates: PacingStateStore;
  ruleReadings: RuleReadingStore;
  representatives: Representatives;
  contacts: Contacts;
  imports: Imports;
  files: ContactFiles;
  callControl: CallControl;
  callbacks: Callbacks;
  smsSender: SmsSender;
  subscriptions: Subscriptions;
  outbox: Outbox;
  webhookSender: WebhookSender;
  messageBus: MessageBus;
  clock: Clock;
  ids: Ids;
  log: Log;
}
