// The setting up of an outbound workstream, setting by setting.
import {
  testSettings,
  flag,
  idOrNull,
  oneOf,
  text,
  wholeNumber,
} from '../../../support/builders/setting-rows.ts';

const language = 'must be a language with its region, such as en-US or es-419';
const country = 'must be a country of two capital letters, or null';
const e164 = 'must be a number in E.164 form, such as +14255550123';
const agent = { 'aiAgent.name': 'Ada', 'aiAgent.endpoint': 'wss://agent.example/media' };
const endpoint = 'must be an https or wss address';

testSettings('workstream', [
  text('name', [1, 100]),
  {
    at: 'phoneNumber',
    takes: ['+1206555', '+12065550199', '+123456789012345'],
    refuses: [
      [undefined, 'is missing; it must be text'],
      ['2065550199', e164],
      ['+120655', e164],
      ['+1234567890123456', e164],
      ['+02065550199', e164],
    ],
  },
  oneOf('numberType', ['directRouting', 'teamsPhone']),
  {
    at: 'language',
    preset: 'en-US',
    takes: ['de-DE', 'fil-PH', 'es-419', 'sr-Latn-RS', 'zh-CN-sichuan'],
    refuses: [
      ['english', language],
      ['en', language],
      ['en-us', language],
      ['es-41', language],
      ['es-4199', language],
    ],
  },
  {
    at: 'country',
    preset: null,
    takes: ['US', null],
    refuses: [
      ['us', country],
      ['USA', country],
      [1, 'must be text or null'],
    ],
  },
  wholeNumber('callsPerNumber', [1, 1000], 2),
  text('outboundBehaviors.greeting', [0, 2000], ''),
  oneOf('outboundBehaviors.recording', ['off', 'calls'], 'off'),
  flag('outboundBehaviors.transcription', false),
  idOrNull('defaultQueueId'),
  idOrNull('fallbackQueueId'),
  {
    at: 'aiAgent',
    preset: null,
    takes: [null, { name: 'Ada', endpoint: 'https://agent.example' }],
    refuses: [
      ['Ada', 'must be an object or null'],
      [{ name: 'Ada' }, 'is missing; it must be text', 'aiAgent.endpoint'],
      [{ endpoint: 'https://agent.example' }, 'is missing; it must be text', 'aiAgent.name'],
    ],
  },
  text('aiAgent.name', [1, 100], undefined, agent),
  {
    at: 'aiAgent.endpoint',
    takes: ['https://agent.example/calls', 'wss://agent.example'],
    refuses: [
      ['http://agent.example', endpoint],
      ['agent.example', endpoint],
    ],
    beside: agent,
  },
  text('notificationTemplates.preview', [1, 100], 'Voice call - outbound agent dial - default'),
  text('notificationTemplates.preDial', [1, 100], 'Voice call - outbound pre-dial - default'),
  wholeNumber('dispositions.most', [1, 12], 2),
  flag('dispositions.required', false),
]);
