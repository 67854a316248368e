import { describe, expect, test } from 'vitest';
import { parseBlobPath } from './path-pattern.ts';

describe('a blob path', () => {
  test.each([
    ['contacts/{engagementId}/{name}.csv', 'e1/list.csv', { engagementId: 'e1', name: 'list' }],
    ['contacts/{engagementId}/{name}.csv', 'e1/list.txt', undefined],
    ['contacts/{engagementId}/{name}.csv', 'a/b/list.csv', { engagementId: 'a/b', name: 'list' }],
    ['contacts/in/{name}', 'in/deep/file', { name: 'deep/file' }],
    ['contacts', 'whatever/it.is', {}],
  ])('%s on %s gives %j', (path, blob, expected) => {
    expect(parseBlobPath(path).match(blob)).toEqual(expected);
  });

  test('lists only blobs with its literal prefix', () => {
    const { container, prefix } = parseBlobPath('contacts/in/{name}.csv');
    expect({ container, prefix }).toEqual({ container: 'contacts', prefix: 'in/' });
  });

  test('cannot have a placeholder for its container', () => {
    expect(() => parseBlobPath('{container}/{name}')).toThrow('must name its container');
  });
});
