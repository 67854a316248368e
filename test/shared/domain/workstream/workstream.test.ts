// The fields of a workstream.
import {
  testFields,
  flagField,
  idOrNullField,
  choiceField,
  textField,
  wholeNumberField,
} from '../../../support/builders/field-cases.ts';

const language = 'must be a language with its region, such as en-US or es-419';
const country = 'must be a country of two capital letters, or null';
const e164 = 'must be a number in E.164 form, such as +14255550123';
const agent = { 'aiAgent.name': 'Ada', 'aiAgent.endpoint': 'wss://agent.example/media' };
const endpoint = 'must be an https or wss address';

testFields('workstream', [
  textField('name', [1, 100]),
  {
    path: 'phoneNumber',
    accepts: ['+1206555', '+12065550199', '+123456789012345'],
    rejects: [
      [undefined, 'is missing; it must be text'],
      ['2065550199', e164],
      ['+120655', e164],
      ['+1234567890123456', e164],
      ['+02065550199', e164],
    ],
  },
  choiceField('numberType', ['directRouting', 'teamsPhone']),
  {
    path: 'language',
    defaultValue: 'en-US',
    accepts: ['de-DE', 'fil-PH', 'es-419', 'sr-Latn-RS', 'zh-CN-sichuan'],
    rejects: [
      ['english', language],
      ['en', language],
      ['en-us', language],
      ['es-41', language],
      ['es-4199', language],
    ],
  },
  {
    path: 'country',
    defaultValue: null,
    accepts: ['US', null],
    rejects: [
      ['us', country],
      ['USA', country],
      [1, 'must be text or null'],
    ],
  },
  wholeNumberField('callsPerNumber', [1, 1000], 2),
  textField('outboundBehaviors.greeting', [0, 2000], ''),
  choiceField('outboundBehaviors.recording', ['off', 'calls'], 'off'),
  flagField('outboundBehaviors.transcription', false),
  idOrNullField('defaultQueueId'),
  idOrNullField('fallbackQueueId'),
  {
    path: 'aiAgent',
    defaultValue: null,
    accepts: [null, { name: 'Ada', endpoint: 'https://agent.example' }],
    rejects: [
      ['Ada', 'must be an object or null'],
      [{ name: 'Ada' }, 'is missing; it must be text', 'aiAgent.endpoint'],
      [{ endpoint: 'https://agent.example' }, 'is missing; it must be text', 'aiAgent.name'],
    ],
  },
  textField('aiAgent.name', [1, 100], undefined, agent),
  {
    path: 'aiAgent.endpoint',
    accepts: ['https://agent.example/calls', 'wss://agent.example'],
    rejects: [
      ['http://agent.example', endpoint],
      ['agent.example', endpoint],
    ],
    otherFields: agent,
  },
  textField(
    'notificationTemplates.preview',
    [1, 100],
    'Voice call - outbound agent dial - default',
  ),
  textField('notificationTemplates.preDial', [1, 100], 'Voice call - outbound pre-dial - default'),
  wholeNumberField('dispositions.most', [1, 12], 2),
  flagField('dispositions.required', false),
]);
