// The import rules of eslint.config.js: what they forbid is refused, and what they allow is accepted.
import { join } from 'node:path';
import { ESLint } from 'eslint';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');

/** The repository's own configuration, reduced to the import rules, which need no types and no files. */
const eslint = new ESLint({
  cwd: root,
  overrideConfig: { languageOptions: { parserOptions: { projectService: false, project: null } } },
  ruleFilter: ({ ruleId }) => ruleId.startsWith('no-restricted-'),
});

/** The rules that refuse the code in a file with that name. */
async function refused(file: string, code: string): Promise<(string | null)[]> {
  const results = await eslint.lintText(code, { filePath: join(root, file) });
  return [...new Set(results.flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId)))];
}
const place = {
  domain: 'shared/domain/task/new.ts',
  'domain root': 'shared/domain/new.ts',
  port: 'shared/ports/new.ts',
  contract: 'shared/contract/new.ts',
  'use case': 'shared/usecases/calls/new.ts',
  adapter: 'shared/adapters/cosmos/new.ts',
  system: 'shared/adapters/system/new.ts',
  config: 'shared/config.ts',
  compose: 'shared/compose.ts',
  errors: 'shared/errors.ts',
  engine: 'shared/engine.ts',
  function: 'functions/tasks/new.ts',
  test: 'test/shared/new.test.ts',
} as const;
type Place = keyof typeof place;

describe('imports', () => {
  const forbidden: [Place, string][] = [
    ['domain', '../../ports/message-bus.ts'],
    ['domain', '../../usecases/calls/dial-call.ts'],
    ['domain', '../../adapters/system/clock.ts'],
    ['domain', '../../contract/requests/parse-request.ts'],
    ['domain', '../../config.ts'],
    ['domain', '../../resource-names.ts'],
    ['domain', '../../engine.ts'],
    ['domain', '@azure/cosmos'],
    ['domain', 'node:fs'],
    ['domain', 'node:crypto'],
    ['domain', '../../../test/support/fakes/seeded-random.ts'],
    ['domain root', '../ports/message-bus.ts'],
    ['domain root', './ports/message-bus.ts'],
    ['port', '../adapters/cosmos/client.ts'],
    ['port', '../usecases/calls/dial-call.ts'],
    ['port', '@azure/cosmos'],
    ['contract', '../adapters/http/http-handler.ts'],
    ['contract', '../usecases/calls/dial-call.ts'],
    ['use case', '../../adapters/cosmos/client.ts'],
    ['use case', '../../compose.ts'],
    ['use case', '../../config.ts'],
    ['use case', '../../engine.ts'],
    ['use case', '../tasks/compose.ts'],
    ['use case', '../pacing/run-pacing-tick.ts'],
    ['function', '../../shared/ports/tasks.ts'],
    ['function', '../../shared/usecases/calls/dial-call.ts'],
    ['use case', '../../../functions/maintenance/health.ts'],
    ['use case', '@azure/service-bus'],
    ['use case', 'node:timers/promises'],
    ['use case', '../../../test/support/engine.ts'],
    ['adapter', '../../usecases/calls/dial-call.ts'],
    ['adapter', '../../../functions/maintenance/health.ts'],
    ['adapter', '../../../test/support/engine.ts'],
    ['engine', './adapters/cosmos/client.ts'],
    ['engine', './compose.ts'],
    ['engine', '@azure/cosmos'],
    ['compose', '../test/support/engine.ts'],
    ['function', '../../test/support/engine.ts'],
    ['domain', 'fs'],
    ['domain', 'csv-parse'],
    ['port', 'node:fs'],
    ['port', '../compose.ts'],
    ['contract', 'jose'],
    ['use case', 'csv-parse'],
    ['use case', 'crypto'],
    ['adapter', '../../compose.ts'],
    ['adapter', '../../engine.ts'],
    ['errors', './adapters/cosmos/client.ts'],
    ['errors', '@azure/cosmos'],
    ['compose', '../functions/maintenance/health.ts'],
    ['function', '@azure/cosmos'],
    ['function', 'csv-parse'],
  ];
  test.each(forbidden)('a %s does not import %s', async (from, specifier) => {
    const file = place[from];
    expect(await refused(file, `import { x } from '${specifier}';`)).toEqual([
      'no-restricted-imports',
    ]);
  });

  test('the rules include types and re-exports', async () => {
    const port = '../../ports/message-bus.ts';
    const ways = [`import type { Bus } from '${port}';`, `export { x } from '${port}';`];
    for (const code of [...ways, `export * from '${port}';`, `import '${port}';`]) {
      expect(await refused(place.domain, code), code).toEqual(['no-restricted-imports']);
    }
  });

  const allowed: [Place, string][] = [
    ['domain', '../values/ids.ts'],
    ['domain', '../report/counters.ts'],
    ['domain', 'zod'],
    ['port', '../domain/values/ids.ts'],
    ['contract', '../domain/values/ids.ts'],
    ['use case', '../../domain/task/task.ts'],
    ['use case', '../tasks/apply-task-event.ts'],
    ['use case', '../../ports/message-bus.ts'],
    ['use case', '../../errors.ts'],
    ['adapter', '../../ports/message-bus.ts'],
    ['adapter', '../../domain/values/ids.ts'],
    ['adapter', '@azure/cosmos'],
    ['adapter', 'node:crypto'],
    ['engine', './usecases/calls/compose.ts'],
    ['compose', './adapters/cosmos/client.ts'],
    ['function', '../../shared/compose.ts'],
    ['function', '@azure/functions'],
    ['test', '../support/engine.ts'],
  ];
  test.each(allowed)('a %s may import %s', async (from, specifier) => {
    expect(await refused(place[from], `import { x } from '${specifier}';`)).toEqual([]);
  });
});

describe('the machine', () => {
  const pure: Place[] = ['domain', 'port', 'contract', 'use case', 'engine'];
  const uses = [
    'crypto.randomUUID();',
    'performance.now();',
    'globalThis.Date;',
    'const { env } = process;',
    'setTimeout(act, 1);',
    "fetch('x');",
    "require('fs');",
  ];
  test.each(pure.flatMap((at) => uses.map((code) => [at, code] as const)))(
    'a %s does not use %s',
    async (at, code) => {
      expect(await refused(place[at], code)).toContain('no-restricted-globals');
    },
  );

  test.each<Place>(['domain', 'use case', 'adapter', 'function'])(
    'a %s has no dynamic import',
    async (at) => {
      expect(await refused(place[at], "await import('./x.ts');")).toContain('no-restricted-syntax');
    },
  );
});

describe('clock, randomness and environment', () => {
  const reading = [
    'Date.now();',
    'new Date();',
    'Math.random();',
    'Date();',
    'Temporal.Now.instant();',
    'process.env.X;',
    `process.env['X'];`,
  ];
  const outside: Place[] = [
    'domain',
    'port',
    'contract',
    'use case',
    'adapter',
    'compose',
    'function',
  ];
  const inside: Place[] = ['system', 'config', 'test'];
  const pairs = (places: Place[]) =>
    places.flatMap((at) => reading.map((code) => [at, code] as const));

  test.each(pairs(outside))('a %s does not use %s', async (at, code) => {
    expect(await refused(place[at], code)).toContain('no-restricted-syntax');
  });
  test.each(pairs(inside))('a %s may use %s', async (at, code) => {
    expect(await refused(place[at], code)).toEqual([]);
  });
  test.each(['new Date(0);', 'Date.parse(text);', 'Math.max(1, 2);'])(
    'every file may use %s',
    async (code) => {
      for (const at of outside) expect(await refused(place[at], code), at).toEqual([]);
    },
  );
});
