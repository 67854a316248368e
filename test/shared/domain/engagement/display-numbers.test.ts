// Display numbers and the rules that select one. All voice variants share them (see shared-fields.test.ts).
import { expect, test } from 'vitest';
import { accepted, aDocument, valueAt } from '../../../support/builders/document.ts';
import { type FieldCase, testFields } from '../../../support/builders/field-cases.ts';

const group = 'displayNumbers';
const e164 = 'must be a number in E.164 form, such as +14255550123';
const number = '+12065550101';
const other = '+12065550102';
const entry = { number, type: 'directRouting' };
const rule = { field: 'state', condition: 'equals', value: 'WA', number };
const hundred = Array.from({ length: 100 }, (_, n) => ({
  number: `+1206555${(1000 + n).toString()}`,
  type: 'teamsPhone',
}));
const byRules = { [`${group}.numbers`]: [entry], [`${group}.distribution`]: 'rules' };
const nthRule = (value: string) => ({ ...rule, value });
/** One rule with changed fields. */
const ruleWith = (changes: object) => [{ ...rule, ...changes }];

const rows: FieldCase[] = [
  {
    path: `${group}.numbers`,
    defaultValue: [],
    accepts: [[], [entry, { number: other, type: 'teamsPhone' }], hundred],
    rejects: [
      [[...hundred, entry], 'must have at most 100 entries'],
      [number, 'must be a list'],
      [[number], 'must be an object', `${group}.numbers.0`],
      [
        [{ number }],
        "is missing; it must be 'directRouting' or 'teamsPhone'",
        `${group}.numbers.0.type`,
      ],
      [
        [{ number, type: 'isdn' }],
        "must be 'directRouting' or 'teamsPhone'",
        `${group}.numbers.0.type`,
      ],
      [[{ ...entry, number: '2065550101' }], e164, `${group}.numbers.0.number`],
      [[{ ...entry, number: '+0123456' }], e164, `${group}.numbers.0.number`],
      [[{ ...entry, number: '+1 206 555 0101' }], e164, `${group}.numbers.0.number`],
      [[entry, entry], 'is in the list twice', `${group}.numbers.1.number`],
    ],
  },
  {
    path: `${group}.distribution`,
    defaultValue: 'automated',
    accepts: ['automated'],
    rejects: [
      ['random', "must be 'automated' or 'rules'"],
      ['rules', "must not be an empty list when distribution is 'rules'", `${group}.rules`],
    ],
  },
  {
    path: `${group}.rules`,
    accepts: [
      [rule],
      ['1', '2', '3', '4', '5'].map(nthRule),
      ruleWith({ field: 'city', condition: 'startsWith', value: 'Sea' }),
      ruleWith({ field: 'postalCode', condition: 'in', value: '98101, 98102' }),
      ruleWith({ value: 'x'.repeat(100) }),
      ruleWith({ field: 'timeZone', value: 'America/New_York' }),
      ruleWith({ field: 'timeZone', condition: 'startsWith', value: 'america/' }),
      ruleWith({ field: 'timeZone', condition: 'startsWith', value: 'US/' }),
    ],
    rejects: [
      [[], "must not be an empty list when distribution is 'rules'"],
      [['1', '2', '3', '4', '5', '6'].map(nthRule), 'must have at most 5 entries'],
      [[rule, rule], 'is in the list twice', `${group}.rules.1`],
      [
        ruleWith({ field: 'county' }),
        "must be 'state', 'city', 'postalCode' or 'timeZone'",
        `${group}.rules.0.field`,
      ],
      [
        ruleWith({ condition: 'contains' }),
        "must be 'startsWith', 'equals' or 'in'",
        `${group}.rules.0.condition`,
      ],
      [ruleWith({ value: '' }), 'must not be empty', `${group}.rules.0.value`],
      [
        ruleWith({ condition: 'startsWith', value: ' ' }),
        'must not be empty',
        `${group}.rules.0.value`,
      ],
      [
        ruleWith({ condition: 'in', value: 'WA, ,TX' }),
        'must not have an empty value between its commas',
        `${group}.rules.0.value`,
      ],
      ...['equals', 'startsWith'].map(
        (condition) =>
          [
            ruleWith({ field: 'timeZone', condition, value: 'Mars' }),
            "has the unknown time zone 'Mars'; known are IANA and Windows names",
            `${group}.rules.0.value`,
          ] as const,
      ),
      [
        ruleWith({ field: 'timeZone', condition: 'in', value: 'UTC, Mars' }),
        "has the unknown time zone 'Mars'; known are IANA and Windows names",
        `${group}.rules.0.value`,
      ],
      [
        ruleWith({ value: 'x'.repeat(101) }),
        'must have at most 100 characters',
        `${group}.rules.0.value`,
      ],
      [
        ruleWith({ number: other }),
        'must be one of the display numbers (displayNumbers.numbers)',
        `${group}.rules.0.number`,
      ],
      [ruleWith({ number: '911' }), e164, `${group}.rules.0.number`],
      [
        ruleWith({ condtion: 'in' }),
        "is not known; did you mean 'condition'?",
        `${group}.rules.0.condtion`,
      ],
    ],
    otherFields: byRules,
  },
  {
    path: `${group}.rules`,
    defaultValue: [],
    accepts: [],
    rejects: [[[rule], "must be empty unless distribution is 'rules'"]],
    otherFields: { [`${group}.numbers`]: [entry] },
  },
];

testFields('progressive', rows);

test.each([
  [{ value: ' WA ' }, 'WA'],
  [{ field: 'timeZone', value: 'Pacific Standard Time' }, 'America/Los_Angeles'],
  [
    { field: 'timeZone', condition: 'startsWith', value: 'Pacific Standard Time' },
    'America/Los_Angeles',
  ],
  [
    { field: 'timeZone', condition: 'in', value: 'Eastern Standard Time,Europe/Berlin' },
    'America/New_York, Europe/Berlin',
  ],
])('a display number rule for %j is stored with the value %s', (changes, value) => {
  const document = aDocument('progressive', { ...byRules, [`${group}.rules`]: ruleWith(changes) });
  expect(valueAt(accepted('progressive', document), `${group}.rules.0.value`)).toBe(value);
});
