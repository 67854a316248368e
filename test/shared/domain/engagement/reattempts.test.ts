// The Reattempts page: what is tried again, how often, after how long, and what follows.
import { describe } from 'vitest';
import { voiceShapes } from '../../../support/builders/document.ts';
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
const minutes = (at: string, preset: number): FieldCase => ({
  path: at,
  defaultValue: preset,
  accepts: [0, 0.5, month],
  rejects: [
    [-1, 'must be at least 0'],
    [month + 1, 'must be at most 43200'],
    ['5', 'must be a number'],
    [null, 'must be a number'],
  ],
});
const ownWait = (outcome: string): FieldCase => ({
  path: `reattempts.waitMinutesAfter.${outcome}`,
  defaultValue: null,
  accepts: [null, 0, month],
  rejects: [
    [-1, 'must be at least 0, or null'],
    [month + 1, 'must be at most 43200, or null'],
    ['5', 'must be a number or null'],
  ],
});

const rows: FieldCase[] = [
  {
    path: 'reattempts.reasons',
    defaultValue: [],
    accepts: [[], ['noAnswer'], ['busy'], ['failed']],
    rejects: [
      [['busy', 'busy'], 'is in the list twice', 'reattempts.reasons.1'],
      ['busy', 'must be a list'],
    ],
  },
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
  ...['noAnswer', 'busy', 'failed', 'answeringMachine', 'dispositionCode'].map(ownWait),
  flagField('reattempts.spread', false),
  choiceField('reattempts.priority', ['same', 'higher', 'lower'], 'same'),
  minutes('reattempts.waitBetweenNumbersMinutes', 0),
  minutes('reattempts.waitBetweenContactsMinutes', 0),
  idOrNullField('reattempts.smsFollowUp'),
];

const all = "must be 'noAnswer', 'busy', 'failed' or 'answeringMachine'";

describe.each(voiceShapes)('%s', (shape) => {
  testFields(shape, rows);
  const hears = shape !== 'preview';
  // Whoever dials after a preview hears a machine themselves, and says so by a code.
  testFields(shape, [
    {
      path: 'reattempts.reasons',
      accepts: hears
        ? [['answeringMachine'], ['noAnswer', 'busy', 'failed', 'answeringMachine']]
        : [],
      rejects: hears
        ? [[['hungUp'], all, 'reattempts.reasons.0']]
        : [
            [
              ['answeringMachine'],
              "must be 'noAnswer', 'busy' or 'failed'",
              'reattempts.reasons.0',
            ],
          ],
    },
  ]);
});
