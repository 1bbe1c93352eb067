import { availableParallelism } from 'node:os';

import { defineConfig } from 'vitest/config';

const resolve = { conditions: ['source'] };

/**
 * Suites that start servers get time to do so; no test waits by the clock, each has its own deadline. Files share what
 * they import: loading it anew for each of them takes minutes, and none changes it.
 */
const withServers = {
  isolate: false,
  testTimeout: 60_000,
  hookTimeout: 60_000,
  globalSetup: ['packages/testing/src/vitest-postgres.ts'],
};

export default defineConfig({
  resolve,
  ssr: { resolve },
  // Vitest loads `globalSetup` in an environment of its own, which does not inherit the conditions.
  environments: { __vitest__: { resolve } },
  test: {
    // These suites wait for processes and servers more than they compute: two files side by side, also on small machines.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    expect: { poll: { timeout: 15_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [
            '{packages,apps}/*/src/**/*.test.ts',
            '{chaos,bench}/src/**/*.test.ts',
            '{packages,apps}/*/web/src/**/*.test.ts',
          ],
          isolate: false,
        },
      },
      {
        extends: true,
        test: { name: 'integration', include: ['{packages,apps}/*/test/**/*.integration.test.ts'], ...withServers },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['{packages,apps}/*/test/**/*.e2e.test.ts', '{chaos,bench}/test/**/*.e2e.test.ts'],
          ...withServers,
        },
      },
      {
        extends: true,
        test: {
          name: 'services',
          include: ['{packages,apps}/*/test/**/*.services.test.ts', 'bench/test/**/*.services.test.ts'],
          ...withServers,
          testTimeout: 180_000,
        },
      },
    ],
  },
});
