// What the wizard of the product page fills in. Defaults are applied once, at the border, and stored.

const everyDay = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

const common = {
  description: '',
  contactUniqueIdentifier: 'contactid',
  shards: 4,
  frequencyLimits: null,
  // The US federal window for residential numbers, 08:00 to 21:00 on the called person's clock.
  phoneTypes: [{ type: 'mobile', quietHours: [{ days: everyDay, from: '21:00', to: '08:00' }] }],
  timeZones: 'customer',
  missingTimeZone: 'utc',
};

const voice = {
  ...common,
  ledBy: 'representatives',
  skills: [],
  priority: 'normal',
  callOrder: 'earliestScheduledDate',
  callSettings: {
    ringTimeoutSeconds: 30,
    answeringMachine: {
      detection: 'none',
      detectionSeconds: 5,
      action: 'endCall',
      voicemailPrompt: '',
    },
    abandonedAfterSeconds: 5,
    abandonedMessage: '',
    maximumCallMinutes: 120,
  },
  displayNumbers: [],
  maximumConcurrentCalls: null,
  reattempts: {
    reasons: [],
    attempts: 1,
    waitMinutes: 60,
    priority: 'same',
    waitBetweenNumbersMinutes: 0,
    smsFollowUp: null,
  },
  taskLifetimeHours: 24 * 7,
};

/** The defaults of an engagement document by its channel. */
export const engagementDefaults = { voice, sms: common };
