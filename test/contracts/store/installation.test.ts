import { expect, it } from 'vitest';
import { onEveryEngine } from './on-every-engine.ts';

onEveryEngine('the installation', (world) => {
  it('has a word of its own that stays the same', async () => {
    const word = world.store.installation;
    await world.reopen();

    expect(world.store.installation).toBe(word);
    expect(word).toMatch(/^[0-9a-z]{6,12}$/);
  });
});
