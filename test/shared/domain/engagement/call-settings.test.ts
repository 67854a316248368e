// The call settings of each variant, with the bounds and defaults of the product page. A variant runs its own fields; for
// fields that it shares, see shared-fields.test.ts.
import { expect, test } from 'vitest';
import {
  accepted,
  aDocument,
  refused,
  type Variant,
  valueAt,
} from '../../../support/builders/document.ts';
import {
  flagField,
  choiceField,
  type FieldCase,
  testFields,
  textField,
  wholeNumberField,
} from '../../../support/builders/field-cases.ts';

const aiFailure: FieldCase[] = [
  {
    path: 'callSettings.aiFailure',
    defaultValue: { action: 'stop' },
    accepts: [{ action: 'stop' }, { action: 'continue', percent: 5 }],
    rejects: [
      [null, 'must be an object'],
      [{ action: 'pause' }, "must be 'stop' or 'continue'", 'callSettings.aiFailure.action'],
      [
        { action: 'stop', percent: 2 },
        "is allowed only where action is 'continue'",
        'callSettings.aiFailure.percent',
      ],
    ],
  },
  wholeNumberField('callSettings.aiFailure.percent', [1, 5], 1, {
    otherFields: { 'callSettings.aiFailure.action': 'continue' },
  }),
];

const machine = 'callSettings.answeringMachine';
const reserving: FieldCase[] = [
  choiceField(`${machine}.detection`, ['none', 'speech'], 'none'),
  wholeNumberField(`${machine}.detectionSeconds`, [1, 7], 2),
  choiceField(
    `${machine}.action`,
    ['endCall', 'leaveVoicemail', 'leaveVoicemailOnLastAttempt'],
    'endCall',
    { [`${machine}.voicemailPrompt`]: 'Please call back.' },
  ),
  textField(`${machine}.voicemailPrompt`, [0, 2000], ''),
  ...['leaveVoicemail', 'leaveVoicemailOnLastAttempt'].map((action) => ({
    path: `${machine}.voicemailPrompt`,
    accepts: ['Please call back.'],
    rejects: ['', '  '].map(
      (blank) =>
        [blank, "is required to leave a voicemail; set it, or set action to 'endCall'"] as const,
    ),
    otherFields: { [`${machine}.action`]: action },
  })),
  wholeNumberField('callSettings.abandonedAfterSeconds', [1, 60], 5),
  textField('callSettings.abandonedMessage', [0, 2000], ''),
];

testFields('progressive', [
  {
    path: 'callSettings',
    accepts: [],
    rejects: [
      [null, 'must be an object'],
      [[], 'must be an object'],
    ],
  },
  wholeNumberField('callSettings.ringTimeoutSeconds', [15, 110], 30),
  wholeNumberField('callSettings.maximumCallMinutes', [1, 480], 120),
  wholeNumberField('callSettings.maximumConcurrentCalls', [1, 10_000], null, { nullable: true }),
  ...reserving,
]);

testFields('copilot', [
  wholeNumberField('callSettings.maximumConcurrentCalls', [1, 500], 100),
  flagField('callSettings.outsideQueueHours', false),
  ...aiFailure,
]);

const start = 'callSettings.start';
testFields('preview', [
  {
    path: start,
    defaultValue: { kind: 'immediate' },
    accepts: [{ kind: 'immediate' }, { kind: 'manual' }, { kind: 'timer', countdownSeconds: 90 }],
    rejects: [
      ['manual', 'must be an object'],
      [{ kind: 'later' }, "must be 'immediate', 'manual' or 'timer'", `${start}.kind`],
      [
        { kind: 'manual', countdownSeconds: 60 },
        "is allowed only where kind is 'timer'",
        `${start}.countdownSeconds`,
      ],
    ],
  },
  wholeNumberField(`${start}.countdownSeconds`, [60, 7080], 60, {
    otherFields: { [`${start}.kind`]: 'timer' },
  }),
  wholeNumberField('callSettings.backlog', [1, 50], null, { nullable: true }),
]);

testFields('progressiveAi', [
  wholeNumberField('callSettings.maximumCallsPerRepresentative', [1, 5], 1),
]);

test.each<Variant>(['copilot', 'progressiveAi', 'predictiveAi'])(
  'a %s engagement that continues after AI failures stops at 1 percent by default',
  (variant) => {
    const document = aDocument(variant, { 'callSettings.aiFailure.action': 'continue' });
    expect(valueAt(accepted(variant, document), 'callSettings.aiFailure')).toEqual({
      action: 'continue',
      percent: 1,
    });
  },
);

test.each([
  [1, 1],
  [3, 1],
  [4, 2],
  [10, 4],
  [21, 7],
  [60, 7],
])(
  'machine detection of a call abandoned after %s seconds takes %s seconds',
  (abandoned, seconds) => {
    const document = aDocument('progressive', { 'callSettings.abandonedAfterSeconds': abandoned });
    expect(accepted('progressive', document)).toMatchObject({
      callSettings: { answeringMachine: { detectionSeconds: seconds } },
    });
  },
);

const prompt = { [`${machine}.voicemailPrompt`]: 'Please call back.' };
test.each([
  [{ ...prompt, [`${machine}.action`]: 'leaveVoicemail' }, 'speech'],
  [{ ...prompt, [`${machine}.action`]: 'leaveVoicemailOnLastAttempt' }, 'speech'],
  [{ 'reattempts.reasons': ['busy', 'answeringMachine'] }, 'speech'],
  [{ [`${machine}.action`]: 'endCall', 'reattempts.reasons': ['busy'] }, 'none'],
])('an engagement with %j has the machine detection %s by default', (values, detection) => {
  const stored = accepted('progressive', aDocument('progressive', values));
  expect(valueAt(stored, `${machine}.detection`)).toBe(detection);
});

test('an engagement with text for reattempts.reasons gets one issue', () => {
  const values = { 'reattempts.reasons': 'answeringMachine' };
  expect(refused('progressive', aDocument('progressive', values))).toMatchObject([
    { path: 'reattempts.reasons', message: 'must be a list' },
  ]);
});
