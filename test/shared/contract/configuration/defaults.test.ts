// The defaults of the wizard: for every kind and variant, the complete document from its required fields.
import { describe, expect, test } from 'vitest';
import {
  accepted,
  aDocument,
  fieldsOf,
  type Variant,
  variantNames,
  valueAt,
} from '../../../support/builders/document.ts';

const night = {
  days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
  from: '21:00',
  to: '08:00',
};
const everyEngagement = {
  id: 'the-id',
  name: 'Spring renewals',
  workstreamId: 'outbound-us',
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
  phoneTypes: [{ type: 'mobile', quietHours: [night] }],
  timeZones: 'customer',
  missingTimeZone: 'utc',
};
const waits = { noAnswer: null, busy: null, failed: null, answeringMachine: null };
const everyVoice = {
  ...everyEngagement,
  channel: 'voice',
  queueId: 'renewals',
  callOrder: 'earliestScheduledDate',
  displayNumbers: { numbers: [], distribution: 'automated', rules: [] },
  reattempts: {
    reasons: [],
    dispositionCodes: [],
    attempts: 1,
    waitMinutes: 60,
    waitMinutesAfter: { ...waits, dispositionCode: null },
    spread: false,
    priority: 'same',
    waitBetweenNumbersMinutes: 0,
    waitBetweenContactsMinutes: 0,
    smsFollowUp: null,
  },
  taskLifetimeHours: 168,
};
const everyCall = { ringTimeoutSeconds: 30, maximumCallMinutes: 120 };
const someCalls = { ...everyCall, maximumConcurrentCalls: null };
const aiFailure = { action: 'stop' };
const off = { abandonmentRate: null, averageWait: null };
const reserving = {
  ...everyVoice,
  ledBy: 'representatives',
  callSettings: {
    ...someCalls,
    answeringMachine: {
      detection: 'none',
      detectionSeconds: 2,
      action: 'endCall',
      voicemailPrompt: '',
    },
    abandonedAfterSeconds: 5,
    abandonedMessage: '',
  },
  rules: { abandonmentRate: null, percentageOfQueue: 100 },
};
const noEscalations = { escalationCount: null, openEscalations: null };

const filledIn: Record<Variant, object> = {
  copilot: {
    ...everyVoice,
    dialMode: 'copilot',
    ledBy: 'ai',
    callSettings: {
      ...everyCall,
      maximumConcurrentCalls: 100,
      outsideQueueHours: false,
      aiFailure,
    },
    rules: { ...off, ...noEscalations },
  },
  preview: {
    ...everyVoice,
    dialMode: 'preview',
    ledBy: 'representatives',
    callSettings: { ...someCalls, start: { kind: 'immediate' }, backlog: null },
  },
  progressive: { ...reserving, dialMode: 'progressive' },
  progressiveAi: {
    ...everyVoice,
    dialMode: 'progressive',
    ledBy: 'ai',
    callSettings: { ...someCalls, maximumCallsPerRepresentative: 1, aiFailure },
    rules: off,
  },
  predictive: { ...reserving, dialMode: 'predictive' },
  predictiveAi: {
    ...everyVoice,
    dialMode: 'predictive',
    ledBy: 'ai',
    callSettings: { ...someCalls, aiFailure },
    rules: { ...off, percentageOfQueue: 100 },
  },
  sms: {
    ...everyEngagement,
    channel: 'sms',
    ledBy: 'representatives',
    queueId: null,
    messageOrder: 'earliestScheduledDate',
    firstResponseTimeoutMinutes: 5,
    rules: { averageWait: null, ...noEscalations },
    message: 'Hello {{FirstName}}',
    messageTemplateId: null,
  },
  workstream: {
    id: 'the-id',
    name: 'Outbound',
    phoneNumber: '+12065550199',
    numberType: 'directRouting',
    language: 'en-US',
    country: null,
    callsPerNumber: 2,
    outboundBehaviors: { greeting: '', recording: 'off', transcription: false },
    defaultQueueId: null,
    fallbackQueueId: null,
    aiAgent: null,
    notificationTemplates: {
      preview: 'Voice call - outbound agent dial - default',
      preDial: 'Voice call - outbound pre-dial - default',
    },
    dispositions: { most: 2, required: false },
  },
  queue: {
    id: 'the-id',
    name: 'Renewals',
    operatingHours: { zone: 'UTC', hours: null, holidays: [] },
    members: [],
    skills: [],
    wrapUpSeconds: 60,
  },
  dispositionCode: {
    id: 'the-id',
    name: 'Wrong person',
    description: '',
    category: 'other',
    workstreamId: null,
  },
  messageTemplate: {
    id: 'the-id',
    name: 'Sorry',
    description: '',
    language: 'en-US',
    text: 'Hello {{FirstName}}',
  },
  cancellationPolicy: {
    id: 'the-id',
    name: 'Storm',
    engagementIds: [],
    countries: [],
    states: ['WA'],
    postalCodes: [],
    until: null,
    comment: '',
  },
};

describe.each(variantNames)('%s', (variant) => {
  test('is complete with only the required fields given', () => {
    expect(accepted(variant, aDocument(variant))).toEqual(filledIn[variant]);
  });

  test('is stored as read: writing it back changes nothing', () => {
    expect(accepted(variant, filledIn[variant])).toEqual(filledIn[variant]);
  });

  test('has every field of its variant, unless the object that contains the field is off', () => {
    const stored = accepted(variant, aDocument(variant));
    const isThere = (field: string) => {
      const steps = field.split('.');
      const holders = steps.map((_, index) => valueAt(stored, steps.slice(0, index).join('.')));
      return steps.includes('*') || holders.includes(null) || valueAt(stored, field) !== undefined;
    };
    const ofOneKind = ['callSettings.aiFailure.percent', 'callSettings.start.countdownSeconds'];
    const missing = fieldsOf(variant).filter((field) => !isThere(field));
    expect(missing.filter((field) => !ofOneKind.includes(field))).toEqual([]);
  });
});
