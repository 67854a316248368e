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
  flag,
  oneOf,
  type SettingRow,
  testSettings,
  text,
  wholeNumber,
} from '../../../support/builders/setting-rows.ts';

const aiFailure: SettingRow[] = [
  {
    at: 'callSettings.aiFailure',
    preset: { action: 'stop' },
    takes: [{ action: 'stop' }, { action: 'continue', percent: 5 }],
    refuses: [
      [null, 'must be an object'],
      [{ action: 'pause' }, "must be 'stop' or 'continue'", 'callSettings.aiFailure.action'],
      [
        { action: 'stop', percent: 2 },
        "is allowed only where action is 'continue'",
        'callSettings.aiFailure.percent',
      ],
    ],
  },
  wholeNumber('callSettings.aiFailure.percent', [1, 5], 1, {
    beside: { 'callSettings.aiFailure.action': 'continue' },
  }),
];

const concurrent = (): SettingRow =>
  wholeNumber('callSettings.maximumConcurrentCalls', [1, 10_000], null, { nullable: true });

const machine = 'callSettings.answeringMachine';
const reserving: SettingRow[] = [
  concurrent(),
  oneOf(`${machine}.detection`, ['none', 'speech'], 'none'),
  wholeNumber(`${machine}.detectionSeconds`, [1, 7], 2),
  oneOf(
    `${machine}.action`,
    ['endCall', 'leaveVoicemail', 'leaveVoicemailOnLastAttempt'],
    'endCall',
    { [`${machine}.voicemailPrompt`]: 'Please call back.' },
  ),
  text(`${machine}.voicemailPrompt`, [0, 2000], ''),
  ...['leaveVoicemail', 'leaveVoicemailOnLastAttempt'].map((action) => ({
    at: `${machine}.voicemailPrompt`,
    takes: ['Please call back.'],
    refuses: ['', '  '].map(
      (blank) =>
        [blank, "must be given when a voicemail is left: action is not 'endCall'"] as const,
    ),
    beside: { [`${machine}.action`]: action },
  })),
  wholeNumber('callSettings.abandonedAfterSeconds', [1, 60], 5),
  text('callSettings.abandonedMessage', [0, 2000], ''),
];

const start = 'callSettings.start';
const settings: Record<(typeof voiceShapes)[number], SettingRow[]> = {
  copilot: [
    wholeNumber('callSettings.maximumConcurrentCalls', [1, 500], 100),
    flag('callSettings.outsideQueueHours', false),
    ...aiFailure,
  ],
  preview: [
    concurrent(),
    {
      at: start,
      preset: { kind: 'immediate' },
      takes: [{ kind: 'immediate' }, { kind: 'manual' }, { kind: 'timer', countdownSeconds: 90 }],
      refuses: [
        ['manual', 'must be an object'],
        [{ kind: 'later' }, "must be 'immediate', 'manual' or 'timer'", `${start}.kind`],
        [
          { kind: 'manual', countdownSeconds: 60 },
          "is allowed only where kind is 'timer'",
          `${start}.countdownSeconds`,
        ],
      ],
    },
    wholeNumber(`${start}.countdownSeconds`, [60, 7080], 60, {
      beside: { [`${start}.kind`]: 'timer' },
    }),
    wholeNumber('callSettings.backlog', [1, 50], null, { nullable: true }),
  ],
  progressive: reserving,
  progressiveAi: [
    concurrent(),
    wholeNumber('callSettings.maximumCallsPerRepresentative', [1, 5], 1),
    ...aiFailure,
  ],
  predictive: reserving,
  predictiveAi: [concurrent(), ...aiFailure],
};

describe.each(voiceShapes)('%s', (shape) => {
  testSettings(shape, [
    wholeNumber('callSettings.ringTimeoutSeconds', [15, 110], 30),
    wholeNumber('callSettings.maximumCallMinutes', [1, 480], 120),
    {
      at: 'callSettings',
      takes: [],
      refuses: [
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
