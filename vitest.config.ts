import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// One config for every package: `vitest run --config ../../vitest.config.ts` from a package's folder.
// Tests read the packages' sources, never a stale dist, through the exports condition below.
const conditions = ['@llamaforge/source'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['**/src/**/*.test.ts'],
    setupFiles: [fileURLToPath(new URL('packages/testing/src/property-seed.ts', import.meta.url))],
    reporters: ['default', ['json', { outputFile: 'test-results/results.json' }]],
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
