import { expect, test } from 'vitest';
import { createConverter } from '../../../../../shared/contract/openapi/swagger/schema.ts';
import type { Schema } from '../../../../../shared/contract/openapi/types.ts';

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const components: Record<string, Schema> = {
  Id: { type: 'string', maxLength: 64, description: 'Chosen by the caller.' },
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
const { convert } = createConverter(components);

test.each<[string, Schema, object]>([
  [
    'a constant becomes an enum with one value',
    { type: 'string', const: 'a' },
    { type: 'string', enum: ['a'] },
  ],
  [
    'a nullable type becomes x-nullable',
    { type: ['string', 'null'] },
    { type: 'string', 'x-nullable': true },
  ],
  [
    'an exclusive minimum becomes a minimum and a flag',
    { type: 'number', exclusiveMinimum: 0 },
    { type: 'number', minimum: 0, exclusiveMinimum: true },
  ],
  ['a reference to an object remains a reference', ref('Stop'), { $ref: '#/definitions/Stop' }],
  [
    'a reference to a text is inlined and keeps the description of the reference',
    { ...ref('Id'), description: 'The queue.' },
    { type: 'string', maxLength: 64, description: 'The queue.' },
  ],
  [
    'a nullable object is inlined, because Swagger ignores x-nullable next to a reference',
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
    'a union of objects has all properties and requires those that both require',
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
    'a union of numbers has the wider bounds',
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
    'a union has no bound if one member has none',
    { anyOf: [{ type: 'string', maxLength: 5 }, { type: 'string' }] },
    { type: 'string' },
  ],
  [
    'a union of an enum and a text is a text',
    { anyOf: [{ type: 'string', enum: ['a'] }, { type: 'string' }] },
    { type: 'string' },
  ],
  [
    'a union of an integer and a number is a number',
    { anyOf: [{ type: 'integer' }, { type: 'number' }] },
    { type: 'number' },
  ],
  [
    'a union of a text and a number has no type',
    { anyOf: [{ type: 'string' }, { type: 'number' }] },
    {},
  ],
])('%s', (_title, schema, expected) => {
  expect(convert(schema)).toEqual(expected);
});

test('a reference to a missing schema throws RangeError', () => {
  expect(() => convert(ref('Missing'))).toThrow("There is no schema 'Missing'.");
});
