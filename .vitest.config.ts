import { defineConfig } from 'vitest/config';

/** `unit` and `renderer` need nothing but Node; `engine` makes real mounts, namespaces and containers (root). */
export default defineConfig({
  root: import.meta.dirname,
  cacheDir: '.build/vitest',
  test: {
    teardownTimeout: 60_000,
    // CI's machine is shared and noisy.
    retry: process.env['CI'] ? 1 : 0,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['engine/**/*.test.ts', 'electron/**/*.test.ts'],
          exclude: ['**/*.real.test.ts'],
          environment: 'node',
          testTimeout: 10_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'renderer',
          include: ['renderer/**/*.test.{ts,tsx}'],
          environment: 'happy-dom',
          testTimeout: 15_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'engine',
          include: ['engine/**/*.real.test.ts', 'electron/**/*.real.test.ts'],
          environment: 'node',
          pool: 'forks',
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          testTimeout: 90_000,
          // A poll ends as soon as it holds; a busy machine may take its time until then.
          expect: { poll: { timeout: 15_000 } },
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
