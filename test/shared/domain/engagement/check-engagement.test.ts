// An engagement held against the documents that it names.
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

const code = (changes: object) =>
  dispositionCodeSchema.parse({
    id: 'wrong-person',
    name: 'Wrong person',
    description: '',
    category: 'notRightParty',
    workstreamId: null,
    ...changes,
  });
const around = (parts: Partial<Parameters<typeof checkEngagement>[1]> = {}) => ({
  workstreams: [aWorkstream(), aWorkstream({ id: 'other', phoneNumber: '+12065550150' })],
  codes: [],
  engagements: [anSmsEngagement()],
  ...parts,
});
const shows = (number: string, type: 'directRouting' | 'teamsPhone' = 'directRouting') =>
  aVoiceEngagement({ displayNumbers: { numbers: [{ number, type }] } });
const reattempting = (...dispositionCodes: string[]) =>
  aVoiceEngagement({ reattempts: { dispositionCodes } });
const followedBy = (smsFollowUp: string) => aVoiceEngagement({ reattempts: { smsFollowUp } });
type Machine = ReturnType<typeof aVoiceEngagement>['callSettings']['answeringMachine'];
/** Reattempted after machines or not, and what is done with one. */
const deaf = (changes: Partial<Machine>, reasons: 'answeringMachine'[] = []) => {
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
const must = (because: string) => [
  {
    path: 'callSettings.answeringMachine.detection',
    value: 'none',
    message: `must be 'speech', or left out: ${because}`,
  },
];
const ledByAi = engagementSchema.parse(accepted('copilot', aDocument('copilot')));
const agent = { name: 'Ada', endpoint: 'https://agent.example' };
const byRequest = anSmsEngagement({ message: null, intake: ['ccaasApi'] });

const rows: [string, Engagement, Partial<Parameters<typeof checkEngagement>[1]>, object[]][] = [
  ['names what is there and fits', shows('+12065550101'), {}, []],
  ['shows the number of its own workstream', shows('+12065550199'), {}, []],
  [
    'shows the number of its own workstream, which another has too',
    shows('+12065550150'),
    {
      workstreams: [
        aWorkstream({ phoneNumber: '+12065550150' }),
        aWorkstream({ id: 'other', phoneNumber: '+12065550150' }),
      ],
    },
    [],
  ],
  ['listens for nobody and does nothing about machines', deaf({}), {}, []],
  [
    'leaves a voicemail to machines, for which it listens',
    deaf({ detection: 'speech', action: 'leaveVoicemail' }, ['answeringMachine']),
    {},
    [],
  ],
  ...(['leaveVoicemail', 'leaveVoicemailOnLastAttempt'] as const).map(
    (action): [string, Engagement, object, object[]] => [
      `is to ${action} to machines, and listens for none`,
      deaf({ action }),
      {},
      must(`action is '${action}'`),
    ],
  ),
  [
    'calls again after machines, and listens for none',
    deaf({}, ['answeringMachine']),
    {},
    must("'answeringMachine' is one of reattempts.reasons"),
  ],
  [
    'leaves a voicemail and calls again after machines, and listens for none',
    deaf({ action: 'leaveVoicemail' }, ['answeringMachine']),
    {},
    must("action is 'leaveVoicemail', and 'answeringMachine' is one of reattempts.reasons"),
  ],
  [
    'shows a number of another type',
    shows('+12065550101', 'teamsPhone'),
    {},
    [
      {
        path: 'displayNumbers.numbers.0.type',
        value: 'teamsPhone',
        message: "must be 'directRouting', as the number of the workstream 'outbound-us' is",
      },
    ],
  ],
  [
    'shows the number of another workstream',
    shows('+12065550150'),
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
    shows('+12065550150', 'teamsPhone'),
    {},
    [{ path: 'displayNumbers.numbers.0.type' }, { path: 'displayNumbers.numbers.0.number' }],
  ],
  [
    'is led by AI where nobody is',
    ledByAi,
    {},
    [
      {
        path: 'workstreamId',
        value: 'outbound-us',
        message: 'has no AI agent (aiAgent); an engagement led by AI needs a workstream with one',
      },
    ],
  ],
  [
    'is led by AI where an agent is',
    ledByAi,
    { workstreams: [aWorkstream({ aiAgent: agent })] },
    [],
  ],
  ['reattempts after a wrong person', reattempting('wrong-person'), { codes: [code({})] }, []],
  [
    'reattempts after a code of its workstream',
    reattempting('wrong-person'),
    { codes: [code({ workstreamId: 'outbound-us' })] },
    [],
  ],
  ...(['success', 'callback', 'notInterested', 'doNotContact', 'other'] as const).map(
    (category): [string, Engagement, object, object[]] => [
      `reattempts after a code of the category ${category}`,
      reattempting('wrong-person'),
      { codes: [code({ category })] },
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
    'reattempts after a code of another workstream',
    reattempting('fine', 'wrong-person'),
    { codes: [code({ id: 'fine' }), code({ workstreamId: 'other' })] },
    [
      {
        path: 'reattempts.dispositionCodes.1',
        value: 'wrong-person',
        message: "belongs to the workstream 'other'",
      },
    ],
  ],
  ['follows up with an SMS', followedBy('spring-reminder'), {}, []],
  [
    'follows up with a call',
    followedBy('spring-renewals'),
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
    'follows up with an SMS that has no text',
    followedBy('spring-reminder'),
    { engagements: [byRequest] },
    [
      {
        path: 'reattempts.smsFollowUp',
        value: 'spring-reminder',
        message: 'has no text to send: give it a message or a messageTemplateId',
      },
    ],
  ],
  [
    'falls back on its own queue',
    aVoiceEngagement({ fallbackQueueId: 'renewals' }),
    {},
    [
      {
        path: 'fallbackQueueId',
        value: 'renewals',
        message: 'must be another queue than the primary one (queueId)',
      },
    ],
  ],
  ['of SMS has neither queue', anSmsEngagement(), {}, []],
  [
    'of SMS is led by AI where nobody is',
    anSmsEngagement({ ledBy: 'ai' }),
    {},
    [{ path: 'workstreamId' }],
  ],
  [
    'names what is not there: that is told elsewhere',
    reattempting('nothing'),
    { workstreams: [] },
    [],
  ],
];

test.each(rows)('an engagement that %s', (_which, engagement, parts, faults) => {
  const found = checkEngagement(engagement, around(parts));
  expect(found).toHaveLength(faults.length);
  expect(found).toMatchObject(faults);
});
