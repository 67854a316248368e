// Faults by the thousand: all are counted, words are found for those that are told, and nobody waits.
import { expect, test } from 'vitest';
import { mostTold } from '../../../shared/contract/told.ts';
import { aDocument, refused } from '../../support/builders/document.ts';

const count = 9000;

test('of a list of which every entry is wrong', () => {
  const hours = [{ days: Array<string>(count).fill('x'), from: '08:00', to: '09:00' }];
  const document = aDocument('queue', { 'operatingHours.hours': hours });
  const issues = refused('queue', document);
  expect(issues).toHaveLength(count);
  expect(issues[mostTold - 1]).toEqual({
    path: `operatingHours.hours.0.days.${mostTold - 1}`,
    value: 'x',
    message: "must be 'mon', 'tue', 'wed', 'thu', 'fri', 'sat' or 'sun'",
  });
  expect(issues.at(-1)).toMatchObject({ message: 'is not valid' });
});

test('of an object of which every name is unknown', () => {
  const names = Object.fromEntries(Array.from({ length: count }, (_, n) => [`name${n}`, n]));
  expect(refused('queue', { ...aDocument('queue'), ...names })).toHaveLength(count);
});

test('of a name as long as the body may be', () => {
  const [issue] = refused('queue', { ...aDocument('queue'), ['n'.repeat(1_000_000)]: 1 });
  expect(issue?.message).toMatch(/^is not known; known are /);
});
