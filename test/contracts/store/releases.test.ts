import { expect, it } from 'vitest';
import { aRelease, NOW } from './make.ts';
import { onEveryEngine } from './on-every-engine.ts';

onEveryEngine('releases', (world) => {
  it('answers those it has not seen, and of equals the first', async () => {
    const [one, two] = [aRelease('1'), aRelease('2')];
    const changed = { ...one, hash: 'other' };
    await world.store.transaction(async (tx) => tx.releases.keep('page', [one], NOW));
    const unseen = await world.store.transaction(async (tx) =>
      tx.releases.unseen([one, two, changed, { ...two, text: 'again' }]),
    );

    expect(unseen).toEqual([two, changed]);
  });

  it('answers those whose id it has not heard in any wording, and of equals the first', async () => {
    const [one, two] = [aRelease('1'), aRelease('2')];
    await world.store.transaction(async (tx) => tx.releases.keep('page', [one], NOW));
    const unheard = await world.store.transaction(async (tx) =>
      tx.releases.unheard([
        { ...one, hash: 'other' },
        two,
        { ...two, hash: 'other' },
        { ...one, ocid: 'ocds-h6vhtk-2' },
        { ...one, portal: 'contracts-finder' },
      ]),
    );

    expect(unheard).toEqual([two, { ...one, ocid: 'ocds-h6vhtk-2' }, { ...one, portal: 'contracts-finder' }]);
  });

  it('counts what it keeps and each reject once', async () => {
    const reject = { portal: 'find-a-tender', ref: 'x', reason: 'no id', hash: 'h', text: '{}' } as const;
    const fresh = await world.store.transaction(async (tx) => {
      await tx.releases.keep('page', [aRelease('1'), aRelease('2')], NOW);
      return [
        await tx.releases.reject([reject, { ...reject, hash: 'i' }], NOW),
        await tx.releases.reject([reject], NOW),
      ];
    });

    expect(fresh).toEqual([[reject, { ...reject, hash: 'i' }], []]);
    expect(await world.store.portals.state('find-a-tender')).toMatchObject({ releases: 2, rejects: 2 });
  });

  it('lets a reject go whose very bytes are kept as a release: it can be read now', async () => {
    const release = aRelease('1');
    const { portal, hash, text } = release;
    const reject = { portal, ref: '1', reason: 'unknown tag', hash, text };
    await world.store.transaction(async (tx) => {
      await tx.releases.reject([reject, { ...reject, hash: 'another' }], NOW);
      await tx.releases.keep('page', [release], NOW);
    });

    expect(await world.store.portals.quarantined(portal)).toHaveLength(1);
    expect(await world.store.portals.state(portal)).toMatchObject({ rejects: 1 });
  });
});
