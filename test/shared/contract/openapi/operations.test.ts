// What is described is served, and what is served is described.
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { openapi } from '../../../../shared/contract/openapi/document.ts';
import {
  functionFilesIn,
  loadFunctionFiles,
} from '../../../local-azure/host/app/function-files.ts';

const root = join(import.meta.dirname, '../../../..');

/** The contracts themselves, the pages that people look at, and the door of Azure's own callbacks. */
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

const described = Object.entries(openapi('https://contoso.example/api').paths).flatMap(
  ([path, operations]) =>
    Object.entries(operations).map(([method, { security }]) => {
      const authLevel = security?.length === 0 ? 'anonymous' : 'function';
      return { operation: `${method.toUpperCase()} ${path}`, authLevel };
    }),
);

const sorted = (operations: readonly Served[]): string[] =>
  operations.map(({ operation, authLevel }) => `${operation} (${authLevel})`).sort();

test('every route for callers is described, with the key that it asks for, and no other', () => {
  const forCallers = served.filter(({ operation }) => !notForCallers.test(operation));
  expect(forCallers.length).toBeGreaterThan(30);
  expect(sorted(described)).toEqual(sorted(forCallers));
});

test('anyone may read the contracts', () => {
  const contracts = served.filter(({ operation }) => operation.endsWith('.json'));
  expect(sorted(contracts)).toEqual([
    'GET /openapi.json (anonymous)',
    'GET /swagger.json (anonymous)',
  ]);
});
