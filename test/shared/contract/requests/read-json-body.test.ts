// Bodies before their schema is known.
import { describe, expect, test } from 'vitest';
import { maxBodyBytes, readJsonBody } from '../../../../shared/contract/requests/read-json-body.ts';
import { InvalidInput } from '../../../../shared/errors.ts';

const bytes = (text: string) => new Uint8Array(Buffer.from(text)).buffer;
const read = (text: string) => readJsonBody(bytes(text));

test.each([
  ['an object', '{"name":"Grüße 😀"}', { name: 'Grüße 😀' }],
  ['a list', '[1,null]', [1, null]],
  ['with a byte order mark', '\uFEFF{}', {}],
  ['nothing, which is an empty object', ' \n', {}],
  ['as deep as any document', `${'['.repeat(32)}${']'.repeat(32)}`, expect.any(Array)],
])('%s is read', (_which, text, body) => {
  expect(read(text)).toEqual(body);
});

test.each([
  ['larger than a megabyte', `"${'a'.repeat(maxBodyBytes)}"`, /has 1048578 bytes; at most 1048576/],
  ['of more values than any document has', `[${'1,'.repeat(10_000)}1]`, /more than 10000 values/],
  ['that is no JSON', '{"name":', /is not JSON/],
])('a body with %s is refused', (_which, text, message) => {
  expect(() => read(text)).toThrow(InvalidInput);
  expect(() => read(text)).toThrow(message);
});

test('a body that is not UTF-8 is refused, and not stored with question marks', () => {
  const latin1 = new Uint8Array(Buffer.from('{"name":"Grüße"}', 'latin1')).buffer;
  expect(() => readJsonBody(latin1)).toThrow(InvalidInput);
  expect(() => readJsonBody(latin1)).toThrow('The body is not UTF-8.');
});

describe('an issue has its path', () => {
  const issuesOf = (text: string) => {
    try {
      read(text);
    } catch (error) {
      if (error instanceof InvalidInput) return error.issues;
      throw error;
    }
    throw new Error('The body was read; a refusal was expected.');
  };

  test.each([
    ['half a character', '{"rows":[{"name":"a\\ud800b"}]}', 'rows.0.name'],
    ['the name __proto__', '{"__proto__":{"name":"x"}}', '__proto__'],
    ['the name __proto__, deep', '{"a":[{"__proto__":null}]}', 'a.0.__proto__'],
    ['a level too many', `{"a":${'['.repeat(32)}${']'.repeat(32)}}`, `a${'.0'.repeat(31)}`],
    ['half a megabyte of levels', `${'['.repeat(250_000)}${']'.repeat(250_000)}`, /^0(\.0){31}$/],
  ])('%s is refused with its path', (_which, text, path) => {
    expect(issuesOf(text)).toEqual([
      {
        path: typeof path === 'string' ? path : (expect.stringMatching(path) as string),
        message: expect.any(String) as string,
      },
    ]);
  });

  test('all issues are reported at once', () => {
    const paths = issuesOf('{"a":"\\udc00","__proto__":1,"b":["\\ud800"]}').map(({ path }) => path);
    expect(paths.sort()).toEqual(['__proto__', 'a', 'b.0']);
  });
});
