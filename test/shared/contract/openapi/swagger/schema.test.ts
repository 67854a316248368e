import { expect, test } from 'vitest';
import { converter } from '../../../../../shared/contract/openapi/swagger/schema.ts';
import type { Schema } from '../../../../../shared/contract/openapi/types.ts';

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const components: Record<string, Schema> = {
  Id: { type: 'string', maxLength: 64, description: 'Chosen by people.' },
  Stop: {
    type: 'object',
    properties: { action: { type: 'string', const: 'stop' } },
    required: ['action'],
    additionalProperties: false,
  },
  Continue: {
    type: 'object',
    properties: { action: { type: 'string', const: 'continue' }, percent: { type: 'integer' } },
    required: ['action', 'percent'],
    additionalProperties: false,
  },
};
const { convert } = converter(components);

test.each<[string, Schema, object]>([
  ['a constant is a list of one', { type: 'string', const: 'a' }, { type: 'string', enum: ['a'] }],
  ['null is a mark', { type: ['string', 'null'] }, { type: 'string', 'x-nullable': true }],
  [
    'an open bound is a bound and a mark',
    { type: 'number', exclusiveMinimum: 0 },
    { type: 'number', minimum: 0, exclusiveMinimum: true },
  ],
  ['an object keeps its name', ref('Stop'), { $ref: '#/definitions/Stop' }],
  [
    'a text stands where it is referred to, with what is said there',
    { ...ref('Id'), description: 'The queue.' },
    { type: 'string', maxLength: 64, description: 'The queue.' },
  ],
  [
    'an object or null is the object itself, for a mark beside a reference is not read',
    { anyOf: [ref('Stop'), { type: 'null' }] },
    {
      type: 'object',
      properties: { action: { type: 'string', enum: ['stop'] } },
      required: ['action'],
      additionalProperties: false,
      'x-nullable': true,
    },
  ],
  [
    'either of two objects is one with all properties, which requires what both require',
    { anyOf: [ref('Stop'), ref('Continue')] },
    {
      type: 'object',
      properties: {
        action: { type: 'string', enum: ['stop', 'continue'] },
        percent: { type: 'integer' },
      },
      required: ['action'],
      additionalProperties: false,
    },
  ],
  [
    'either of two numbers is within the wider bounds',
    {
      anyOf: [
        { type: 'integer', minimum: 1, maximum: 500 },
        { type: 'integer', minimum: 1, maximum: 10_000 },
        { type: 'null' },
      ],
    },
    { type: 'integer', minimum: 1, maximum: 10_000, 'x-nullable': true },
  ],
  [
    'a bound of only one is none',
    { anyOf: [{ type: 'string', maxLength: 5 }, { type: 'string' }] },
    { type: 'string' },
  ],
  [
    'a listed text or any text is any text',
    { anyOf: [{ type: 'string', enum: ['a'] }, { type: 'string' }] },
    { type: 'string' },
  ],
  [
    'a whole number or any number is a number',
    { anyOf: [{ type: 'integer' }, { type: 'number' }] },
    { type: 'number' },
  ],
  ['a text or a number is anything', { anyOf: [{ type: 'string' }, { type: 'number' }] }, {}],
])('%s', (_title, schema, expected) => {
  expect(convert(schema)).toEqual(expected);
});

test('a reference to nothing is an error', () => {
  expect(() => convert(ref('Nobody'))).toThrow("There is no schema 'Nobody'.");
});
