// The Frequency limits page: limits, number types, quiet hours and time zones. Variants share the fields (see
// shared-fields.test.ts): one variant runs them.
import { expect, test } from 'vitest';
import { accepted, aDocument, type Variant } from '../../../support/builders/document.ts';
import {
  choiceField,
  type FieldCase,
  testFields,
  wholeNumberField,
} from '../../../support/builders/field-cases.ts';

const off = { perDay: null, perWeek: null, perMonth: null };
const everyDay = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const night = { days: everyDay, from: '21:00', to: '08:00' };
/** Rows of quiet hours, all different. */
const nights = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ ...night, from: `21:${String(n).padStart(2, '0')}` }));
const clock = 'must be a time from 00:00 to 24:00, such as 21:00';
const mobile = (...quietHours: object[]) => [{ type: 'mobile', quietHours }];

const counts = (path: string): FieldCase[] => {
  const counted = { nullable: true, otherFields: { frequencyLimits: {} } };
  return [
    wholeNumberField(`${path}.perDay`, [1, 100], null, counted),
    wholeNumberField(`${path}.perWeek`, [1, 500], null, counted),
    wholeNumberField(`${path}.perMonth`, [1, 1000], null, counted),
  ];
};

const everyEngagement: FieldCase[] = [
  {
    path: 'frequencyLimits',
    defaultValue: null,
    accepts: [null, { ...off, perNumber: off }],
    rejects: [
      [5, 'must be an object or null'],
      [
        { perHour: 1 },
        'is not known; known are perDay, perWeek, perMonth, perNumber',
        'frequencyLimits.perHour',
      ],
      [{ perDya: 1 }, "is not known; did you mean 'perDay'?", 'frequencyLimits.perDya'],
    ],
  },
  ...counts('frequencyLimits'),
  ...counts('frequencyLimits.perNumber'),
  {
    path: 'phoneTypes',
    defaultValue: mobile(night),
    accepts: [
      mobile(),
      mobile({ days: ['sun'], from: '00:00', to: '24:00' }),
      mobile(...nights(50)),
      mobile({ days: everyDay, from: '08:00', to: '07:59' }),
      mobile(night, { days: ['mon'], from: '08:00', to: '21:00' }),
    ],
    rejects: [
      ['mobile', 'must be a list'],
      [[{ type: 'mobile' }], 'is missing; it must be a list', 'phoneTypes.0.quietHours'],
      [mobile(...nights(51)), 'must have at most 50 entries', 'phoneTypes.0.quietHours'],
      ...[
        [{ days: everyDay, from: '00:00', to: '24:00' }],
        [{ days: everyDay, from: '09:30', to: '09:30' }],
        [night, { days: everyDay, from: '08:00', to: '21:00' }],
        [
          { days: ['fri', 'sat', 'sun'], from: '08:00', to: '08:00' },
          { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '00:00', to: '24:00' },
        ],
      ].map(
        (quiet) =>
          [
            mobile(...quiet),
            'must leave a time in the week that is not quiet',
            'phoneTypes.0.quietHours',
          ] as const,
      ),
      [mobile(night, night), 'is in the list twice', 'phoneTypes.0.quietHours.1'],
      [
        mobile({ ...night, days: ['mon', 'mon'] }),
        'is in the list twice',
        'phoneTypes.0.quietHours.0.days.1',
      ],
      [
        mobile({ ...night, days: [] }),
        'must not be an empty list',
        'phoneTypes.0.quietHours.0.days',
      ],
      [
        mobile({ ...night, days: ['monday'] }),
        "must be 'mon', 'tue', 'wed', 'thu', 'fri', 'sat' or 'sun'",
        'phoneTypes.0.quietHours.0.days.0',
      ],
      ...['24:01', '9:00', '21', '25:00'].map(
        (from) => [mobile({ ...night, from }), clock, 'phoneTypes.0.quietHours.0.from'] as const,
      ),
      [mobile({ ...night, to: '08:60' }), clock, 'phoneTypes.0.quietHours.0.to'],
      [
        mobile({ ...night, untl: 'x' }),
        'is not known; known are days, from, to',
        'phoneTypes.0.quietHours.0.untl',
      ],
    ],
  },
  choiceField('timeZones', ['customer', 'utc'], 'customer'),
  choiceField('missingTimeZone', ['utc', 'hold', 'infer'], 'utc'),
];

testFields('progressive', everyEngagement);

test.each<Variant>(['progressive', 'sms'])(
  'frequency limits of a %s engagement that set one count leave the other counts off',
  (variant) => {
    const document = aDocument(variant, { 'frequencyLimits.perDay': 2 });
    expect(accepted(variant, document)).toMatchObject({
      frequencyLimits: { ...off, perDay: 2, perNumber: off },
    });
  },
);

const [home, business] = ['home', 'business'].map((type) => ({ type, quietHours: [night] }));
testFields('progressive', [
  {
    path: 'phoneTypes',
    accepts: [[home], [business, ...mobile(), home]],
    rejects: [
      [[], 'must not be an empty list'],
      [
        [{ type: 'fax', quietHours: [] }],
        "must be 'mobile', 'business' or 'home'",
        'phoneTypes.0.type',
      ],
      [[home, business, home], 'is in the list twice', 'phoneTypes.2.type'],
      [[home, business, ...mobile(), home], 'must have at most 3 entries'],
    ],
  },
]);

testFields('sms', [
  {
    path: 'phoneTypes',
    defaultValue: mobile(night),
    accepts: [mobile(), mobile(...nights(50))],
    rejects: [
      [[], 'must have exactly 1 entry'],
      [[...mobile(), ...mobile()], 'must have exactly 1 entry'],
      [mobile(...nights(51)), 'must have at most 50 entries', 'phoneTypes.0.quietHours'],
      [[{ type: 'home', quietHours: [] }], "must be 'mobile'", 'phoneTypes.0.type'],
      [[{ type: 'business', quietHours: [] }], "must be 'mobile'", 'phoneTypes.0.type'],
    ],
  },
]);
