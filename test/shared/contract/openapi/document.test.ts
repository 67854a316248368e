import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, expectTypeOf, test } from 'vitest';
import type { z } from 'zod';
import { createOpenApiDocument } from '../../../../shared/contract/openapi/document.ts';
import { type revisionSchema } from '../../../../shared/contract/openapi/engagements.ts';
import { type workItemSchema } from '../../../../shared/contract/openapi/representatives.ts';
import { descriptions } from '../../../../shared/contract/openapi/descriptions.ts';
import type { WorkItem } from '../../../../shared/usecases/representatives/list-work.ts';
import type { Reevaluation } from '../../../../shared/usecases/tasks/reevaluation.ts';

const document = createOpenApiDocument('https://contoso.example/api');
const whole = JSON.stringify(document);
const { schemas } = document.components;

test('the document is valid OpenAPI 3.1 and contains the address of the server', async () => {
  // The validator resolves references in what it is given.
  const { valid, errors } = await new Validator().validate(structuredClone({ ...document }));
  expect(errors ?? '').toEqual('');
  expect(valid).toBe(true);
  expect(document.openapi).toBe('3.1.0');
  expect(document.servers).toEqual([{ url: 'https://contoso.example/api' }]);
  expect(createOpenApiDocument('https://other.example/api').servers).toEqual([
    { url: 'https://other.example/api' },
  ]);
});

describe('the components', () => {
  test('contain the target of every reference and no unused schema', () => {
    const referred = [...whole.matchAll(/#\/components\/schemas\/([^"]+)/g)].map(
      ([, name]) => name,
    );
    expect([...new Set(referred)].sort()).toEqual(Object.keys(schemas).sort());
  });
  test('contain no schema under two names', () => {
    const known = new Map<string, string>();
    const twice = Object.entries(schemas).flatMap(([name, schema]) => {
      // Ids of different kinds have the same schema.
      if (schema.properties === undefined || Object.keys(schema.properties).length === 0) return [];
      const text = JSON.stringify(schema);
      const other = known.get(text);
      known.set(text, name);
      return other === undefined ? [] : [`${other} and ${name}`];
    });
    expect(twice).toEqual([]);
  });
  test('use every description', () => {
    const unused = Object.values(descriptions).filter(
      (text) => !whole.includes(JSON.stringify(text)),
    );
    expect(unused).toEqual([]);
  });
});

describe('the operations', () => {
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path));

  test('have unique ids and a summary', () => {
    const names = operations.map(({ operationId }) => operationId);
    expect(new Set(names).size).toBe(names.length);
    expect(operations.filter(({ summary }) => !/^[A-Z].*[^.]$/.test(summary))).toEqual([]);
  });
  test('have ids that the designer of Power Automate accepts', () => {
    const odd = operations.filter(({ operationId }) => !/^[A-Z][A-Za-z]+$/.test(operationId));
    expect(odd).toEqual([]);
  });
  test('have descriptions that do not repeat the summary', () => {
    const words = (text = '') => text.toLowerCase().replace(/[^a-z ]/g, '');
    const same = operations.filter(
      ({ summary, description }) => words(description) === words(summary),
    );
    expect(same.map(({ operationId }) => operationId)).toEqual([]);
  });
  test('with an id in the path describe the response 400', () => {
    const silent = operations
      .filter(({ parameters = [] }) => parameters.some(({ in: where }) => where === 'path'))
      .filter(({ responses }) => responses['400'] === undefined);
    expect(silent.map(({ operationId }) => operationId)).toEqual([]);
  });
  test('describe the retry-after header of Unavailable and TooOften', () => {
    for (const name of ['Unavailable', 'TooOften']) {
      expect(document.components.responses[name]?.headers).toHaveProperty('retry-after');
    }
  });
  test('require a body unless all its fields are optional', () => {
    const optional = operations.filter(({ requestBody }) => requestBody?.required === false);
    expect(optional.map(({ operationId }) => operationId)).toEqual(['CompleteWork']);
  });
  test('that write a document accept If-Match and If-None-Match', () => {
    const headers = document.paths['/queues/{id}']?.put?.parameters
      ?.filter(({ in: where }) => where === 'header')
      .map(({ name }) => name);
    expect(headers).toEqual(['If-Match', 'If-None-Match']);
  });
  test('describe errors as problem details, except the response 401 of the Functions host', () => {
    const plain = Object.entries(document.components.responses)
      .filter(([, { content = {} }]) => !('application/problem+json' in content))
      .map(([name]) => name);
    expect(plain).toEqual(['Keyless']);
  });
  test('describe the status codes of CCaaS_CreateOperation as on the product page', () => {
    const operation = document.paths['/data/v9.2/CCaaS_CreateOperation']?.post;
    expect(Object.keys(operation?.responses ?? {})).toEqual([
      '202',
      '400',
      '401',
      '404',
      '405',
      '429',
      'default',
    ]);
    expect(schemas['CCaaS_CreateOperationRequest']).toMatchObject({
      required: ['ApiVersion', 'ProactiveEngagementConfigId', 'Operation'],
      properties: { ApiVersion: { const: '1.0' }, DeliveryId: { type: ['string', 'null'] } },
    });
  });
});

test('the response schemas have the types that the use cases return', () => {
  expectTypeOf<z.infer<typeof revisionSchema>>().toEqualTypeOf<Reevaluation>();
  expectTypeOf<z.infer<typeof workItemSchema>>().toEqualTypeOf<WorkItem>();
});
