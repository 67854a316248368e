import { describe, expect, test } from 'vitest';
import type { ConfigurationKind } from '../../../shared/domain/configuration/documents.ts';
import { readFolder } from '../../../infra/apply/read-folder.ts';
import { sortByReferences } from '../../../infra/apply/sort-by-references.ts';
import { planOf } from '../../../infra/apply/plan.ts';
import type { CurrentState } from '../../../infra/apply/current-state.ts';
import { lineOf, formatPlan } from '../../../infra/apply/format-plan.ts';
import { validate } from '../../../infra/apply/desired-documents.ts';
import { aFolder, type Files, least } from './folder-builder.ts';

const wantedOf = (files: Files) => {
  const { wanted, faults } = validate(readFolder(aFolder(files)));
  expect(faults).toEqual([]);
  return wanted;
};
const presentOf = (files: Files): CurrentState[] =>
  wantedOf(files).map(({ kind, id, value }) => ({
    kind,
    id,
    etag: `"${id}"`,
    value,
    dials: false,
  }));
const plan = (files: Files, present: Files, prunable: ConfigurationKind[] = []) =>
  planOf(wantedOf(files), presentOf(present), prunable);
const linesOf = (...args: Parameters<typeof plan>) => plan(...args).map(lineOf);

describe('a plan', () => {
  test('creates what is not there, behind what it refers to', () => {
    expect(linesOf(least, {})).toEqual([
      '+ queues/renewals',
      '+ workstreams/outbound',
      '+ engagements/spring',
    ]);
  });

  test('leaves alone what is there and the same, its defaults given or not', () => {
    const explicit = {
      ...least,
      'queues/renewals.yaml': 'name: Renewals\nwrapUpSeconds: 30\nskills: []',
    };
    expect(linesOf(explicit, least).map((line) => line[0])).toEqual(['=', '=', '=']);
  });

  test('says of each change what was there and what comes', () => {
    const changed = {
      ...least,
      'queues/renewals.yaml':
        'name: Renewals\nskills: [insurance]\noperatingHours: { hours: [{ days: [mon], from: "09:00", to: "17:00" }] }',
    };
    expect(formatPlan(plan(changed, least))).toBe(
      [
        '~ queues/renewals',
        '    operatingHours.hours: null → [{"days":["mon"],"from":"09:00","to":"17:00"}]',
        '    skills.0: (nothing) → "insurance"',
        '    wrapUpSeconds: 30 → 60',
        '= workstreams/outbound',
        '= engagements/spring',
        '',
        '0 to create, 1 to change, 2 as they are.',
      ].join('\n'),
    );
  });

  test('writes a change over the version that it was made against, and no other', () => {
    const changed = { ...least, 'queues/renewals.yaml': 'name: Renewed' };
    expect(plan(changed, least)[0]).toMatchObject({ act: 'change', etag: '"renewals"' });
  });

  test('keeps what the folder does not have', () => {
    expect(linesOf({}, least)).toEqual([]);
  });

  test('removes it when told to, users first, and of the given kinds alone', () => {
    const one = { 'queues/other.yaml': 'name: Other' };
    expect(linesOf(one, least, ['queue', 'workstream', 'engagement'])).toEqual([
      '+ queues/other',
      '- engagements/spring',
      '- workstreams/outbound',
      '- queues/renewals',
    ]);
    expect(linesOf(one, least, ['queue'])).toEqual(['+ queues/other', '- queues/renewals']);
  });
});

describe('the order', () => {
  const text = 'channel: sms\nname: A\nworkstreamId: outbound\nmessage: Hello';

  test('puts an engagement behind the one that follows up for it', () => {
    const files = {
      ...least,
      'engagements/spring.yaml': `${least['engagements/spring.yaml']}reattempts: { smsFollowUp: text }`,
      'engagements/text.yaml': text,
      'cancellation-policies/all.yaml': 'name: All\nengagementIds: [spring]',
      'disposition-codes/wrong.yaml': 'name: Wrong\nworkstreamId: outbound',
    };
    expect(linesOf(files, {})).toEqual([
      '+ queues/renewals',
      '+ workstreams/outbound',
      '+ disposition-codes/wrong',
      '+ engagements/text',
      '+ engagements/spring',
      '+ cancellation-policies/all',
    ]);
  });

  test('of a circle is some order', () => {
    const circle = (id: string, smsFollowUp: string) =>
      ({ kind: 'engagement', id, value: { reattempts: { smsFollowUp } } }) as const;
    const ids = sortByReferences([circle('a', 'b'), circle('b', 'a')]).map(({ id }) => id);
    expect(ids).toEqual(['b', 'a']);
  });
});
