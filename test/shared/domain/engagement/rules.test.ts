// Rules that throttle or pause an engagement: for each shape, those that the page gives it.
import { describe, expect, test } from 'vitest';
import { accepted, aDocument, type Shape } from '../../../support/builders/document.ts';
import {
  type SettingRow,
  testSettings,
  wholeNumber,
} from '../../../support/builders/setting-rows.ts';

/** A rule is off until its threshold is given; window and step are then filled in. */
function rule(name: string, threshold: string, bounds: readonly [number, number]): SettingRow[] {
  const at = `rules.${name}`;
  const beside = { [`${at}.${threshold}`]: 5 };
  return [
    {
      at,
      preset: null,
      takes: [null, { [threshold]: 5, windowMinutes: 1, stepPercent: 100 }],
      refuses: [
        [5, 'must be an object or null'],
        [{ windowMinutes: 5 }, 'is missing; it must be a number', `${at}.${threshold}`],
      ],
    },
    { ...wholeNumber(`${at}.${threshold}`, bounds, undefined), beside: {} },
    wholeNumber(`${at}.windowMinutes`, [1, 60 * 24 * 30], 30, { beside }),
    wholeNumber(`${at}.stepPercent`, [1, 100], 10, { beside }),
  ];
}

const percent = (name: string): SettingRow => ({
  at: `rules.${name}.percent`,
  takes: [0.1, 100],
  refuses: [
    [0, 'must be more than 0'],
    [100.1, 'must be at most 100'],
    ['5', 'must be a number'],
  ],
});
const abandonmentRate: SettingRow[] = [
  {
    at: 'rules.abandonmentRate',
    preset: null,
    takes: [null, { percent: 3, windowMinutes: 1, stepPercent: 100 }],
    refuses: [[{}, 'is missing; it must be a number', 'rules.abandonmentRate.percent']],
  },
  percent('abandonmentRate'),
  wholeNumber('rules.abandonmentRate.windowMinutes', [1, 60 * 24 * 30], 30, {
    beside: { 'rules.abandonmentRate.percent': 3 },
  }),
  wholeNumber('rules.abandonmentRate.stepPercent', [1, 100], 10, {
    beside: { 'rules.abandonmentRate.percent': 3 },
  }),
];
const averageWait = rule('averageWait', 'seconds', [1, 3600]);
const escalations = [
  ...rule('escalationCount', 'count', [1, 100_000]),
  ...rule('openEscalations', 'count', [1, 100_000]),
];
const percentageOfQueue = wholeNumber('rules.percentageOfQueue', [1, 100], 100);

/** It pauses the engagement: there is no step. */
const pausing: SettingRow[] = [
  {
    at: 'rules.abandonmentRate',
    preset: null,
    takes: [null, { percent: 3, windowMinutes: 60 }],
    refuses: [
      [{}, 'is missing; it must be a number', 'rules.abandonmentRate.percent'],
      [
        { percent: 3, stepPercent: 10 },
        'is a setting of copilot, AI-led progressive and AI-led predictive engagements only',
        'rules.abandonmentRate.stepPercent',
      ],
    ],
  },
  percent('abandonmentRate'),
  wholeNumber('rules.abandonmentRate.windowMinutes', [1, 60 * 24 * 30], 30, {
    beside: { 'rules.abandonmentRate.percent': 3 },
  }),
];

const rules: [Shape, SettingRow[]][] = [
  ['copilot', [...abandonmentRate, ...averageWait, ...escalations]],
  ['progressiveAi', [...abandonmentRate, ...averageWait]],
  ['predictiveAi', [...abandonmentRate, ...averageWait, percentageOfQueue]],
  ['progressive', [...pausing, percentageOfQueue]],
  ['predictive', [...pausing, percentageOfQueue]],
  ['sms', [...averageWait, ...escalations]],
];

describe.each(rules)('%s', (shape, rows) => {
  testSettings(shape, rows);

  test('has these rules and no other', () => {
    const names = new Set(rows.map(({ at }) => at.split('.')[1]));
    const { rules: stored } = accepted(shape, aDocument(shape)) as { rules: object };
    expect(Object.keys(stored).sort()).toEqual([...names].sort());
  });
});

test('a preview engagement has no rules', () => {
  expect(accepted('preview', aDocument('preview'))).not.toHaveProperty('rules');
});
