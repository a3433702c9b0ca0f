import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['src/**/*.test.{ts,tsx}', 'test/architecture/**/*.test.ts'] } },
      { test: { name: 'contracts', include: ['test/contracts/**/*.test.ts'], testTimeout: 30_000 } },
      {
        test: {
          name: 'flows',
          include: ['test/flows/**/*.test.ts', 'test/replay/**/*.test.ts'],
          testTimeout: 60_000,
        },
      },
      { test: { name: 'properties', include: ['test/properties/**/*.test.ts'], testTimeout: 120_000 } },
      { test: { name: 'faults', include: ['test/faults/**/*.test.ts'], testTimeout: 120_000 } },
      { test: { name: 'week', include: ['test/week/**/*.test.ts'], testTimeout: 600_000 } },
      { test: { name: 'browser', include: ['test/browser/**/*.test.ts'], testTimeout: 120_000 } },
    ],
  },
});
