// Documents of callers: all issues at once, each with its path, its value and the expectation.
import { describe, expect, test } from 'vitest';
import { readDocument, readProfile } from '../../../../shared/contract/configuration/documents.ts';
import { InvalidInput } from '../../../../shared/errors.ts';
import {
  accepted,
  aDocument,
  type Document,
  engagementVariantNames,
  refused,
  type Variant,
  variantNames,
} from '../../../support/builders/document.ts';

describe.each(variantNames)('%s', (variant) => {
  test.each([null, [], 'text', 5])('is not %j', (value) => {
    expect(refused(variant, value)).toEqual([{ path: '', value, message: 'must be an object' }]);
  });

  test('is not undefined', () => {
    expect(refused(variant, undefined)).toEqual([
      { path: '', message: 'is missing; it must be an object' },
    ]);
  });

  test('has the id of the path, and refuses another one', () => {
    expect(accepted(variant, aDocument(variant))).toMatchObject({ id: 'the-id' });
    expect(accepted(variant, aDocument(variant, { id: 'the-id' }))).toMatchObject({ id: 'the-id' });
    expect(refused(variant, aDocument(variant, { id: 'another' }))).toEqual([
      { path: 'id', value: 'another', message: "must be 'the-id', as in the path" },
    ]);
  });

  test('reports every issue at once', () => {
    const document = aDocument(variant, { name: 5, description: 5, nonsense: true, id: 'other' });
    const paths = refused(variant, document).map(({ path }) => path);
    const hasDescription = !['workstream', 'queue', 'cancellationPolicy'].includes(variant);
    expect(paths.sort()).toEqual(
      hasDescription
        ? ['description', 'id', 'name', 'nonsense']
        : expect.arrayContaining(['id', 'name', 'nonsense']),
    );
  });
});

const many: [string, Variant, Document, string[]][] = [
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
    'that several fields cause together',
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
    'of the path, of a document without a channel',
    'copilot',
    { channel: undefined, id: 'other' },
    ['channel', 'id'],
  ],
  [
    'of a mode with a lead that it does not allow',
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

test.each(many)('all issues are reported: %s', (_which, variant, values, paths) => {
  const issues = refused(variant, aDocument(variant, values));
  expect(issues.map(({ path }) => path).sort()).toEqual(paths);
  expect(issues.every(({ message }) => /^(must|is|has) /.test(message))).toBe(true);
});

test.each<[string, Document, string, string]>([
  ['channel', {}, 'channel', "is missing; it must be 'voice' or 'sms'"],
  ['known channel', { channel: 'fax' }, 'channel', "must be 'voice' or 'sms'"],
  ['mode', { channel: 'voice' }, 'dialMode', 'is missing; it must be '],
  [
    'known mode',
    { channel: 'voice', dialMode: 'dialer' },
    'dialMode',
    "must be 'copilot', 'preview', 'progressive' or 'predictive'",
  ],
  [
    'known lead',
    { channel: 'voice', dialMode: 'progressive', ledBy: 'robots' },
    'ledBy',
    "must be 'representatives' or 'ai'",
  ],
])('an engagement without a %s reports that field first', (_what, document, path, message) => {
  expect(refused('progressive', document)).toMatchObject([
    { path, message: expect.stringContaining(message) as unknown },
  ]);
});

test('an unknown field is compared with the fields of the variant', () => {
  const document = aDocument('progressive', { 'callSettings.ringTimeout': 1, priorty: 1 });
  expect(refused('progressive', document).map(({ message }) => message)).toEqual([
    expect.stringContaining("is not known; did you mean 'ringTimeoutSeconds'?"),
    expect.stringContaining("is not known; did you mean 'priority'?"),
  ]);
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
  for (const variant of engagementVariantNames) {
    const document = aDocument(variant, { lifecycle: { status: 'running' }, queued: {} });
    expect(accepted(variant, document)).toEqual(accepted(variant, aDocument(variant)));
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
