import { defineConfig } from 'vitest/config';

/** The playground's own tests, without the product's database: they build the pages that they look at. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'example/**/*.test.ts'],
    globalSetup: ['test/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
