// The defaults of the product page's wizard, by channel and dial mode. They are applied once, on input; documents are
// stored and returned complete.

import { type Body as Given, isObject } from '../values/apply-defaults.ts';

const at = (given: Given, key: string): Given => {
  const value = given[key];
  return isObject(value) ? value : {};
};

const everyDay = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

const common = {
  description: '',
  businessUnit: '',
  owner: '',
  intake: ['file', 'ccaasApi', 'mcp', 'journeys'],
  contactUniqueIdentifier: 'contactid',
  fallbackQueueId: null,
  skills: [],
  priority: 'normal',
  shards: 4,
  frequencyLimits: null,
  // The US federal window for residential numbers, 08:00 to 21:00 in the contact's time zone.
  phoneTypes: [{ type: 'mobile', quietHours: [{ days: everyDay, from: '21:00', to: '08:00' }] }],
  timeZones: 'customer',
  missingTimeZone: 'utc',
};

const noCounts = { perDay: null, perWeek: null, perMonth: null };
const frequencyLimits = { ...noCounts, perNumber: noCounts };

const reattempts = {
  reasons: [],
  dispositionCodes: [],
  attempts: 1,
  waitMinutes: 60,
  waitMinutesAfter: {
    noAnswer: null,
    busy: null,
    failed: null,
    answeringMachine: null,
    dispositionCode: null,
  },
  spread: false,
  priority: 'same',
  waitBetweenNumbersMinutes: 0,
  waitBetweenContactsMinutes: 0,
  smsFollowUp: null,
};

const voice = {
  ...common,
  callOrder: 'earliestScheduledDate',
  displayNumbers: { numbers: [], distribution: 'automated', rules: [] },
  reattempts,
  taskLifetimeHours: 24 * 7,
};

const sms = {
  ...common,
  ledBy: 'representatives',
  queueId: null,
  messageOrder: 'earliestScheduledDate',
  firstResponseTimeoutMinutes: 5,
  message: null,
  messageTemplateId: null,
};

const everyCall = { ringTimeoutSeconds: 30, maximumCallMinutes: 120 };
const concurrent = { ...everyCall, maximumConcurrentCalls: null };
const throttle = { windowMinutes: 30, stepPercent: 10 };

/** The defaults for an engagement that starts like `given`. */
export function engagementDefaults(given: Given): Record<string, unknown> {
  const limits = isObject(given['frequencyLimits']) ? { frequencyLimits } : {};
  if (given['channel'] === 'sms') {
    const rules = throttling(['averageWait', ...escalation], at(given, 'rules'));
    return { ...sms, ...limits, rules };
  }
  return { ...voice, ...limits, ...ofMode(given) };
}

function ofMode(given: Given): Record<string, unknown> {
  const { dialMode } = given;
  const settings = at(given, 'callSettings');
  const rules = at(given, 'rules');
  const ledBy = given['ledBy'] ?? (dialMode === 'copilot' ? 'ai' : 'representatives');
  switch (dialMode) {
    case 'copilot':
      return {
        ledBy,
        callSettings: {
          ...everyCall,
          maximumConcurrentCalls: 100,
          outsideQueueHours: false,
          aiFailure: aiFailure(settings),
        },
        rules: throttling([...abandonment, ...escalation], rules),
      };
    case 'preview':
      return {
        ledBy,
        callSettings: { ...concurrent, start: start(settings), backlog: null },
      };
    default:
      return ledBy === 'ai'
        ? ledByAi(dialMode, settings, rules)
        : ledByRepresentatives(settings, rules, at(given, 'reattempts'));
  }
}

function ledByAi(dialMode: unknown, settings: Given, rules: Given) {
  const predictive = dialMode === 'predictive';
  return {
    ledBy: 'ai',
    callSettings: {
      ...concurrent,
      ...(!predictive && { maximumCallsPerRepresentative: 1 }),
      aiFailure: aiFailure(settings),
    },
    rules: {
      ...throttling(abandonment, rules),
      ...(predictive && { percentageOfQueue: 100 }),
    },
  };
}

function ledByRepresentatives(settings: Given, rules: Given, { reasons }: Given) {
  const { action = 'endCall' } = at(settings, 'answeringMachine');
  // The product page has no switch for detection: it is on when another field needs it.
  const listens =
    action !== 'endCall' || (Array.isArray(reasons) && reasons.includes('answeringMachine'));
  const { abandonedAfterSeconds = 5 } = settings;
  // The rule of the product page: a third of the waiting time, from 1 to 7 seconds.
  const third =
    typeof abandonedAfterSeconds === 'number' ? Math.ceil(abandonedAfterSeconds / 3) : 2;
  return {
    ledBy: 'representatives',
    callSettings: {
      ...concurrent,
      answeringMachine: {
        detection: listens ? 'speech' : 'none',
        detectionSeconds: Math.min(7, Math.max(1, third)),
        action: 'endCall',
        voicemailPrompt: '',
      },
      abandonedAfterSeconds: 5,
      abandonedMessage: '',
    },
    rules: {
      abandonmentRate: isObject(rules['abandonmentRate'])
        ? { windowMinutes: throttle.windowMinutes }
        : null,
      percentageOfQueue: 100,
    },
  };
}

/** Rules are off by default; a rule that is given has defaults for window and step. */
const throttling = (names: readonly string[], given: Given): Record<string, unknown> =>
  Object.fromEntries(names.map((name) => [name, isObject(given[name]) ? throttle : null]));

const abandonment = ['abandonmentRate', 'averageWait'];
const escalation = ['escalationCount', 'openEscalations'];

const aiFailure = (settings: Given) =>
  at(settings, 'aiFailure')['action'] === 'continue' ? { percent: 1 } : { action: 'stop' };

function start(settings: Given) {
  const { kind } = at(settings, 'start');
  if (kind === undefined) return { kind: 'immediate' };
  return kind === 'timer' ? { countdownSeconds: 60 } : {};
}
