// Names that code and infrastructure share; a test compares them with infra/resources.json.
export const containers = {
  configuration: 'configuration',
  settings: 'settings',
  contacts: 'contacts',
  tasks: 'tasks',
  floor: 'floor',
  representatives: 'representatives',
  imports: 'imports',
} as const;

export const queues = {
  pacing: 'pacing',
  dial: 'dial',
  reattempts: 'reattempts',
  sms: 'sms',
  notices: 'notices',
  parked: 'parked',
} as const;

export const contactsFolder = 'contacts';

/** The prefixes of the connection settings for bindings and clients. */
export const connections = {
  serviceBus: 'SERVICEBUS_CONNECTION',
  storage: 'CONTACTS_STORAGE',
} as const;
