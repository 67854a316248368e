// The API as a Swagger 2.0 document for a custom connector of Power Automate. It is derived from the 3.1 document, so
// the two cannot differ.
import { createOpenApiDocument } from '../document.ts';
import { methods } from '../types.ts';
import { addHints } from './hints.ts';
import { convertNotification, convertOperation } from './operation.ts';
import { type Converter, createConverter } from './schema.ts';
import type { Swagger, SwaggerOperation, SwaggerPath, SwaggerSchema } from './types.ts';

/** `base` is the address of the API, such as https://contoso.azurewebsites.net/api. */
export function createSwaggerDocument(base: string): Swagger {
  const { protocol, host, pathname } = new URL(base);
  const { info, paths, components } = createOpenApiDocument(base);
  const { functionKey } = components.securitySchemes;
  if (functionKey?.in !== 'header') throw new TypeError('A connector sends its key in a header.');
  const converter = createConverter(components.schemas);
  const converted: Swagger['paths'] = {};
  for (const [path, operations] of Object.entries(paths)) {
    const item: Swagger['paths'][string] = {};
    for (const method of methods) {
      const operation = operations[method];
      if (operation === undefined) continue;
      const place = { path, isPut: method === 'put' };
      item[method] = convertOperation(operation, place, components.responses, converter);
      const notification = convertNotification(operation, converter);
      if (notification !== undefined) item['x-ms-notification-content'] = notification;
    }
    converted[path] = item;
  }
  return {
    swagger: '2.0',
    info,
    host,
    basePath: pathname,
    schemes: [protocol.replace(':', '')],
    consumes: ['application/json'],
    produces: ['application/json'],
    securityDefinitions: { api_key: { ...functionKey, in: 'header' } },
    security: [{ api_key: [] }],
    paths: converted,
    definitions: definitionsOf(converted, converter),
  };
}

export const listOperations = (path: SwaggerPath): SwaggerOperation[] =>
  methods.flatMap((method) => path[method] ?? []);

/** Only referenced schemas: a union is merged into one. Fields of a body are shown for input. */
function definitionsOf(paths: Swagger['paths'], converter: Converter): Swagger['definitions'] {
  const operations = Object.values(paths).flatMap(listOperations);
  const notifications = Object.values(paths).map((path) => path['x-ms-notification-content']);
  const parameters = operations.map((operation) => operation.parameters);
  const responses = operations.map((operation) => operation.responses);
  const written = collectReferences(parameters, converter);
  const entries = [
    ...new Set([...written, ...collectReferences([responses, notifications], converter)]),
  ]
    .sort()
    .map((name): [string, SwaggerSchema] => {
      return [name, addHints(converter.definition(name), written.has(name))];
    });
  return Object.fromEntries(entries);
}

/** The names that the value refers to, directly or indirectly. */
function collectReferences(
  value: unknown,
  converter: Converter,
  names = new Set<string>(),
): Set<string> {
  for (const [, name = ''] of JSON.stringify(value).matchAll(/"#\/definitions\/([^"]+)"/g)) {
    if (names.has(name)) continue;
    names.add(name);
    collectReferences(converter.definition(name), converter, names);
  }
  return names;
}
