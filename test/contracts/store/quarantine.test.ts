import { expect, it } from 'vitest';
import type { Reject } from '../../../src/domain/release.ts';
import { NOW } from './make.ts';
import { onEveryEngine } from './on-every-engine.ts';

const PORTAL = 'find-a-tender';
const PAGE = { source: 'https://example.org/1', bad: 'HTML', body: Buffer.from('<html>é') };
const REJECT: Reject = { portal: PORTAL, ref: 'r-1', reason: 'no id', hash: 'h1', text: '{"é":1}' };

onEveryEngine('the quarantine', (world) => {
  it('keeps the same bytes once', async () => {
    const kept = await world.store.transaction(async (tx) => [
      await tx.portals.quarantine(PORTAL, PAGE, NOW),
      await tx.portals.quarantine(PORTAL, { ...PAGE, source: 'other' }, NOW),
      await tx.portals.quarantine(PORTAL, { ...PAGE, body: Buffer.from('<htm') }, NOW),
      await tx.portals.quarantine('contracts-finder', PAGE, NOW),
    ]);

    expect(kept).toEqual([true, false, true, true]);
  });

  it('lists pages and releases, newest first, and unpacks what was kept', async () => {
    await world.store.transaction(async (tx) => {
      await tx.portals.quarantine(PORTAL, PAGE, NOW);
      await tx.releases.reject([REJECT], NOW + 1);
      await tx.releases.reject([{ ...REJECT, portal: 'unknown' }], NOW + 2);
      await tx.portals.quarantine('contracts-finder', PAGE, NOW + 3);
    });
    await world.reopen();

    const all = await world.store.portals.quarantined();
    expect(all).toEqual([
      { ...anEntry('page', 2, NOW + 3), portal: 'contracts-finder' },
      { ...anEntry('release', 2, NOW + 2), portal: 'unknown' },
      anEntry('release', 1, NOW + 1),
      anEntry('page', 1, NOW),
    ]);
    expect(await world.store.portals.quarantined(PORTAL)).toEqual(all.slice(2));
    expect(await world.store.portals.quarantined('unknown')).toEqual(all.slice(1, 2));
    expect(await bodies([...all])).toEqual(['<html>é', REJECT.text, REJECT.text, '<html>é']);
    expect(await world.store.portals.quarantinedBody({ kind: 'page', id: 99 })).toBeUndefined();
  });

  it('keeps the first 5 MB, and says where it cut', async () => {
    const whole = Buffer.alloc(5_000_000, 'a');
    await world.store.transaction(async (tx) => {
      await tx.portals.quarantine(PORTAL, { ...PAGE, body: whole }, NOW);
      await tx.portals.quarantine(PORTAL, { ...PAGE, body: Buffer.concat([whole, PAGE.body]) }, NOW + 1);
      await tx.releases.reject([{ ...REJECT, text: 'b'.repeat(5_000_001) }], NOW + 2);
    });

    const all = await world.store.portals.quarantined();
    expect(all.map(({ bytes, isCut }) => [bytes, isCut])).toEqual([
      [5_000_001, true],
      [5_000_000 + PAGE.body.byteLength, true],
      [5_000_000, false],
    ]);
    expect((await bodies([...all])).map((body) => body?.length)).toEqual([5_000_000, 5_000_000, 5_000_000]);
  });

  it('lets go of what could be read after all, and counts it no longer', async () => {
    await world.store.transaction(async (tx) => {
      await tx.portals.quarantine(PORTAL, PAGE, NOW);
      await tx.releases.reject([REJECT, { ...REJECT, hash: 'h2' }], NOW);
      await tx.releases.reject([{ ...REJECT, portal: 'contracts-finder' }], NOW);
      await tx.portals.discard({ kind: 'release', id: 1 });
      await tx.portals.discard({ kind: 'release', id: 1 });
    });
    expect((await world.store.portals.quarantined(PORTAL)).map(({ kind, id }) => [kind, id])).toEqual([
      ['page', 1],
      ['release', 2],
    ]);
    expect(await world.store.portals.state(PORTAL)).toMatchObject({ rejects: 1 });

    await world.store.transaction(async (tx) => tx.portals.discard({ kind: 'page', id: 1 }));
    expect((await world.store.portals.quarantined(PORTAL)).map(({ kind }) => kind)).toEqual(['release']);
    expect(await world.store.portals.state(PORTAL)).toMatchObject({ rejects: 1, evicted: 0 });
    expect(await world.store.portals.state('contracts-finder')).toMatchObject({ rejects: 1 });
  });

  it('keeps what it let go of once more where it comes back', async () => {
    const kept = await world.store.transaction(async (tx) => {
      await tx.portals.quarantine(PORTAL, PAGE, NOW);
      await tx.releases.reject([REJECT], NOW);
      await tx.portals.discard({ kind: 'page', id: 1 });
      await tx.portals.discard({ kind: 'release', id: 1 });
      return [await tx.portals.quarantine(PORTAL, PAGE, NOW), await tx.releases.reject([REJECT], NOW)];
    });

    expect(kept).toEqual([true, [REJECT]]);
    expect(await world.store.portals.quarantined()).toHaveLength(2);
  });

  async function bodies(
    of: Parameters<typeof world.store.portals.quarantinedBody>[0][],
  ): Promise<(string | undefined)[]> {
    return await Promise.all(
      of.map(async (one) => {
        const body = await world.store.portals.quarantinedBody(one);
        return body === undefined ? undefined : Buffer.from(body).toString('utf8');
      }),
    );
  }
});

function anEntry(kind: 'page' | 'release', id: number, at: number): object {
  const isPage = kind === 'page';
  return {
    kind,
    id,
    portal: PORTAL,
    ref: isPage ? PAGE.source : REJECT.ref,
    reason: isPage ? PAGE.bad : REJECT.reason,
    bytes: 8,
    isCut: false,
    at,
  };
}
