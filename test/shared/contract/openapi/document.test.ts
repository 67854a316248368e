import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, expectTypeOf, test } from 'vitest';
import type { z } from 'zod';
import { openapi } from '../../../../shared/contract/openapi/document.ts';
import { type revisionSchema } from '../../../../shared/contract/openapi/engagements.ts';
import { type workItemSchema } from '../../../../shared/contract/openapi/representatives.ts';
import { descriptions } from '../../../../shared/contract/openapi/descriptions.ts';
import type { WorkItem } from '../../../../shared/usecases/representatives/list-work.ts';
import type { Reevaluation } from '../../../../shared/usecases/tasks/reevaluation.ts';

const document = openapi('https://contoso.example/api');
const whole = JSON.stringify(document);
const { schemas } = document.components;

test('the document is valid OpenAPI 3.1, and says where it is served', async () => {
  // The validator resolves references in what it is given.
  const { valid, errors } = await new Validator().validate(structuredClone({ ...document }));
  expect(errors ?? '').toEqual('');
  expect(valid).toBe(true);
  expect(document.openapi).toBe('3.1.0');
  expect(document.servers).toEqual([{ url: 'https://contoso.example/api' }]);
  expect(openapi('https://other.example/api').servers).toEqual([
    { url: 'https://other.example/api' },
  ]);
});

describe('components', () => {
  test('every reference leads to one, and each is referred to', () => {
    const referred = [...whole.matchAll(/#\/components\/schemas\/([^"]+)/g)].map(
      ([, name]) => name,
    );
    expect([...new Set(referred)].sort()).toEqual(Object.keys(schemas).sort());
  });
  test('none is there twice under two names', () => {
    const known = new Map<string, string>();
    const twice = Object.entries(schemas).flatMap(([name, schema]) => {
      // Ids of different things are written alike.
      if (schema.properties === undefined || Object.keys(schema.properties).length === 0) return [];
      const text = JSON.stringify(schema);
      const other = known.get(text);
      known.set(text, name);
      return other === undefined ? [] : [`${other} and ${name}`];
    });
    expect(twice).toEqual([]);
  });
  test('every text is used', () => {
    const unused = Object.values(descriptions).filter(
      (text) => !whole.includes(JSON.stringify(text)),
    );
    expect(unused).toEqual([]);
  });
});

describe('operations', () => {
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path));

  test('each has a name of its own and a summary', () => {
    const names = operations.map(({ operationId }) => operationId);
    expect(new Set(names).size).toBe(names.length);
    expect(operations.filter(({ summary }) => !/^[A-Z].*[^.]$/.test(summary))).toEqual([]);
  });
  test('each is named as designers of flows take names', () => {
    const odd = operations.filter(({ operationId }) => !/^[A-Z][A-Za-z]+$/.test(operationId));
    expect(odd).toEqual([]);
  });
  test('what is described says more than its summary', () => {
    const words = (text = '') => text.toLowerCase().replace(/[^a-z ]/g, '');
    const same = operations.filter(
      ({ summary, description }) => words(description) === words(summary),
    );
    expect(same.map(({ operationId }) => operationId)).toEqual([]);
  });
  test('whatever has an id in its path may be told that it is none', () => {
    const silent = operations
      .filter(({ parameters = [] }) => parameters.some(({ in: where }) => where === 'path'))
      .filter(({ responses }) => responses['400'] === undefined);
    expect(silent.map(({ operationId }) => operationId)).toEqual([]);
  });
  test('to try again later comes with the time to wait', () => {
    for (const name of ['Unavailable', 'TooOften']) {
      expect(document.components.responses[name]?.headers).toHaveProperty('retry-after');
    }
  });
  test('a body that may be empty need not be sent', () => {
    const optional = operations.filter(({ requestBody }) => requestBody?.required === false);
    expect(optional.map(({ operationId }) => operationId)).toEqual(['CompleteWork']);
  });
  test('a document is written under If-Match and If-None-Match', () => {
    const headers = document.paths['/queues/{id}']?.put?.parameters
      ?.filter(({ in: where }) => where === 'header')
      .map(({ name }) => name);
    expect(headers).toEqual(['If-Match', 'If-None-Match']);
  });
  test('every error has problem details, but for the one that the Functions host answers', () => {
    const plain = Object.entries(document.components.responses)
      .filter(([, { content = {} }]) => !('application/problem+json' in content))
      .map(([name]) => name);
    expect(plain).toEqual(['Keyless']);
  });
  test('the action CCaaS_CreateOperation answers with the codes of the product page', () => {
    const operation = document.paths['/data/v9.2/CCaaS_CreateOperation']?.post;
    expect(Object.keys(operation?.responses ?? {})).toEqual([
      ...['202', '400', '401', '404', '405', '429', 'default'],
    ]);
    expect(schemas['CCaaS_CreateOperationRequest']).toMatchObject({
      required: ['ApiVersion', 'ProactiveEngagementConfigId', 'Operation'],
      properties: { ApiVersion: { const: '1.0' }, DeliveryId: { type: ['string', 'null'] } },
    });
  });
});

test('answers that no domain schema has are shaped as the use cases answer', () => {
  expectTypeOf<z.infer<typeof revisionSchema>>().toEqualTypeOf<Reevaluation>();
  expectTypeOf<z.infer<typeof workItemSchema>>().toEqualTypeOf<WorkItem>();
});
