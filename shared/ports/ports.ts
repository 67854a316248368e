import type { Bus } from './bus.ts';
import type { Caller } from './caller.ts';
import type { ContactFiles } from './contact-files.ts';
import type { Contacts } from './contacts.ts';
import type { Floor } from './floor.ts';
import type { Imports } from './imports.ts';
import type { Log } from './log.ts';
import type { Notices } from './notices.ts';
import type { Notifier } from './notifier.ts';
import type { Representatives } from './representatives.ts';
import type { Settings } from './settings.ts';
import type { Subscriptions } from './subscriptions.ts';
import type { System } from './system.ts';
import type { Tasks } from './tasks.ts';
import type { Texter } from './texter.ts';

/** Everything that the engine asks of the outside. */
export interface Ports {
  settings: Settings;
  tasks: Tasks;
  floor: Floor;
  representatives: Representatives;
  contacts: Contacts;
  imports: Imports;
  files: ContactFiles;
  caller: Caller;
  texter: Texter;
  subscriptions: Subscriptions;
  notices: Notices;
  notifier: Notifier;
  bus: Bus;
  system: System;
  log: Log;
}
