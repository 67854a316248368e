// Rules that throttle or suspend an engagement, by variant. For rules that variants share, see shared-fields.test.ts.
import { describe, expect, test } from 'vitest';
import { accepted, aDocument, type Variant } from '../../../support/builders/document.ts';
import {
  type FieldCase,
  testFields,
  wholeNumberField,
} from '../../../support/builders/field-cases.ts';

/** A rule is off until the document sets its threshold; window and step have defaults. */
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

/** The rule suspends the engagement, so it has no step. */
const suspending: FieldCase[] = [
  {
    path: 'rules.abandonmentRate',
    defaultValue: null,
    accepts: [null, { percent: 3, windowMinutes: 60 }],
    rejects: [
      [{}, 'is missing; it must be a number', 'rules.abandonmentRate.percent'],
      [
        { percent: 3, stepPercent: 10 },
        'is a field of copilot, AI-led progressive and AI-led predictive engagements only',
        'rules.abandonmentRate.stepPercent',
      ],
    ],
  },
  percent('abandonmentRate'),
  wholeNumberField('rules.abandonmentRate.windowMinutes', [1, 60 * 24 * 30], 30, {
    otherFields: { 'rules.abandonmentRate.percent': 3 },
  }),
];

testFields('copilot', [...abandonmentRate, ...averageWait, ...escalations]);
testFields('progressive', [...suspending, percentageOfQueue]);

const throttles = { windowMinutes: 30, stepPercent: 10 };
const thresholds = {
  abandonmentRate: { percent: 3 },
  averageWait: { seconds: 60 },
  escalationCount: { count: 5 },
  openEscalations: { count: 5 },
};
type Throttle = keyof typeof thresholds;

/** The rules of each variant that throttle it, and its other rules with their defaults. */
const rules: [Variant, Throttle[], object][] = [
  ['copilot', ['abandonmentRate', 'averageWait', 'escalationCount', 'openEscalations'], {}],
  ['progressiveAi', ['abandonmentRate', 'averageWait'], {}],
  ['predictiveAi', ['abandonmentRate', 'averageWait'], { percentageOfQueue: 100 }],
  ['progressive', [], { abandonmentRate: null, percentageOfQueue: 100 }],
  ['predictive', [], { abandonmentRate: null, percentageOfQueue: 100 }],
  ['sms', ['averageWait', 'escalationCount', 'openEscalations'], {}],
];

describe.each(rules)('the rules of a %s engagement', (variant, names, others) => {
  test('are off by default', () => {
    const off = Object.fromEntries(names.map((name) => [name, null]));
    expect(accepted(variant, aDocument(variant))['rules']).toEqual({ ...off, ...others });
  });

  test('get the default window and step if the document sets only the threshold', () => {
    const values = Object.fromEntries(names.map((name) => [`rules.${name}`, thresholds[name]]));
    const expected = Object.fromEntries(
      names.map((name) => [name, { ...thresholds[name], ...throttles }]),
    );
    expect(accepted(variant, aDocument(variant, values))['rules']).toEqual({
      ...expected,
      ...others,
    });
  });
});

test.each<Variant>(['progressive', 'predictive'])(
  'the abandonment rate of a representative-led %s engagement has a default window and no step',
  (variant) => {
    const document = aDocument(variant, { 'rules.abandonmentRate.percent': 3 });
    expect(accepted(variant, document)['rules']).toEqual({
      abandonmentRate: { percent: 3, windowMinutes: 30 },
      percentageOfQueue: 100,
    });
  },
);

test('a preview engagement has no rules', () => {
  expect(accepted('preview', aDocument('preview'))).not.toHaveProperty('rules');
});
