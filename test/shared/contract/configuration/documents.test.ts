// Documents of callers: all issues at once, each with its path, its value and the expectation.
import { describe, expect, test } from 'vitest';
import { readDocument, readProfile } from '../../../../shared/contract/configuration/documents.ts';
import { InvalidInput } from '../../../../shared/errors.ts';
import {
  accepted,
  aDocument,
  type Document,
  engagementShapes,
  refused,
  type Shape,
  shapes,
} from '../../../support/builders/document.ts';

describe.each(shapes)('%s', (shape) => {
  test.each([null, [], 'text', 5])('is not %j', (value) => {
    expect(refused(shape, value)).toEqual([{ path: '', value, message: 'must be an object' }]);
  });

  test('is not undefined', () => {
    expect(refused(shape, undefined)).toEqual([
      { path: '', message: 'is missing; it must be an object' },
    ]);
  });

  test('has the id of the path, and refuses another one', () => {
    expect(accepted(shape, aDocument(shape))).toMatchObject({ id: 'the-id' });
    expect(accepted(shape, aDocument(shape, { id: 'the-id' }))).toMatchObject({ id: 'the-id' });
    expect(refused(shape, aDocument(shape, { id: 'another' }))).toEqual([
      { path: 'id', value: 'another', message: "must be 'the-id', as in the path" },
    ]);
  });

  test('reports every issue at once', () => {
    const document = aDocument(shape, { name: 5, description: 5, nonsense: true, id: 'other' });
    const paths = refused(shape, document).map(({ path }) => path);
    const hasDescription = !['workstream', 'queue', 'cancellationPolicy'].includes(shape);
    expect(paths.sort()).toEqual(
      hasDescription
        ? ['description', 'id', 'name', 'nonsense']
        : expect.arrayContaining(['id', 'name', 'nonsense']),
    );
  });
});

const many: [string, Shape, Document, string[]][] = [
  [
    'of one group',
    'progressive',
    {
      'callSettings.ringTimeoutSeconds': 5,
      'callSettings.answeringMachine.action': 'leaveVoicemail',
      'callSettings.answeringMachine.detectionSeconds': 8,
      'callSettings.backlog': 5,
    },
    [
      'callSettings.answeringMachine.detectionSeconds',
      'callSettings.answeringMachine.voicemailPrompt',
      'callSettings.backlog',
      'callSettings.ringTimeoutSeconds',
    ],
  ],
  [
    'and what follows from several settings',
    'sms',
    { message: undefined, priority: 'urgent', 'rules.averageWait.seconds': 0 },
    ['message', 'priority', 'rules.averageWait.seconds'],
  ],
  [
    'of display numbers',
    'predictive',
    {
      'displayNumbers.numbers': [
        { number: '+12065550101', type: 'directRouting' },
        { number: '+12065550101', type: 'isdn' },
      ],
      'displayNumbers.distribution': 'rules',
    },
    ['displayNumbers.numbers.1.number', 'displayNumbers.numbers.1.type', 'displayNumbers.rules'],
  ],
  [
    'of a document that says no channel',
    'copilot',
    { channel: undefined, priority: 'urgent', 'callSettings.backlog': 5 },
    ['callSettings.backlog', 'channel', 'priority'],
  ],
  [
    'of a document that says an unknown mode',
    'progressive',
    { dialMode: 'robot', priority: 'urgent', 'reattempts.attempts': 0, shards: 0 },
    ['dialMode', 'priority', 'reattempts.attempts', 'shards'],
  ],
  [
    'of a document that says neither channel nor mode',
    'progressive',
    { channel: undefined, dialMode: undefined, queueId: undefined, name: '' },
    ['channel', 'dialMode', 'name', 'queueId'],
  ],
  [
    'of the settings of a mode that is unknown',
    'progressive',
    {
      dialMode: 'dialer',
      'callSettings.foo': 1,
      'callSettings.ringTimeoutSeconds': 5000,
      'callSettings.backlog': 5,
      'rules.bar': 1,
      'rules.abandonmentRate.percent': 'many',
      baz: 1,
      message: 'Hello',
    },
    [
      ...['baz', 'callSettings.foo', 'callSettings.ringTimeoutSeconds', 'dialMode', 'message'],
      ...['rules.abandonmentRate.percent', 'rules.bar'],
    ],
  ],
  [
    'of a group that no mode has so, of an unknown mode',
    'progressive',
    { dialMode: 'dialer', callSettings: 5, rules: [] },
    ['callSettings', 'dialMode', 'rules'],
  ],
  [
    'of a mode that nobody can lead so',
    'predictive',
    { ledBy: 'robots', 'callSettings.backlog': 5, 'rules.foo': 1, baz: 1 },
    ['baz', 'callSettings.backlog', 'ledBy', 'rules.foo'],
  ],
  [
    'of an unknown channel, mode and lead',
    'progressive',
    { channel: 'fax', dialMode: 'dialer', ledBy: 'robots', 'callSettings.foo': 1, baz: 1 },
    ['baz', 'callSettings.foo', 'channel', 'dialMode', 'ledBy'],
  ],
  [
    'of an unknown channel, beside a mode',
    'preview',
    { channel: 'fax', 'callSettings.backlog': 51, rules: {} },
    ['callSettings.backlog', 'channel', 'rules'],
  ],
  [
    'of an SMS that says no channel',
    'sms',
    { channel: undefined, message: 'Hello {{Shoe}}', firstResponseTimeoutMinutes: 0, callOrder: 5 },
    ['callOrder', 'channel', 'firstResponseTimeoutMinutes', 'message'],
  ],
  [
    'of a mode that is led by somebody else',
    'preview',
    { ledBy: 'ai', 'callSettings.backlog': 51, timeZones: 'mine' },
    ['callSettings.backlog', 'ledBy', 'timeZones'],
  ],
  [
    'of a workstream',
    'workstream',
    { phoneNumber: '911', numberType: 'isdn', 'dispositions.most': 13, aiAgent: {} },
    ['aiAgent.endpoint', 'aiAgent.name', 'dispositions.most', 'numberType', 'phoneNumber'],
  ],
];

test.each(many)('all issues are reported: %s', (_which, shape, values, paths) => {
  const issues = refused(shape, aDocument(shape, values));
  expect(issues.map(({ path }) => path).sort()).toEqual(paths);
  expect(issues.every(({ message }) => /^(must|is|has) /.test(message))).toBe(true);
});

test('an empty engagement reports all of its required fields', () => {
  const paths = refused('progressive', {}).map(({ path }) => path);
  expect(paths.sort()).toEqual(['channel', 'dialMode', 'name', 'queueId', 'workstreamId']);
});

test.each([
  ['dialMode', 'dialer', 'callSettings.ringTimeout', "did you mean 'ringTimeoutSeconds'?"],
  ['dialMode', 'dialer', 'callSettings.backlogs', "did you mean 'backlog'?"],
  ['dialMode', 'dialer', 'priorty', "did you mean 'priority'?"],
  ['ledBy', 'robots', 'callSettings.maximumCallsPerRep', "did you mean 'maximumCallsPerRepres"],
])('with %s = %s, the name %s is compared with all known names', (name, wrong, path, said) => {
  const issues = refused('progressive', aDocument('progressive', { [name]: wrong, [path]: 1 }));
  expect(issues).toMatchObject([
    { path: name, value: wrong },
    { path, value: 1, message: expect.stringContaining(`is not known; ${said}`) as unknown },
  ]);
});

test.each([
  ['dialer', 'representatives', "must be 'copilot', 'preview', 'progressive' or 'predictive'"],
  ['dialer', 'robots', "must be 'copilot', 'preview', 'progressive' or 'predictive'"],
])('a field that any mode may have is valid: %s led by %s', (dialMode, ledBy, message) => {
  const issues = refused(
    'progressive',
    aDocument('progressive', {
      dialMode,
      ledBy,
      'callSettings.start': { kind: 'manual' },
      'rules.percentageOfQueue': 50,
      'callSettings.outsideQueueHours': true,
    }),
  );
  expect(issues[0]).toEqual({ path: 'dialMode', value: dialMode, message });
  expect(issues.slice(1)).toEqual(
    ledBy === 'robots'
      ? [{ path: 'ledBy', value: ledBy, message: "must be 'representatives' or 'ai'" }]
      : [],
  );
});

test('an issue that is found twice is reported once', () => {
  const document = aDocument('progressive', { 'callSettings.maximumCallMinutes': 1e300 });
  expect(refused('progressive', document)).toEqual([
    { path: 'callSettings.maximumCallMinutes', value: 1e300, message: 'must be at most 480' },
  ]);
});

test('given values replace defaults, object by object; a list is replaced as a whole', () => {
  const document = aDocument('progressive', {
    'callSettings.answeringMachine.detection': 'speech',
    intake: ['mcp'],
  });
  expect(accepted('progressive', document)).toMatchObject({
    intake: ['mcp'],
    callSettings: { answeringMachine: { detection: 'speech', action: 'endCall' } },
  });
});

test('fields that are returned with an engagement may be written back and are ignored', () => {
  for (const shape of engagementShapes) {
    const document = aDocument(shape, { lifecycle: { status: 'running' }, queued: {} });
    expect(accepted(shape, document)).toEqual(accepted(shape, aDocument(shape)));
  }
  expect(refused('queue', aDocument('queue', { lifecycle: {} }))).toHaveLength(1);
});

test('reading does not change the input', () => {
  const document = aDocument('sms', { 'rules.averageWait.seconds': 5 });
  const before = structuredClone(document);
  readDocument('engagement', 'the-id', document);
  expect(document).toEqual(before);
});

describe('the profile of a representative', () => {
  const profile = { name: 'Grace', address: '8:acs:grace' };

  test('has no queues and skills by default', () => {
    expect(readProfile('grace', profile)).toEqual({
      id: 'grace',
      ...profile,
      queues: [],
      skills: [],
    });
  });

  test('with issues is refused with all of them; presence is not part of it', () => {
    const read = () => readProfile('grace', { address: 'tel', queues: ['a b'], presence: {} });
    expect(read).toThrow(InvalidInput);
    try {
      read();
    } catch (error) {
      const { issues } = error as InvalidInput;
      expect(issues.map(({ path }) => path)).toEqual(['name', 'address', 'queues.0', 'presence']);
    }
  });
});
