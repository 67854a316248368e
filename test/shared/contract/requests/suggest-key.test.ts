// An unknown name is refused by name, with the most similar known one.
import { describe, expect, test } from 'vitest';
import {
  allowedKeys,
  isNullable,
  suggestKey,
} from '../../../../shared/contract/requests/suggest-key.ts';
import {
  aDocument,
  fieldsOf,
  refused,
  type Variant,
  variantNames,
  variantSchemas,
} from '../../../support/builders/document.ts';

const given: [Variant, string, string, string][] = [
  ['copilot', 'callSettings', 'maxConcurrentCalls', 'maximumConcurrentCalls'],
  ['copilot', 'callSettings', 'outsideQueueHour', 'outsideQueueHours'],
  ['preview', 'callSettings', 'backlogs', 'backlog'],
  ['progressive', 'callSettings', 'ringTimeout', 'ringTimeoutSeconds'],
  ['progressive', 'callSettings.answeringMachine', 'voicemailPromt', 'voicemailPrompt'],
  ['progressiveAi', 'callSettings', 'maximumCallsPerRep', 'maximumCallsPerRepresentative'],
  ['predictive', 'rules', 'percentOfQueue', 'percentageOfQueue'],
  ['predictiveAi', 'rules', 'abandonRate', 'abandonmentRate'],
  ['sms', '', 'mesage', 'message'],
  ['sms', '', 'firstResponseTimeout', 'firstResponseTimeoutMinutes'],
  ['progressive', 'reattempts', 'atempts', 'attempts'],
  ['progressive', 'reattempts.waitMinutesAfter', 'noanswer', 'noAnswer'],
  ['progressive', 'displayNumbers', 'number', 'numbers'],
  ['progressive', '', 'priorty', 'priority'],
  ['progressive', '', 'Name', 'name'],
  ['workstream', '', 'phonenumber', 'phoneNumber'],
  ['workstream', 'outboundBehaviors', 'recordings', 'recording'],
  ['workstream', 'notificationTemplates', 'predial', 'preDial'],
  ['queue', '', 'operatingHour', 'operatingHours'],
  ['queue', 'operatingHours', 'holiday', 'holidays'],
  ['dispositionCode', '', 'catgory', 'category'],
  ['messageTemplate', '', 'txt', 'text'],
  ['cancellationPolicy', '', 'postalcode', 'postalCodes'],
];

test.each(given)(
  '%s: in %s, %s is unknown; the message suggests %s',
  (variant, group, name, meant) => {
    const path = group === '' ? name : `${group}.${name}`;
    expect(refused(variant, aDocument(variant, { [path]: 1 }))).toEqual([
      { path, value: 1, message: `is not known; did you mean '${meant}'?` },
    ]);
  },
);

test.each<[Variant, string]>([
  ['queue', 'workstreamId'],
  ['queue', 'callSettings'],
  ['workstream', 'skills'],
  ['workstream', 'queueId'],
  ['workstream', 'rules'],
  ['dispositionCode', 'reattempts'],
  ['dispositionCode', 'dialMode'],
  ['messageTemplate', 'message'],
  ['cancellationPolicy', 'frequencyLimits'],
])(
  '%s: %s, a field of engagements, is refused without a word about engagements',
  (variant, name) => {
    const known = allowedKeys(variantSchemas[variant], []);
    const meant = suggestKey(name, known);
    const said = meant === undefined ? `known are ${known.join(', ')}` : `did you mean '${meant}'?`;
    expect(refused(variant, aDocument(variant, { [name]: 1 }))).toEqual([
      { path: name, value: 1, message: `is not known; ${said}` },
    ]);
  },
);

describe.each(variantNames)('%s', (variant) => {
  test.each(['xyzzy', 'constructor', 'toString'])(
    'for the name %s, which is similar to none, the message lists the known names',
    (name) => {
      const known = allowedKeys(variantSchemas[variant], []);
      expect(refused(variant, aDocument(variant, { [name]: 1 }))).toEqual([
        { path: name, value: 1, message: `is not known; known are ${known.join(', ')}` },
      ]);
    },
  );

  test('each known name is suggested when one letter is missing', () => {
    for (const name of allowedKeys(variantSchemas[variant], []).filter(
      ({ length }) => length > 3,
    )) {
      const cut = name.slice(0, -1);
      const [issue] = refused(variant, aDocument(variant, { [cut]: 1 }));
      expect(issue).toMatchObject({ path: cut, message: `is not known; did you mean '${name}'?` });
    }
  });
});

test('names of the own mode are suggested before those of other modes', () => {
  const [issue] = refused('copilot', aDocument('copilot', { 'callSettings.backlgo': 5 }));
  expect(issue?.message).toBe("is not known; did you mean 'backlog'?");
  const [own] = refused('sms', aDocument('sms', { orderOfMessages: 1, 'rules.averagWait': 1 }));
  expect(own?.message).toMatch(/is not known/);
});

test.each([
  ['priorty', ['priority', 'callOrder'], 'priority'],
  ['PRIORITY', ['priority'], 'priority'],
  ['nme', ['name', 'id'], 'name'],
  ['ringTimeout', ['maximumCallMinutes', 'ringTimeoutSeconds'], 'ringTimeoutSeconds'],
  [
    'maximumCallsPerRep',
    ['maximumCallMinutes', 'maximumCallsPerRepresentative'],
    'maximumCallsPerRepresentative',
  ],
  ['per', ['perDay'], undefined],
  ['colour', ['priority', 'callOrder'], undefined],
  ['anything', [], undefined],
])('the nearest to %s of %j is %s', (name, known, found) => {
  expect(suggestKey(name, known)).toBe(found);
});

test('the fields of a schema, and the paths that may be null', () => {
  const { progressive } = variantSchemas;
  expect(allowedKeys(progressive, ['displayNumbers', 'numbers', 0])).toEqual(['number', 'type']);
  expect(allowedKeys(progressive, ['displayNumbers', 'nothing'])).toEqual([]);
  expect(allowedKeys(progressive, ['constructor'])).toEqual([]);
  expect(isNullable(progressive, ['fallbackQueueId'])).toBe(true);
  expect(isNullable(progressive, ['queueId'])).toBe(false);
  expect(fieldsOf('progressive')).toContain('phoneTypes.*.quietHours.*.days');
});
