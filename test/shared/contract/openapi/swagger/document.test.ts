import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, test } from 'vitest';
import { createConnectorDefinition } from '../../../../../infra/connector/definition.ts';
import { createOpenApiDocument } from '../../../../../shared/contract/openapi/document.ts';
import {
  listOperations,
  createSwaggerDocument,
} from '../../../../../shared/contract/openapi/swagger/document.ts';

const folder = join(import.meta.dirname, '../../../../../infra/connector');
const readJson = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as unknown;

const base = 'https://contoso.example/api';
const document = createSwaggerDocument(base);

test('the document is valid Swagger 2.0 and contains the address of the server', async () => {
  const { valid, errors } = await new Validator().validate(structuredClone({ ...document }));
  expect(errors ?? '').toEqual('');
  expect(valid).toBe(true);
  expect(document).toMatchObject({
    swagger: '2.0',
    host: 'contoso.example',
    basePath: '/api',
    schemes: ['https'],
    securityDefinitions: { api_key: { type: 'apiKey', in: 'header', name: 'x-functions-key' } },
  });
});

test('the document has the operations of the OpenAPI 3.1 document', () => {
  const operations = (paths: object) =>
    Object.entries(paths).map(([path, item]) => {
      const methods = Object.keys(item as object).filter((key) => !key.startsWith('x-'));
      return [path, methods.sort()];
    });
  expect(operations(document.paths)).toEqual(operations(createOpenApiDocument(base).paths));
});

test('the document has no keyword of a newer version', () => {
  const words = new Set<string>();
  const walk = (value: unknown, isName: boolean): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (!Array.isArray(value) && !isName) words.add(key);
      walk(inner, !isName && ['properties', 'definitions'].includes(key));
    }
  };
  walk(document.definitions, true);
  const newer = ['anyOf', 'oneOf', 'const', 'propertyNames', 'discriminator', 'nullable'];
  expect(newer.filter((word) => words.has(word))).toEqual([]);
  expect(JSON.stringify(document)).not.toMatch(/"type":(\[|"null")/);
});

describe('the definition of an engagement', () => {
  const { properties = {}, required } = document.definitions['EngagementInput'] ?? {};

  test('merges all variants and requires the fields that all variants require', () => {
    expect(required).toEqual(['name', 'workstreamId', 'channel']);
    expect(properties['dialMode']?.enum).toEqual([
      'copilot',
      'preview',
      'progressive',
      'predictive',
    ]);
    expect(Object.keys(properties['callSettings']?.properties ?? {})).toEqual(
      expect.arrayContaining(['outsideQueueHours', 'backlog', 'answeringMachine']),
    );
    expect(properties['callSettings']?.properties?.['maximumConcurrentCalls']).toMatchObject({
      type: 'integer',
      minimum: 1,
      maximum: 10_000,
      'x-nullable': true,
    });
  });
  test('has no default, because a default may belong to another variant', () => {
    expect(JSON.stringify(document.definitions)).not.toContain('"default":');
  });
});

describe('the designer of Power Automate', () => {
  const { get: report } = document.paths['/engagements/{id}/report'] ?? {};
  const { get: oneImport } = document.paths['/engagements/{id}/imports/{importId}'] ?? {};
  const picker = {
    operationId: 'ListEngagements',
    'value-collection': 'items',
    'value-path': 'id',
    'value-title': 'name',
  };

  test('offers the engagements by name', () => {
    expect(report?.parameters[0]).toMatchObject({
      name: 'id',
      'x-ms-summary': 'Engagement ID',
      'x-ms-dynamic-values': picker,
    });
    const { properties } = document.definitions['CCaaS_CreateOperationRequest'] ?? {};
    expect(properties?.['ProactiveEngagementConfigId']).toMatchObject({
      'x-ms-dynamic-values': picker,
    });
  });
  test('offers the imports of the selected engagement', () => {
    expect(oneImport?.parameters[1]?.['x-ms-dynamic-values']).toEqual({
      ...picker,
      operationId: 'ListImports',
      parameters: { id: { parameter: 'id' } },
    });
  });
  test('asks for the id of a new engagement as text', () => {
    const { put } = document.paths['/engagements/{id}'] ?? {};
    expect(put?.parameters[0]).not.toHaveProperty('x-ms-dynamic-values');
  });
  test('offers values only from operations that exist', () => {
    const operations = Object.values(document.paths).flatMap(listOperations);
    const known = operations.map(({ operationId }) => operationId);
    const pickers = [
      ...JSON.stringify(document).matchAll(/"x-ms-dynamic-values":{"operationId":"(\w+)"/g),
    ];
    expect(pickers.length).toBeGreaterThan(20);
    expect(pickers.map(([, name]) => name).filter((name) => !known.includes(name ?? ''))).toEqual(
      [],
    );
  });
  test('asks for no body if the body has no fields', () => {
    const { post } = document.paths['/representatives/{id}/work/{deliveryId}/complete'] ?? {};
    expect(post?.parameters.map(({ name }) => name)).toEqual(['id', 'deliveryId']);
  });
  test('shows a title for every parameter and property', () => {
    const parameters = Object.values(document.paths)
      .flatMap(listOperations)
      .flatMap((operation) => operation.parameters);
    expect(parameters.filter((parameter) => parameter['x-ms-summary'] === undefined)).toEqual([]);
    const nameless = Object.values(document.definitions)
      .flatMap(({ properties = {} }) => Object.values(properties))
      .filter((property) => property['x-ms-summary'] === undefined);
    expect(nameless).toEqual([]);
  });
  test('hides optional fields and fields that callers cannot write', () => {
    expect(report?.['x-ms-visibility']).toBe('important');
    const { properties = {} } = document.definitions['EngagementInput'] ?? {};
    expect(properties['name']?.['x-ms-visibility']).toBeUndefined();
    expect(properties['priority']?.['x-ms-visibility']).toBe('advanced');
    expect(properties['lifecycle']?.['x-ms-visibility']).toBe('internal');
  });
});

describe('a flow of Power Automate', () => {
  const path = document.paths['/subscriptions'] ?? {};
  const { properties = {} } = document.definitions['SubscriptionRequest'] ?? {};

  test('can start with an outcome event and use its fields', () => {
    expect(path.post).toMatchObject({ 'x-ms-trigger': 'single', 'x-ms-visibility': 'important' });
    const event = path['x-ms-notification-content']?.schema.$ref?.split('/').at(-1) ?? '';
    const fields = document.definitions[event]?.properties ?? {};
    expect(Object.keys(fields)).toEqual(
      expect.arrayContaining(['type', 'result', 'outcome', 'uniqueIdentifier', 'journeyTrigger']),
    );
    expect(fields['type']?.enum).toEqual(['DeliveryEnded', 'DeliveryTaskClosed']);
    expect(fields['result']).toMatchObject({ 'x-ms-summary': 'Result' });
  });
  test('sends its address without input from the maker', () => {
    expect(properties['callbackUrl']).toMatchObject({
      type: 'string',
      'x-ms-notification-url': true,
      'x-ms-visibility': 'internal',
    });
    const elsewhere = JSON.stringify({ ...document.definitions, SubscriptionRequest: null });
    expect(elsewhere).not.toContain('x-ms-notification-url');
  });
  test('receives the outcomes of the selected engagement', () => {
    expect(properties['engagementId']?.['x-ms-dynamic-values']).toMatchObject({
      operationId: 'ListEngagements',
    });
  });
  test('ends its subscription at the location from the response', () => {
    expect(path.post?.responses['201']?.headers).toHaveProperty('location');
    expect(document.paths['/subscriptions/{id}']?.delete?.['x-ms-visibility']).toBe('internal');
  });
});

describe('infra/connector', () => {
  test('contains the current definition; after a change run npm run connector', () => {
    expect(readJson('apiDefinition.swagger.json')).toEqual(createConnectorDefinition());
  });
  test('asks for the key and the host of a connection', () => {
    // The policy replaces the whole address, so it must contain the base path again.
    const { basePath, securityDefinitions } = createConnectorDefinition();
    const [key = ''] = Object.keys(securityDefinitions);
    expect(readJson('apiProperties.json')).toMatchObject({
      properties: {
        connectionParameters: { [key]: { type: 'securestring' }, host: { type: 'string' } },
        policyTemplateInstances: [
          {
            templateId: 'dynamichosturl',
            parameters: {
              'x-ms-apimTemplateParameter.urlTemplate': `https://@connectionParameters('host')${basePath}`,
            },
          },
        ],
      },
    });
  });
});
