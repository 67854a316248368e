import { expect, test } from 'vitest';
import {
  cancellationPolicyDefaults,
  cancellationPolicySchema,
  findCancellingPolicy,
} from '../../../../shared/domain/compliance/cancellation-policy.ts';
import { engagementIdSchema } from '../../../../shared/domain/values/ids.ts';
import { later } from '../../../../shared/domain/values/time.ts';
import { aPerson } from '../../../support/builders/contact.ts';
import { noon } from '../../../support/builders/instants.ts';
import {
  testFields,
  type FieldCase,
  textField,
  invalid,
} from '../../../support/builders/field-cases.ts';

const time = 'must be a time with its offset from UTC, such as 2026-12-24T18:00:00Z, or null';
const many = (count: number) => Array.from({ length: count }, (_, n) => `v${n}`);
const criterion =
  'must have at least one criterion: engagementIds, countries, states or postalCodes';
const values = (at: string): FieldCase => ({
  path: at,
  accepts: [['x'], ['x'.repeat(100)], many(500)],
  rejects: [
    [[''], 'must not be empty', `${at}.0`],
    [['  '], 'must not be empty', `${at}.0`],
    [['x'.repeat(101)], 'must have at most 100 characters', `${at}.0`],
    [many(501), 'must have at most 500 entries'],
    ['x', 'must be a list'],
  ],
});
const otherCriterion = { states: undefined, postalCodes: ['98101'] };

testFields('cancellationPolicy', [
  textField('name', [1, 100]),
  {
    path: 'engagementIds',
    defaultValue: [],
    accepts: [['spring-renewals'], many(100)],
    rejects: [
      [many(101), 'must have at most 100 entries'],
      [['two words'], invalid.id[0][1], 'engagementIds.0'],
    ],
  },
  { ...values('countries'), defaultValue: [] },
  { ...values('states'), defaultValue: [], otherFields: otherCriterion },
  { ...values('postalCodes'), defaultValue: [] },
  { path: 'states', accepts: [], rejects: [[[], criterion, '']] },
  {
    path: 'until',
    defaultValue: null,
    accepts: [null, noon],
    rejects: [
      ['tomorrow', time],
      ['2026-12-24', time],
      ['2026-12-24T18:00:00', time],
    ],
  },
  textField('comment', [0, 2000], ''),
]);

const id = engagementIdSchema.parse('spring-renewals');
const person = aPerson({ country: 'US', state: 'WA', postalCode: '98101' });
const policy = (changes: object) =>
  cancellationPolicySchema.parse({
    ...cancellationPolicyDefaults,
    id: 'storm',
    name: 'Storm',
    ...changes,
  });

test.each<[string, object, boolean]>([
  ['of their state', { states: ['OR', 'WA'] }, true],
  ['of their state in another case', { states: [' wa '] }, true],
  ['of another state', { states: ['OR'] }, false],
  ['of their country and postal code', { countries: ['US'], postalCodes: ['98101'] }, true],
  ['of their country and another postal code', { countries: ['US'], postalCodes: ['1'] }, false],
  ['of the engagement', { engagementIds: [id] }, true],
  ['of another engagement', { engagementIds: ['other'], states: ['WA'] }, false],
  ['that ends later', { states: ['WA'], until: later(noon, 1) }, true],
  ['that ends now', { states: ['WA'], until: noon }, false],
])('a policy %s: whether it suppresses the delivery', (_which, changes, cancels) => {
  const one = policy(changes);
  expect(findCancellingPolicy([one], id, person, noon)).toEqual(cancels ? one : undefined);
});
