// The Reattempts page. All voice variants share its fields but `reasons` (see shared-fields.test.ts).
import {
  flagField,
  idOrNullField,
  choiceField,
  type FieldCase,
  testFields,
  wholeNumberField,
  invalid,
} from '../../../support/builders/field-cases.ts';

const month = 60 * 24 * 30;
const codes = (count: number) => Array.from({ length: count }, (_, n) => `code-${n}`);

/** Minutes may have fractions. */
const minutes = (path: string, defaultValue: number): FieldCase => ({
  path,
  defaultValue,
  accepts: [0, 0.5, month],
  rejects: [
    [-1, 'must be at least 0'],
    [month + 1, 'must be at most 43200'],
    ['5', 'must be a number'],
    [null, 'must be a number'],
  ],
});
const waitAfter = (result: string): FieldCase => ({
  path: `reattempts.waitMinutesAfter.${result}`,
  defaultValue: null,
  accepts: [null, 0, month],
  rejects: [
    [-1, 'must be at least 0, or null'],
    [month + 1, 'must be at most 43200, or null'],
    ['5', 'must be a number or null'],
  ],
});

const reasons: FieldCase = {
  path: 'reattempts.reasons',
  defaultValue: [],
  accepts: [[], ['noAnswer'], ['busy'], ['failed']],
  rejects: [
    [['busy', 'busy'], 'is in the list twice', 'reattempts.reasons.1'],
    ['busy', 'must be a list'],
  ],
};

const rows: FieldCase[] = [
  reasons,
  {
    path: 'reattempts.dispositionCodes',
    defaultValue: [],
    accepts: [[], ['wrong-person'], codes(50)],
    rejects: [
      [codes(51), 'must have at most 50 entries'],
      [['a', 'a'], 'is in the list twice', 'reattempts.dispositionCodes.1'],
      [['two words'], invalid.id[0][1], 'reattempts.dispositionCodes.0'],
    ],
  },
  wholeNumberField('reattempts.attempts', [1, 100], 1),
  minutes('reattempts.waitMinutes', 60),
  ...['noAnswer', 'busy', 'failed', 'answeringMachine', 'dispositionCode'].map(waitAfter),
  flagField('reattempts.spread', false),
  choiceField('reattempts.priority', ['same', 'higher', 'lower'], 'same'),
  minutes('reattempts.waitBetweenNumbersMinutes', 0),
  minutes('reattempts.waitBetweenContactsMinutes', 0),
  idOrNullField('reattempts.smsFollowUp'),
];

testFields('progressive', rows);
testFields('progressive', [
  {
    path: 'reattempts.reasons',
    accepts: [['answeringMachine'], ['noAnswer', 'busy', 'failed', 'answeringMachine']],
    rejects: [
      [
        ['hungUp'],
        "must be 'noAnswer', 'busy', 'failed' or 'answeringMachine'",
        'reattempts.reasons.0',
      ],
    ],
  },
]);

// In preview mode the representative hears the machine and records a disposition code for it.
testFields('preview', [
  reasons,
  {
    path: 'reattempts.reasons',
    accepts: [['noAnswer', 'busy', 'failed']],
    rejects: [
      [['answeringMachine'], "must be 'noAnswer', 'busy' or 'failed'", 'reattempts.reasons.0'],
    ],
  },
]);
