// RFC 9110, sections 13.1.1 and 13.1.2.
import { expect, test } from 'vitest';
import {
  unmetPrecondition,
  type Versions,
} from '../../../../shared/domain/configuration/precondition.ts';

const none = undefined;
const rows: [Versions | null, Versions | null, string | undefined, string | undefined][] = [
  // If-Match, If-None-Match, the stored etag, the reason of a refusal
  [null, null, '"1"', undefined],
  [null, null, none, undefined],
  ['*', null, '"1"', undefined],
  ['*', null, none, 'is not there'],
  [['"1"'], null, '"1"', undefined],
  [['"1"'], null, '"2"', 'is no longer the version "1"'],
  [['"1"'], null, none, 'is not there'],
  [['"1"', '"2"'], null, '"2"', undefined],
  [['"1"', '"2"'], null, '"3"', 'is no longer the version "1" or "2"'],
  [['W/"1"'], null, '"1"', 'is no longer the version W/"1"'],
  [['W/"1"'], null, 'W/"1"', 'is no longer the version W/"1"'],
  [null, '*', none, undefined],
  [null, '*', '"1"', 'is there already'],
  [null, ['"1"'], '"2"', undefined],
  [null, ['"1"'], none, undefined],
  [null, ['"1"'], '"1"', 'is still the version "1"'],
  [null, ['"2"', 'W/"1"'], '"1"', 'is still the version "1"'],
  ['*', ['"1"'], '"2"', undefined],
  ['*', '*', '"1"', 'is there already'],
  ['*', '*', none, 'is not there'],
];

test.each(rows)(
  'If-Match %j and If-None-Match %j with the stored etag %s give: %s',
  (match, noneMatch, etag, reason) => {
    expect(unmetPrecondition({ match, noneMatch }, etag)).toBe(reason);
  },
);
