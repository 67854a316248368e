// Thousands of issues: all are counted, only the reported ones get a text, and it is fast.
import { expect, test } from 'vitest';
import { maxIssues } from '../../../../shared/contract/requests/redact-issues.ts';
import { aDocument, refused } from '../../../support/builders/document.ts';

const count = 9000;

test('a list that is too long has only that issue', () => {
  const hours = [{ days: Array<string>(count).fill('x'), from: '08:00', to: '09:00' }];
  const document = aDocument('queue', { 'operatingHours.hours': hours });
  expect(refused('queue', document)).toMatchObject([
    { path: 'operatingHours.hours.0.days', message: 'must have at most 7 entries' },
  ]);
});

test('an object with only unknown names', () => {
  const names = Object.fromEntries(Array.from({ length: count }, (_, n) => [`name${n}`, n]));
  const issues = refused('queue', { ...aDocument('queue'), ...names });
  expect(issues).toHaveLength(count);
  expect(issues[maxIssues - 1]?.message).toMatch(/^is not known; /);
  expect(issues.at(-1)).toMatchObject({ message: 'is not valid' });
});

test('a name as long as the body', () => {
  const [issue] = refused('queue', { ...aDocument('queue'), ['n'.repeat(1_000_000)]: 1 });
  expect(issue?.message).toMatch(/^is not known; known are /);
});
