import { expect, test } from 'vitest';
import { saveOf, setOf } from '../../../../shared/domain/configuration/configuration-set.ts';
import { planSteps } from '../../../../shared/domain/configuration/plan-steps.ts';
import { sortByReferences } from '../../../../shared/domain/configuration/sort-by-references.ts';
import { anSmsEngagement, aVoiceEngagement } from '../../../support/builders/engagement.ts';
import { aQueue } from '../../../support/builders/queue.ts';
import { aWorkstream } from '../../../support/builders/workstream.ts';

const queue = (changes: Parameters<typeof aQueue>[0] = {}) => {
  const value = aQueue(changes);
  return saveOf('queue', value.id, { kind: 'valid', value });
};
const workstream = saveOf('workstream', 'outbound-us', { kind: 'valid', value: aWorkstream() });
const voice = aVoiceEngagement({ reattempts: { smsFollowUp: 'spring-reminder' } });
const engagement = saveOf('engagement', voice.id, { kind: 'valid', value: voice });
const sms = anSmsEngagement();
const followUp = saveOf('engagement', sms.id, { kind: 'valid', value: sms });

const namesOf = (steps: ReturnType<typeof planSteps>) =>
  steps.map(({ act, change }) => `${act} ${change.act === 'save' ? change.member.id : change.id}`);

test('a missing document is created after the documents that it refers to', () => {
  const steps = planSteps(new Map(), [engagement, followUp, workstream, queue()], []);
  expect(namesOf(steps)).toEqual([
    'create renewals',
    'create outbound-us',
    'create spring-reminder',
    'create spring-renewals',
  ]);
});

test('a document equal to the stored one is unchanged', () => {
  expect(namesOf(planSteps(setOf([queue().member]), [queue()], []))).toEqual([
    'unchanged renewals',
  ]);
});

test('a change has each field with its stored and its desired value', () => {
  const stored = setOf([queue({ skills: [] }).member]);
  const [step] = planSteps(stored, [queue({ name: 'Renewed', skills: ['tax'] })], []);
  expect(step).toMatchObject({
    act: 'change',
    fields: [
      { path: 'name', before: 'Renewals', after: 'Renewed' },
      { path: 'skills.0', before: undefined, after: 'tax' },
    ],
  });
});

test('only documents of pruned kinds are removed, users first', () => {
  const stored = setOf([queue(), workstream, followUp, engagement].map(({ member }) => member));
  const other = queue({ id: 'other' });
  expect(namesOf(planSteps(stored, [other], []))).toEqual(['create other']);
  expect(namesOf(planSteps(stored, [other], ['queue', 'engagement']))).toEqual([
    'create other',
    'remove spring-renewals',
    'remove spring-reminder',
    'remove renewals',
  ]);
});

test('a circle of references is cut at its first document', () => {
  const member = (id: string, smsFollowUp: string) => {
    return {
      kind: 'engagement' as const,
      id,
      document: undefined,
      body: { reattempts: { smsFollowUp } },
    };
  };
  const sorted = sortByReferences([member('a', 'b'), member('b', 'a')]);
  expect(sorted.map(({ id }) => id)).toEqual(['b', 'a']);
});
