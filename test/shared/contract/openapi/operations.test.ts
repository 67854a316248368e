// The contract describes exactly the routes that the app serves.
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { createOpenApiDocument } from '../../../../shared/contract/openapi/document.ts';
import {
  functionFilesIn,
  loadFunctionFiles,
} from '../../../local-azure/host/app/function-files.ts';

const root = join(import.meta.dirname, '../../../..');

/** The contracts, the pages for browsers, and the endpoint for callbacks of Azure. */
const notForCallers =
  /^GET \/(openapi\.json|swagger\.json|dashboard|desktop)$|^POST \/call-events\//;

interface Served {
  operation: string;
  authLevel: string;
}

let served: Served[];

beforeAll(async () => {
  const { functions } = await loadFunctionFiles(await functionFilesIn(root, false));
  served = functions.flatMap(({ metadata }) =>
    Object.values(metadata.bindings).flatMap((binding) => {
      const { type, methods, route, authLevel } = binding as unknown as Record<string, unknown>;
      if (type !== 'httpTrigger') return [];
      return (methods as string[]).map((method) => {
        return { operation: `${method} /${String(route)}`, authLevel: String(authLevel) };
      });
    }),
  );
}, 60_000);

const described = Object.entries(
  createOpenApiDocument('https://contoso.example/api').paths,
).flatMap(([path, operations]) =>
  Object.entries(operations).map(([method, { security }]) => {
    const authLevel = security?.length === 0 ? 'anonymous' : 'function';
    return { operation: `${method.toUpperCase()} ${path}`, authLevel };
  }),
);

const sorted = (operations: readonly Served[]): string[] =>
  operations.map(({ operation, authLevel }) => `${operation} (${authLevel})`).sort();

test('the contract describes every route for callers with its key, and no other route', () => {
  const forCallers = served.filter(({ operation }) => !notForCallers.test(operation));
  expect(forCallers.length).toBeGreaterThan(30);
  expect(sorted(described)).toEqual(sorted(forCallers));
});

test('the routes of the contracts need no key', () => {
  const contracts = served.filter(({ operation }) => operation.endsWith('.json'));
  expect(sorted(contracts)).toEqual([
    'GET /openapi.json (anonymous)',
    'GET /swagger.json (anonymous)',
  ]);
});
