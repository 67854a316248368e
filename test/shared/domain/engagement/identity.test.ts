// Fields of the Audience and Details pages. All variants share them (see shared-fields.test.ts): one variant runs them.
import { expect, test } from 'vitest';
import { accepted, aDocument, refused, type Variant } from '../../../support/builders/document.ts';
import {
  idOrNullField,
  choiceField,
  type FieldCase,
  testFields,
  textField,
  wholeNumberField,
  invalid,
} from '../../../support/builders/field-cases.ts';

const id = invalid.id[0][1];
const requiredId = (path: string): FieldCase => ({
  path,
  accepts: ['some-id.1_A', '9', 'x'.repeat(64)],
  rejects: [
    [undefined, 'is missing; it must be text'],
    ['', id],
    ['-x', id],
    ['x'.repeat(65), id],
    ...invalid.notText,
    ...invalid.id,
  ],
});

const everyEngagement: FieldCase[] = [
  textField('name', [1, 100]),
  {
    path: 'name',
    accepts: [],
    rejects: [
      [undefined, 'is missing; it must be text'],
      ['   ', 'must not be empty'],
    ],
  },
  textField('description', [0, 200], ''),
  textField('businessUnit', [0, 100], ''),
  textField('owner', [0, 100], ''),
  requiredId('workstreamId'),
  idOrNullField('fallbackQueueId'),
  {
    path: 'intake',
    defaultValue: ['file', 'ccaasApi', 'mcp', 'journeys'],
    accepts: [['file'], ['ccaasApi'], ['mcp'], ['journeys'], ['journeys', 'file']],
    rejects: [
      [[], 'must not be an empty list'],
      ['file', 'must be a list'],
      [['fax'], "must be 'file', 'ccaasApi', 'mcp' or 'journeys'", 'intake.0'],
      [['file', 'mcp', 'file'], 'is in the list twice', 'intake.2'],
    ],
  },
  textField('contactUniqueIdentifier', [1, 100], 'contactid'),
  {
    path: 'skills',
    defaultValue: [],
    accepts: [
      ['Spanish', 'Level 2'],
      ['x'.repeat(50)],
      Array.from({ length: 10 }, (_, n) => `${n}`),
    ],
    rejects: [
      [
        ['one+two'],
        'must be 1 to 50 letters, digits, spaces, dots, dashes or underscores',
        'skills.0',
      ],
      [[''], 'must be 1 to 50 letters, digits, spaces, dots, dashes or underscores', 'skills.0'],
      [
        ['x'.repeat(51)],
        'must be 1 to 50 letters, digits, spaces, dots, dashes or underscores',
        'skills.0',
      ],
      [['Spanish', 'Spanish'], 'is in the list twice', 'skills.1'],
      [Array.from({ length: 11 }, (_, n) => `${n}`), 'must have at most 10 entries'],
      ['Spanish', 'must be a list'],
    ],
  },
  choiceField('priority', ['critical', 'high', 'normal'], 'normal'),
  wholeNumberField('shards', [1, 64], 4),
];

testFields('progressive', everyEngagement);

test('a name and a contact identifier lose the blanks around them', () => {
  const document = aDocument('progressive', { name: ' May ', contactUniqueIdentifier: ' crm_id ' });
  expect(accepted('progressive', document)).toMatchObject({
    name: 'May',
    contactUniqueIdentifier: 'crm_id',
  });
});

const orders = ['earliestScheduledDate', 'firstInFirstOut', 'lastInFirstOut'];
testFields('progressive', [
  requiredId('queueId'),
  { path: 'queueId', accepts: [], rejects: [[null, 'must be text']] },
  choiceField(
    'callOrder',
    [...orders, 'customAscending', 'customDescending'],
    'earliestScheduledDate',
  ),
  wholeNumberField('taskLifetimeHours', [1, 24 * 365], 24 * 7),
]);

test.each<[Variant, string]>([
  ['copilot', 'ai'],
  ['preview', 'representatives'],
  ['progressive', 'representatives'],
  ['progressiveAi', 'ai'],
  ['predictive', 'representatives'],
  ['predictiveAi', 'ai'],
  ['sms', 'representatives'],
])('a %s engagement is led by %s when it does not set ledBy', (variant, ledBy) => {
  expect(accepted(variant, aDocument(variant))).toMatchObject({ ledBy });
});

test.each<[Variant, string, string]>([
  ['copilot', 'representatives', "must be 'ai'"],
  ['preview', 'ai', "must be 'representatives'"],
  ['progressive', 'robots', "must be 'representatives' or 'ai'"],
  ['predictive', 'robots', "must be 'representatives' or 'ai'"],
  ['sms', 'robots', "must be 'representatives' or 'ai'"],
])('a %s engagement rejects ledBy %s', (variant, ledBy, message) => {
  expect(refused(variant, aDocument(variant, { ledBy }))).toEqual([
    { path: 'ledBy', value: ledBy, message },
  ]);
});

test.each<[string, unknown, string]>([
  ['channel', 'fax', "must be 'voice' or 'sms'"],
  ['channel', undefined, "is missing; it must be 'voice' or 'sms'"],
  ['dialMode', 'manual', "must be 'copilot', 'preview', 'progressive' or 'predictive'"],
  [
    'dialMode',
    undefined,
    "is missing; it must be 'copilot', 'preview', 'progressive' or 'predictive'",
  ],
])('an engagement with the %s %s is rejected', (path, value, message) => {
  const issues = refused('progressive', aDocument('progressive', { [path]: value }));
  expect(issues).toEqual([{ path, ...(value !== undefined && { value }), message }]);
});
