import { defineConfig } from 'vitest/config';

/** Function files register themselves when they are loaded, which must not have happened before for another test. */
const registering = [
  'test/shared/contract/openapi/operations.test.ts',
  'test/infra/apply/collections.test.ts',
  'test/wire-names.test.ts',
];

const common = { testTimeout: 20_000, hookTimeout: 30_000 };

export default defineConfig({
  test: {
    // Most tests of the local Azure wait for its clock rather than for a core.
    maxWorkers: 4,
    projects: [
      {
        // Without Azure there is no state but a test's own: modules are loaded once for all files of a thread.
        test: {
          name: 'product',
          include: ['test/*.test.ts', 'test/{shared,scenario,infra,lint}/**/*.test.ts'],
          exclude: registering,
          pool: 'threads',
          isolate: false,
          ...common,
        },
      },
      {
        test: {
          name: 'local Azure',
          include: ['test/{local-azure,ports,functions}/**/*.test.ts', ...registering],
          pool: 'threads',
          ...common,
        },
      },
    ],
  },
});
