// The fields of a queue: operating hours, holidays, members and skills.
import {
  testFields,
  textField,
  wholeNumberField,
  invalid,
} from '../../../support/builders/field-cases.ts';

const zone = 'must be an IANA time zone';
const clock = 'must be a time from 00:00 to 24:00, such as 21:00';
const date = 'must be a date that exists, such as 2026-12-24';
const hours = 'operatingHours.hours';
const holidays = 'operatingHours.holidays';
const open = { days: ['mon', 'fri'], from: '09:00', to: '17:00' };
const list = (count: number, prefix: string) =>
  Array.from({ length: count }, (_, n) => `${prefix}${n}`);
/** Rows of hours, all different. */
const rows = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ ...open, to: `17:${String(n).padStart(2, '0')}` }));
const days = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ date: `${2000 + n}-12-25`, name: 'Christmas' }));

testFields('queue', [
  textField('name', [1, 100]),
  {
    path: 'operatingHours.zone',
    defaultValue: 'UTC',
    accepts: ['America/New_York', 'Asia/Kolkata'],
    rejects: [
      ['Mars', zone],
      ['+01:00', zone],
      [1, 'must be text'],
    ],
  },
  {
    path: hours,
    defaultValue: null,
    accepts: [null, [open], rows(50)],
    rejects: [
      [[], 'must have at least one row; null for a queue that is always open'],
      [rows(51), 'must have at most 50 entries, or null'],
      [[open, open], 'is in the list twice', `${hours}.1`],
      [[{ ...open, days: ['mon', 'fri', 'mon'] }], 'is in the list twice', `${hours}.0.days.2`],
      [
        [{ ...open, days: Array.from({ length: 8 }, () => 'mon') }],
        'must have at most 7 entries',
        `${hours}.0.days`,
      ],
      ['always', 'must be a list or null'],
      [[{ ...open, days: [] }], 'must not be an empty list', `${hours}.0.days`],
      [
        [{ ...open, days: ['day'] }],
        "must be 'mon', 'tue', 'wed', 'thu', 'fri', 'sat' or 'sun'",
        `${hours}.0.days.0`,
      ],
      [[{ ...open, from: '9' }], clock, `${hours}.0.from`],
      [[open, { ...open, to: '24:01' }], clock, `${hours}.1.to`],
    ],
  },
  {
    path: holidays,
    defaultValue: [],
    accepts: [[{ date: '2028-02-29', name: '' }], days(200)],
    rejects: [
      [days(201), 'must have at most 200 entries'],
      [[{ date: '2026-02-30', name: 'None' }], date, `${holidays}.0.date`],
      [[{ date: '25 December', name: 'Christmas' }], date, `${holidays}.0.date`],
      [
        [...days(2), { date: '2000-12-25', name: 'Again' }],
        'is in the list twice',
        `${holidays}.2.date`,
      ],
      [[{ date: '2026-12-25' }], 'is missing; it must be text', `${holidays}.0.name`],
      [
        [{ date: '2026-12-25', name: 'x'.repeat(101) }],
        'must have at most 100 characters',
        `${holidays}.0.name`,
      ],
    ],
  },
  {
    path: 'members',
    defaultValue: [],
    accepts: [['grace', 'ada'], list(5000, 'r')],
    rejects: [
      [list(5001, 'r'), 'must have at most 5000 entries'],
      [['two words'], invalid.id[0][1], 'members.0'],
      [['grace', 'ada', 'grace'], 'is in the list twice', 'members.2'],
      ['grace', 'must be a list'],
    ],
  },
  {
    path: 'skills',
    defaultValue: [],
    accepts: [['Spanish'], list(50, 's')],
    rejects: [
      [list(51, 's'), 'must have at most 50 entries'],
      [['Spanish', 'Spanish '], 'is in the list twice', 'skills.1'],
      [[' '], 'must be 1 to 50 letters, digits, spaces, dots, dashes or underscores', 'skills.0'],
      [['a+b'], 'must be 1 to 50 letters, digits, spaces, dots, dashes or underscores', 'skills.0'],
    ],
  },
  wholeNumberField('wrapUpSeconds', [0, 3600], 60),
]);
