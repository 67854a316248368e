// Small request bodies: valid ones, and the messages for invalid ones.
import { expect, test } from 'vitest';
import type { z } from 'zod';
import {
  dispositionRequestSchema,
  operationRequestSchema,
  parseInput,
  presenceRequestSchema,
} from '../../../../shared/contract/requests/parse-request.ts';
import { InvalidInput } from '../../../../shared/errors.ts';

test.each(['Start', 'Suspend', 'Resume', 'Complete', 'Stop'])(
  'the operation %s is accepted',
  (operation) => {
    expect(parseInput(operationRequestSchema, { operation }, 'operation')).toEqual({ operation });
  },
);

const operations = "must be 'Start', 'Suspend', 'Resume', 'Complete' or 'Stop'";
test.each<[string, z.ZodType, unknown, object[]]>([
  [
    'an unknown operation',
    operationRequestSchema,
    { operation: 'Pause' },
    [{ path: 'operation', value: 'Pause', message: operations }],
  ],
  [
    'no operation',
    operationRequestSchema,
    {},
    [{ path: 'operation', message: operations.replace('must', 'is missing; it must') }],
  ],
  [
    'another name',
    operationRequestSchema,
    { operaton: 'Start' },
    [
      { path: 'operation', message: operations.replace('must', 'is missing; it must') },
      { path: 'operaton', value: 'Start', message: "is not known; did you mean 'operation'?" },
    ],
  ],
  [
    'no object',
    operationRequestSchema,
    'Start',
    [{ path: '', value: 'Start', message: 'must be an object' }],
  ],
  [
    'a presence that is not chosen',
    presenceRequestSchema,
    { presence: 'reserved' },
    [
      {
        path: 'presence',
        value: 'reserved',
        message: "must be 'available', 'away' or 'offline'",
      },
    ],
  ],
  [
    'one code for a list of them',
    dispositionRequestSchema,
    { codes: 'renewed' },
    [{ path: 'codes', value: 'renewed', message: 'must be a list' }],
  ],
  [
    'a code under another name',
    dispositionRequestSchema,
    { code: ['renewed'] },
    [
      { path: 'codes', message: 'is missing; it must be a list' },
      { path: 'code', value: ['renewed'], message: "is not known; did you mean 'codes'?" },
    ],
  ],
])('%s is refused', (_which, schema, body, issues) => {
  const parse = () => parseInput(schema, body, 'request');
  expect(parse).toThrow(InvalidInput);
  expect(parse).toThrow('The request is not valid.');
  expect(parse).toThrow(expect.objectContaining({ issues }));
});
