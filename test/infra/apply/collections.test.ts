import { app } from '@azure/functions';
import { expect, test, vi } from 'vitest';
import { collections } from '../../../infra/apply/collections.ts';

test('the folders have the names of the collections of the API', async () => {
  const registered = vi.spyOn(app, 'http').mockImplementation(() => undefined);
  await import('../../../functions/configuration/configuration.ts');
  const lists = registered.mock.calls
    .filter(([name]) => name.endsWith('-list'))
    .map(([name, { route }]) => [name.replace('-list', ''), route]);
  expect(Object.fromEntries(lists)).toEqual(collections);
});
