// The Reattempts page: what is tried again, how often, after how long, and what follows.
import { describe } from 'vitest';
import { voiceShapes } from '../../../support/builders/document.ts';
import {
  flag,
  idOrNull,
  oneOf,
  type SettingRow,
  testSettings,
  wholeNumber,
  wrong,
} from '../../../support/builders/setting-rows.ts';

const month = 60 * 24 * 30;
const codes = (count: number) => Array.from({ length: count }, (_, n) => `code-${n}`);

/** Minutes may have fractions. */
const minutes = (at: string, preset: number): SettingRow => ({
  at,
  preset,
  takes: [0, 0.5, month],
  refuses: [
    [-1, 'must be at least 0'],
    [month + 1, 'must be at most 43200'],
    ['5', 'must be a number'],
    [null, 'must be a number'],
  ],
});
const ownWait = (outcome: string): SettingRow => ({
  at: `reattempts.waitMinutesAfter.${outcome}`,
  preset: null,
  takes: [null, 0, month],
  refuses: [
    [-1, 'must be at least 0, or null'],
    [month + 1, 'must be at most 43200, or null'],
    ['5', 'must be a number or null'],
  ],
});

const rows: SettingRow[] = [
  {
    at: 'reattempts.reasons',
    preset: [],
    takes: [[], ['noAnswer'], ['busy'], ['failed']],
    refuses: [
      [['busy', 'busy'], 'is in the list twice', 'reattempts.reasons.1'],
      ['busy', 'must be a list'],
    ],
  },
  {
    at: 'reattempts.dispositionCodes',
    preset: [],
    takes: [[], ['wrong-person'], codes(50)],
    refuses: [
      [codes(51), 'must have at most 50 entries'],
      [['a', 'a'], 'is in the list twice', 'reattempts.dispositionCodes.1'],
      [['two words'], wrong.id[0][1], 'reattempts.dispositionCodes.0'],
    ],
  },
  wholeNumber('reattempts.attempts', [1, 100], 1),
  minutes('reattempts.waitMinutes', 60),
  ...['noAnswer', 'busy', 'failed', 'answeringMachine', 'dispositionCode'].map(ownWait),
  flag('reattempts.spread', false),
  oneOf('reattempts.priority', ['same', 'higher', 'lower'], 'same'),
  minutes('reattempts.waitBetweenNumbersMinutes', 0),
  minutes('reattempts.waitBetweenContactsMinutes', 0),
  idOrNull('reattempts.smsFollowUp'),
];

const all = "must be 'noAnswer', 'busy', 'failed' or 'answeringMachine'";

describe.each(voiceShapes)('%s', (shape) => {
  testSettings(shape, rows);
  const hears = shape !== 'preview';
  // Whoever dials after a preview hears a machine themselves, and says so by a code.
  testSettings(shape, [
    {
      at: 'reattempts.reasons',
      takes: hears
        ? [['answeringMachine'], ['noAnswer', 'busy', 'failed', 'answeringMachine']]
        : [],
      refuses: hears
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
