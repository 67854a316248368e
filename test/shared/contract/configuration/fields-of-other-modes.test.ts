// A field of another mode is refused, and the message names the modes that have it.
import { describe, expect, test } from 'vitest';
import { engagementsWith } from '../../../../shared/contract/configuration/engagement-variants.ts';
import {
  aDocument,
  engagementVariantNames,
  fieldsOf,
  refused,
  type Variant,
} from '../../../support/builders/document.ts';

const reserving = 'representative-led progressive and representative-led predictive engagements';
const failing = 'copilot, AI-led progressive and AI-led predictive engagements';
const voice = 'voice engagements';
const throttled = 'copilot, AI-led progressive, AI-led predictive and SMS engagements';
const escalating = 'copilot and SMS engagements';
const shared =
  'representative-led progressive, representative-led predictive and AI-led predictive engagements';
const ruled =
  'copilot, representative-led progressive, AI-led progressive, representative-led predictive and AI-led predictive engagements';

/** Each field that only some engagements have: a value, the engagements that have it, and their names. */
const settings: [string, unknown, Variant[], string][] = [
  ['callSettings.outsideQueueHours', true, ['copilot'], 'copilot engagements'],
  [
    'callSettings.aiFailure',
    { action: 'stop' },
    ['copilot', 'progressiveAi', 'predictiveAi'],
    failing,
  ],
  ['callSettings.start', { kind: 'manual' }, ['preview'], 'preview engagements'],
  ['callSettings.backlog', 5, ['preview'], 'preview engagements'],
  [
    'callSettings.answeringMachine',
    { action: 'endCall' },
    ['progressive', 'predictive'],
    reserving,
  ],
  ['callSettings.abandonedAfterSeconds', 5, ['progressive', 'predictive'], reserving],
  ['callSettings.abandonedMessage', 'Sorry', ['progressive', 'predictive'], reserving],
  [
    'callSettings.maximumCallsPerRepresentative',
    2,
    ['progressiveAi'],
    'AI-led progressive engagements',
  ],
  [
    'rules.abandonmentRate',
    { percent: 3 },
    ['copilot', 'progressive', 'progressiveAi', 'predictive', 'predictiveAi'],
    ruled,
  ],
  [
    'rules.averageWait',
    { seconds: 30 },
    ['copilot', 'progressiveAi', 'predictiveAi', 'sms'],
    throttled,
  ],
  ['rules.escalationCount', { count: 5 }, ['copilot', 'sms'], escalating],
  ['rules.openEscalations', { count: 5 }, ['copilot', 'sms'], escalating],
  ['rules.percentageOfQueue', 50, ['progressive', 'predictive', 'predictiveAi'], shared],
  ['messageOrder', 'firstInFirstOut', ['sms'], 'SMS engagements'],
  ['firstResponseTimeoutMinutes', 5, ['sms'], 'SMS engagements'],
  ['messageTemplateId', 'sorry', ['sms'], 'SMS engagements'],
  ['message', 'Hello', ['sms'], 'SMS engagements'],
  ...(
    [
      ['dialMode', 'copilot'],
      ['callOrder', 'firstInFirstOut'],
      ['callSettings', { ringTimeoutSeconds: 20 }],
      ['displayNumbers', { numbers: [] }],
      ['reattempts', { attempts: 2 }],
      ['taskLifetimeHours', 24],
    ] as const
  ).map(([path, value]): [string, unknown, Variant[], string] => [
    path,
    value,
    engagementVariantNames.filter((variant) => variant !== 'sms'),
    voice,
  ]),
];

const refusals = settings.flatMap(([path, value, having, owners]) =>
  engagementVariantNames
    .filter((variant) => !having.includes(variant))
    // Where the group itself belongs to others, the group is what is refused.
    .filter((variant) => fieldsOf(variant).some((field) => field.startsWith(groupOf(path))))
    .map((variant) => [variant, path, owners, value] as const),
);

function groupOf(path: string): string {
  const group = path.split('.').slice(0, -1).join('.');
  return group === '' ? '' : `${group}.`;
}

test.each(refusals)('%s: %s is a field of %s only', (variant, path, owners, value) => {
  expect(refused(variant, aDocument(variant, { [path]: value }))).toEqual([
    { path, value, message: `is a field of ${owners} only` },
  ]);
});

describe('an object that the mode does not have is refused as a whole', () => {
  test('rules of a preview engagement', () => {
    const document = aDocument('preview', { 'rules.percentageOfQueue': 50 });
    const owners = ruled.replace(' and AI-led predictive', ', AI-led predictive and SMS');
    expect(refused('preview', document)).toEqual([
      {
        path: 'rules',
        value: { percentageOfQueue: 50 },
        message: `is a field of ${owners} only`,
      },
    ]);
  });
});

test('this table has every field that only some engagements have', () => {
  const all = [...new Set(engagementVariantNames.flatMap((variant) => fieldsOf(variant)))];
  const partial = all.filter(
    (field) => !engagementVariantNames.every((s) => fieldsOf(s).includes(field)),
  );
  const listed = settings.map(([path]) => path);
  const missing = partial.filter(
    (field) => !listed.some((path) => field === path || field.startsWith(`${path}.`)),
  );
  expect(missing).toEqual([]);
});

test.each([
  ['no engagement has', ['callSettings', 'colour']],
  ['every engagement has', ['queueId']],
  ['every engagement has, in a group', ['frequencyLimits', 'perDay']],
])('a field that %s is refused without a list of modes: %j', (_which, path) => {
  expect(engagementsWith(path)).toBe('');
});
