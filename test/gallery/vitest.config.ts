import { defineConfig } from 'vitest/config';

/** `npm run mails`; apart from the tests, because it leaves files behind. */
export default defineConfig({
  test: { name: 'gallery', include: ['test/gallery/mails.ts'], testTimeout: 120_000 },
});
