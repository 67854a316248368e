// The defaults of the product page's wizard, by variant. They are applied once, on input; documents are stored and
// returned complete.
import type { Body } from '../values/apply-defaults.ts';
import { isObject } from '../values/is-object.ts';
import {
  copilotCallDefaults,
  predictiveAiCallDefaults,
  previewCallDefaults,
  progressiveAiCallDefaults,
  reservingCallDefaults,
} from './call-setting-defaults.ts';
import {
  copilotRuleDefaults,
  predictiveAiRuleDefaults,
  progressiveAiRuleDefaults,
  reservingRuleDefaults,
  smsRuleDefaults,
} from './rule-defaults.ts';

const everyDay = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

const sharedDefaults = {
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

const reattemptDefaults = {
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

const voiceDefaults = {
  ...sharedDefaults,
  callOrder: 'earliestScheduledDate',
  displayNumbers: { numbers: [], distribution: 'automated', rules: [] },
  reattempts: reattemptDefaults,
  taskLifetimeHours: 24 * 7,
};

const smsDefaults = {
  ...sharedDefaults,
  ledBy: 'representatives',
  queueId: null,
  messageOrder: 'earliestScheduledDate',
  firstResponseTimeoutMinutes: 5,
  message: null,
  messageTemplateId: null,
};

/** The defaults for an unchecked engagement; the result depends on the variant and on fields of the input. */
export function engagementDefaults(input: Body): Body {
  const limits = isObject(input['frequencyLimits']) ? { frequencyLimits } : {};
  return input['channel'] === 'sms'
    ? { ...smsDefaults, ...limits, rules: smsRuleDefaults(input) }
    : { ...voiceDefaults, ...limits, ...variantDefaults(input) };
}

function variantDefaults(input: Body): Body {
  const { dialMode } = input;
  const ledBy = input['ledBy'] ?? (dialMode === 'copilot' ? 'ai' : 'representatives');
  switch (dialMode) {
    case 'copilot':
      return {
        ledBy,
        callSettings: copilotCallDefaults(input),
        rules: copilotRuleDefaults(input),
      };
    case 'preview':
      return { ledBy, callSettings: previewCallDefaults(input) };
    default:
      return ledBy === 'ai'
        ? aiLedDefaults(input)
        : {
            ledBy: 'representatives',
            callSettings: reservingCallDefaults(input),
            rules: reservingRuleDefaults(input),
          };
  }
}

const aiLedDefaults = (input: Body): Body =>
  input['dialMode'] === 'predictive'
    ? {
        ledBy: 'ai',
        callSettings: predictiveAiCallDefaults(input),
        rules: predictiveAiRuleDefaults(input),
      }
    : {
        ledBy: 'ai',
        callSettings: progressiveAiCallDefaults(input),
        rules: progressiveAiRuleDefaults(input),
      };
