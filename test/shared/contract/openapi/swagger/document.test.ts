import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, test } from 'vitest';
import { definition } from '../../../../../infra/connector/definition.ts';
import { openapi } from '../../../../../shared/contract/openapi/document.ts';
import { operationsIn, swagger } from '../../../../../shared/contract/openapi/swagger/document.ts';

const folder = join(import.meta.dirname, '../../../../../infra/connector');
const kept = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as unknown;

const base = 'https://contoso.example/api';
const document = swagger(base);

test('the document is valid Swagger 2.0, and says where it is served', async () => {
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

test('it has the operations of the 3.1 document', () => {
  const operations = (paths: object) =>
    Object.entries(paths).map(([path, item]) => {
      const methods = Object.keys(item as object).filter((key) => !key.startsWith('x-'));
      return [path, methods.sort()];
    });
  expect(operations(document.paths)).toEqual(operations(openapi(base).paths));
});

test('it has no word that Swagger 2.0 does not know', () => {
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

describe('an engagement', () => {
  const { properties = {}, required } = document.definitions['EngagementInput'] ?? {};

  test('of whatever mode fits one shape, which requires what all require', () => {
    expect(required).toEqual(['name', 'workstreamId', 'channel']);
    expect(properties['dialMode']?.enum).toEqual([
      ...['copilot', 'preview', 'progressive', 'predictive'],
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
  test('has no default filled in by the designer, which may be another mode’s', () => {
    expect(JSON.stringify(document.definitions)).not.toContain('"default":');
  });
});

describe('the designer of a flow', () => {
  const { get: report } = document.paths['/engagements/{id}/report'] ?? {};
  const { get: oneImport } = document.paths['/engagements/{id}/imports/{importId}'] ?? {};
  const picker = {
    operationId: 'ListEngagements',
    'value-collection': 'items',
    'value-path': 'id',
    'value-title': 'name',
  };

  test('lets a person pick an engagement by its name', () => {
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
  test('lets them pick an import of the engagement that was picked', () => {
    expect(oneImport?.parameters[1]?.['x-ms-dynamic-values']).toEqual({
      ...picker,
      operationId: 'ListImports',
      parameters: { id: { parameter: 'id' } },
    });
  });
  test('lets them write the id of a new engagement', () => {
    const { put } = document.paths['/engagements/{id}'] ?? {};
    expect(put?.parameters[0]).not.toHaveProperty('x-ms-dynamic-values');
  });
  test('picks from operations that are there', () => {
    const operations = Object.values(document.paths).flatMap(operationsIn);
    const known = operations.map(({ operationId }) => operationId);
    const asked = [
      ...JSON.stringify(document).matchAll(/"x-ms-dynamic-values":{"operationId":"(\w+)"/g),
    ];
    expect(asked.length).toBeGreaterThan(20);
    expect(asked.map(([, name]) => name).filter((name) => !known.includes(name ?? ''))).toEqual([]);
  });
  test('asks for no body in which nothing can be said', () => {
    const { post } = document.paths['/representatives/{id}/work/{deliveryId}/complete'] ?? {};
    expect(post?.parameters.map(({ name }) => name)).toEqual(['id', 'deliveryId']);
  });
  test('calls everything by words', () => {
    const parameters = Object.values(document.paths)
      .flatMap(operationsIn)
      .flatMap((operation) => operation.parameters);
    expect(parameters.filter((parameter) => parameter['x-ms-summary'] === undefined)).toEqual([]);
    const nameless = Object.values(document.definitions)
      .flatMap(({ properties = {} }) => Object.values(properties))
      .filter((property) => property['x-ms-summary'] === undefined);
    expect(nameless).toEqual([]);
  });
  test('hides what is seldom needed, and what is not theirs to write', () => {
    expect(report?.['x-ms-visibility']).toBe('important');
    const { properties = {} } = document.definitions['EngagementInput'] ?? {};
    expect(properties['name']?.['x-ms-visibility']).toBeUndefined();
    expect(properties['priority']?.['x-ms-visibility']).toBe('advanced');
    expect(properties['lifecycle']?.['x-ms-visibility']).toBe('internal');
  });
});

describe('a flow', () => {
  const path = document.paths['/subscriptions'] ?? {};
  const { properties = {} } = document.definitions['SubscriptionRequest'] ?? {};

  test('may begin with an outcome, whose fields it knows', () => {
    expect(path.post).toMatchObject({ 'x-ms-trigger': 'single', 'x-ms-visibility': 'important' });
    const event = path['x-ms-notification-content']?.schema.$ref?.split('/').at(-1) ?? '';
    const fields = document.definitions[event]?.properties ?? {};
    expect(Object.keys(fields)).toEqual(
      expect.arrayContaining(['type', 'result', 'outcome', 'uniqueIdentifier', 'journeyTrigger']),
    );
    expect(fields['type']?.enum).toEqual(['DeliveryEnded', 'DeliveryTaskClosed']);
    expect(fields['result']).toMatchObject({ 'x-ms-summary': 'Result' });
  });
  test('gives its own address, which nobody has to fill in', () => {
    expect(properties['callbackUrl']).toMatchObject({
      type: 'string',
      'x-ms-notification-url': true,
      'x-ms-visibility': 'internal',
    });
    const elsewhere = JSON.stringify({ ...document.definitions, SubscriptionRequest: null });
    expect(elsewhere).not.toContain('x-ms-notification-url');
  });
  test('is told of the engagement that a person picks', () => {
    expect(properties['engagementId']?.['x-ms-dynamic-values']).toMatchObject({
      operationId: 'ListEngagements',
    });
  });
  test('ends its subscription where the answer said', () => {
    expect(path.post?.responses['201']?.headers).toHaveProperty('location');
    expect(document.paths['/subscriptions/{id}']?.delete?.['x-ms-visibility']).toBe('internal');
  });
});

describe('infra/connector', () => {
  test('keeps the definition as it is made (else: npm run connector)', () => {
    expect(kept('apiDefinition.swagger.json')).toEqual(definition());
  });
  test('asks a connection for the key and for the host', () => {
    // The policy replaces the whole address, base path included, so it has to say the base path again.
    const { basePath, securityDefinitions } = definition();
    const [key = ''] = Object.keys(securityDefinitions);
    expect(kept('apiProperties.json')).toMatchObject({
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
