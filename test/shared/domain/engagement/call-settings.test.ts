// The call settings of each dial mode, with the page's bounds and what is filled in.
import { describe, expect, test } from 'vitest';
import {
  accepted,
  aDocument,
  type Shape,
  valueAt,
  voiceShapes,
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

const concurrent = (): FieldCase =>
  wholeNumberField('callSettings.maximumConcurrentCalls', [1, 10_000], null, { nullable: true });

const machine = 'callSettings.answeringMachine';
const reserving: FieldCase[] = [
  concurrent(),
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
        [blank, "must be given when a voicemail is left: action is not 'endCall'"] as const,
    ),
    otherFields: { [`${machine}.action`]: action },
  })),
  wholeNumberField('callSettings.abandonedAfterSeconds', [1, 60], 5),
  textField('callSettings.abandonedMessage', [0, 2000], ''),
];

const start = 'callSettings.start';
const settings: Record<(typeof voiceShapes)[number], FieldCase[]> = {
  copilot: [
    wholeNumberField('callSettings.maximumConcurrentCalls', [1, 500], 100),
    flagField('callSettings.outsideQueueHours', false),
    ...aiFailure,
  ],
  preview: [
    concurrent(),
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
  ],
  progressive: reserving,
  progressiveAi: [
    concurrent(),
    wholeNumberField('callSettings.maximumCallsPerRepresentative', [1, 5], 1),
    ...aiFailure,
  ],
  predictive: reserving,
  predictiveAi: [concurrent(), ...aiFailure],
};

describe.each(voiceShapes)('%s', (shape) => {
  testFields(shape, [
    wholeNumberField('callSettings.ringTimeoutSeconds', [15, 110], 30),
    wholeNumberField('callSettings.maximumCallMinutes', [1, 480], 120),
    {
      path: 'callSettings',
      accepts: [],
      rejects: [
        [null, 'must be an object'],
        [[], 'must be an object'],
      ],
    },
    ...settings[shape],
  ]);
});

describe.each<Shape>(['progressive', 'predictive'])('the time to detect a machine: %s', (shape) => {
  test.each([
    [1, 1],
    [3, 1],
    [4, 2],
    [10, 4],
    [21, 7],
    [60, 7],
  ])('is a third of the %s seconds that a person may wait: %s', (abandoned, seconds) => {
    const given = aDocument(shape, { 'callSettings.abandonedAfterSeconds': abandoned });
    expect(accepted(shape, given)).toMatchObject({
      callSettings: { answeringMachine: { detectionSeconds: seconds } },
    });
  });
});

describe.each(['progressive', 'predictive'] as const)('%s', (shape) => {
  const prompt = { [`${machine}.voicemailPrompt`]: 'Please call back.' };

  test.each([
    [{ ...prompt, [`${machine}.action`]: 'leaveVoicemail' }, 'speech'],
    [{ ...prompt, [`${machine}.action`]: 'leaveVoicemailOnLastAttempt' }, 'speech'],
    [{ 'reattempts.reasons': ['busy', 'answeringMachine'] }, 'speech'],
    [{ [`${machine}.action`]: 'endCall', 'reattempts.reasons': ['busy'] }, 'none'],
    [{ 'reattempts.reasons': 'answeringMachine' }, undefined],
  ])('listens for machines where a setting is about them: %j', (values, detection) => {
    const document = aDocument(shape, values);
    if (detection === undefined) expect(() => accepted(shape, document)).toThrow('must be a list');
    else expect(valueAt(accepted(shape, document), `${machine}.detection`)).toBe(detection);
  });
});
