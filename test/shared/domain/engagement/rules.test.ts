// Rules that throttle or pause an engagement: for each shape, those that the page gives it.
import { describe, expect, test } from 'vitest';
import { accepted, aDocument, type Shape } from '../../../support/builders/document.ts';
import {
  type FieldCase,
  testFields,
  wholeNumberField,
} from '../../../support/builders/field-cases.ts';

/** A rule is off until its threshold is given; window and step are then filled in. */
function rule(name: string, threshold: string, bounds: readonly [number, number]): FieldCase[] {
  const at = `rules.${name}`;
  const otherFields = { [`${at}.${threshold}`]: 5 };
  return [
    {
      path: at,
      defaultValue: null,
      accepts: [null, { [threshold]: 5, windowMinutes: 1, stepPercent: 100 }],
      rejects: [
        [5, 'must be an object or null'],
        [{ windowMinutes: 5 }, 'is missing; it must be a number', `${at}.${threshold}`],
      ],
    },
    { ...wholeNumberField(`${at}.${threshold}`, bounds, undefined), otherFields: {} },
    wholeNumberField(`${at}.windowMinutes`, [1, 60 * 24 * 30], 30, { otherFields }),
    wholeNumberField(`${at}.stepPercent`, [1, 100], 10, { otherFields }),
  ];
}

const percent = (name: string): FieldCase => ({
  path: `rules.${name}.percent`,
  accepts: [0.1, 100],
  rejects: [
    [0, 'must be more than 0'],
    [100.1, 'must be at most 100'],
    ['5', 'must be a number'],
  ],
});
const abandonmentRate: FieldCase[] = [
  {
    path: 'rules.abandonmentRate',
    defaultValue: null,
    accepts: [null, { percent: 3, windowMinutes: 1, stepPercent: 100 }],
    rejects: [[{}, 'is missing; it must be a number', 'rules.abandonmentRate.percent']],
  },
  percent('abandonmentRate'),
  wholeNumberField('rules.abandonmentRate.windowMinutes', [1, 60 * 24 * 30], 30, {
    otherFields: { 'rules.abandonmentRate.percent': 3 },
  }),
  wholeNumberField('rules.abandonmentRate.stepPercent', [1, 100], 10, {
    otherFields: { 'rules.abandonmentRate.percent': 3 },
  }),
];
const averageWait = rule('averageWait', 'seconds', [1, 3600]);
const escalations = [
  ...rule('escalationCount', 'count', [1, 100_000]),
  ...rule('openEscalations', 'count', [1, 100_000]),
];
const percentageOfQueue = wholeNumberField('rules.percentageOfQueue', [1, 100], 100);

/** It pauses the engagement: there is no step. */
const pausing: FieldCase[] = [
  {
    path: 'rules.abandonmentRate',
    defaultValue: null,
    accepts: [null, { percent: 3, windowMinutes: 60 }],
    rejects: [
      [{}, 'is missing; it must be a number', 'rules.abandonmentRate.percent'],
      [
        { percent: 3, stepPercent: 10 },
        'is a setting of copilot, AI-led progressive and AI-led predictive engagements only',
        'rules.abandonmentRate.stepPercent',
      ],
    ],
  },
  percent('abandonmentRate'),
  wholeNumberField('rules.abandonmentRate.windowMinutes', [1, 60 * 24 * 30], 30, {
    otherFields: { 'rules.abandonmentRate.percent': 3 },
  }),
];

const rules: [Shape, FieldCase[]][] = [
  ['copilot', [...abandonmentRate, ...averageWait, ...escalations]],
  ['progressiveAi', [...abandonmentRate, ...averageWait]],
  ['predictiveAi', [...abandonmentRate, ...averageWait, percentageOfQueue]],
  ['progressive', [...pausing, percentageOfQueue]],
  ['predictive', [...pausing, percentageOfQueue]],
  ['sms', [...averageWait, ...escalations]],
];

describe.each(rules)('%s', (shape, rows) => {
  testFields(shape, rows);

  test('has these rules and no other', () => {
    const names = new Set(rows.map(({ path: at }) => at.split('.')[1]));
    const { rules: stored } = accepted(shape, aDocument(shape)) as { rules: object };
    expect(Object.keys(stored).sort()).toEqual([...names].sort());
  });
});

test('a preview engagement has no rules', () => {
  expect(accepted('preview', aDocument('preview'))).not.toHaveProperty('rules');
});
