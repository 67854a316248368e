// Checks an engagement against the documents that it refers to.
import { expect, test } from 'vitest';
import { dispositionCodeSchema } from '../../../../shared/domain/workstream/disposition-code.ts';
import { checkEngagement } from '../../../../shared/domain/engagement/check-engagement.ts';
import {
  type Engagement,
  engagementSchema,
} from '../../../../shared/domain/engagement/engagement.ts';
import { aDocument, accepted } from '../../../support/builders/document.ts';
import { aVoiceEngagement, anSmsEngagement } from '../../../support/builders/engagement.ts';
import { aWorkstream } from '../../../support/builders/workstream.ts';

const createCode = (changes: object) =>
  dispositionCodeSchema.parse({
    id: 'wrong-person',
    name: 'Wrong person',
    description: '',
    category: 'notRightParty',
    workstreamId: null,
    ...changes,
  });
const createRelated = (parts: Partial<Parameters<typeof checkEngagement>[1]> = {}) => ({
  workstreams: [aWorkstream(), aWorkstream({ id: 'other', phoneNumber: '+12065550150' })],
  codes: [],
  engagements: [anSmsEngagement()],
  ...parts,
});
const withDisplayNumber = (
  number: string,
  type: 'directRouting' | 'teamsPhone' = 'directRouting',
) => aVoiceEngagement({ displayNumbers: { numbers: [{ number, type }] } });
const withCodes = (...dispositionCodes: string[]) =>
  aVoiceEngagement({ reattempts: { dispositionCodes } });
const withFollowUp = (smsFollowUp: string) => aVoiceEngagement({ reattempts: { smsFollowUp } });
type Machine = ReturnType<typeof aVoiceEngagement>['callSettings']['answeringMachine'];
/** An engagement without machine detection, unless `changes` set it. */
const withMachine = (changes: Partial<Machine>, reasons: 'answeringMachine'[] = []) => {
  const voicemailPrompt = 'Please call back.';
  const machine: Machine = {
    detection: 'none',
    detectionSeconds: 2,
    action: 'endCall',
    voicemailPrompt,
    ...changes,
  };
  return aVoiceEngagement({ callSettings: { answeringMachine: machine }, reattempts: { reasons } });
};
const detectionRequired = (because: string) => [
  {
    path: 'callSettings.answeringMachine.detection',
    value: 'none',
    message: `must be 'speech' or absent, because ${because}`,
  },
];
const aiLed = engagementSchema.parse(accepted('copilot', aDocument('copilot')));
const agent = { name: 'Ada', endpoint: 'https://agent.example' };
const withoutText = anSmsEngagement({ message: null, intake: ['ccaasApi'] });

const rows: [string, Engagement, Partial<Parameters<typeof checkEngagement>[1]>, object[]][] = [
  ['refers to matching documents', withDisplayNumber('+12065550101'), {}, []],
  ['shows the number of its workstream', withDisplayNumber('+12065550199'), {}, []],
  [
    'shows the number of its workstream, which another workstream also has',
    withDisplayNumber('+12065550150'),
    {
      workstreams: [
        aWorkstream({ phoneNumber: '+12065550150' }),
        aWorkstream({ id: 'other', phoneNumber: '+12065550150' }),
      ],
    },
    [],
  ],
  ['has no machine detection and no field that needs it', withMachine({}), {}, []],
  [
    'detects machines, leaves them a voicemail and retries after them',
    withMachine({ detection: 'speech', action: 'leaveVoicemail' }, ['answeringMachine']),
    {},
    [],
  ],
  ...(['leaveVoicemail', 'leaveVoicemailOnLastAttempt'] as const).map(
    (action): [string, Engagement, object, object[]] => [
      `has the machine action ${action} without machine detection`,
      withMachine({ action }),
      {},
      detectionRequired(`action is '${action}'`),
    ],
  ),
  [
    'retries after machines without machine detection',
    withMachine({}, ['answeringMachine']),
    {},
    detectionRequired("reattempts.reasons contains 'answeringMachine'"),
  ],
  [
    'leaves a voicemail and retries after machines without machine detection',
    withMachine({ action: 'leaveVoicemail' }, ['answeringMachine']),
    {},
    detectionRequired(
      "action is 'leaveVoicemail' and reattempts.reasons contains 'answeringMachine'",
    ),
  ],
  [
    'shows a number of another type than its workstream',
    withDisplayNumber('+12065550101', 'teamsPhone'),
    {},
    [
      {
        path: 'displayNumbers.numbers.0.type',
        value: 'teamsPhone',
        message: "must be 'directRouting', the number type of the workstream 'outbound-us'",
      },
    ],
  ],
  [
    'shows the number of another workstream',
    withDisplayNumber('+12065550150'),
    {},
    [
      {
        path: 'displayNumbers.numbers.0.number',
        value: '+12065550150',
        message: "is the number of the workstream 'other'",
      },
    ],
  ],
  [
    'shows the number of another workstream, of another type',
    withDisplayNumber('+12065550150', 'teamsPhone'),
    {},
    [{ path: 'displayNumbers.numbers.0.type' }, { path: 'displayNumbers.numbers.0.number' }],
  ],
  [
    'is AI-led in a workstream without an agent',
    aiLed,
    {},
    [
      {
        path: 'workstreamId',
        value: 'outbound-us',
        message: 'has no AI agent (aiAgent); an AI-led engagement needs a workstream with one',
      },
    ],
  ],
  [
    'is AI-led in a workstream with an agent',
    aiLed,
    { workstreams: [aWorkstream({ aiAgent: agent })] },
    [],
  ],
  [
    'retries after a code of the category notRightParty',
    withCodes('wrong-person'),
    { codes: [createCode({})] },
    [],
  ],
  [
    'retries after a code of its workstream',
    withCodes('wrong-person'),
    { codes: [createCode({ workstreamId: 'outbound-us' })] },
    [],
  ],
  ...(['success', 'callback', 'notInterested', 'doNotContact', 'other'] as const).map(
    (category): [string, Engagement, object, object[]] => [
      `retries after a code of the category ${category}`,
      withCodes('wrong-person'),
      { codes: [createCode({ category })] },
      [
        {
          path: 'reattempts.dispositionCodes.0',
          value: 'wrong-person',
          message: `is of the category '${category}'; only 'notRightParty' may trigger a reattempt`,
        },
      ],
    ],
  ),
  [
    'retries after a code of another workstream',
    withCodes('fine', 'wrong-person'),
    { codes: [createCode({ id: 'fine' }), createCode({ workstreamId: 'other' })] },
    [
      {
        path: 'reattempts.dispositionCodes.1',
        value: 'wrong-person',
        message: "belongs to the workstream 'other'",
      },
    ],
  ],
  ['has an SMS follow-up with a text', withFollowUp('spring-reminder'), {}, []],
  [
    'has a voice engagement as follow-up',
    withFollowUp('spring-renewals'),
    { engagements: [aVoiceEngagement()] },
    [
      {
        path: 'reattempts.smsFollowUp',
        value: 'spring-renewals',
        message: "must be an SMS engagement; 'spring-renewals' is a voice engagement",
      },
    ],
  ],
  [
    'has an SMS follow-up without a text',
    withFollowUp('spring-reminder'),
    { engagements: [withoutText] },
    [
      {
        path: 'reattempts.smsFollowUp',
        value: 'spring-reminder',
        message: 'has no text to send; set its message or its messageTemplateId',
      },
    ],
  ],
  [
    'has its primary queue as fallback queue',
    aVoiceEngagement({ fallbackQueueId: 'renewals' }),
    {},
    [
      {
        path: 'fallbackQueueId',
        value: 'renewals',
        message: 'must be another queue than the primary queue (queueId)',
      },
    ],
  ],
  ['is an SMS engagement without queues', anSmsEngagement(), {}, []],
  [
    'is an AI-led SMS engagement in a workstream without an agent',
    anSmsEngagement({ ledBy: 'ai' }),
    {},
    [{ path: 'workstreamId' }],
  ],
  [
    'refers to missing documents, which other checks report',
    withCodes('nothing'),
    { workstreams: [] },
    [],
  ],
];

test.each(rows)(
  'the check of an engagement that %s returns the expected issues',
  (_title, engagement, parts, expected) => {
    const issues = checkEngagement(engagement, createRelated(parts));
    expect(issues).toHaveLength(expected.length);
    expect(issues).toMatchObject(expected);
  },
);
