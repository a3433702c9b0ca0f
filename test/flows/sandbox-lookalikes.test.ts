import { afterEach, describe, expect, it } from 'vitest';
import { readerOf } from '../../src/app/any-portal.ts';
import { createHttp } from '../../src/base/http.ts';
import { SAME } from '../../src/dedupe/score.ts';
import { noticeKey } from '../../src/domain/keys.ts';
import type { PortalId } from '../../src/domain/portal.ts';
import { BUILT_PORTALS, createPortal, DEFAULT_URLS } from '../../src/portals/index.ts';
import { createWorld, type Protagonist } from '../../src/sandbox/generate/world.ts';
import { fakeClock } from '../fake-clock.ts';
import { openWorld, type World } from '../flow-world.ts';
import { hostMemory, quiet } from '../portal-fixtures.ts';

const NOW = Date.parse('2026-09-01T09:00:00Z');
const FINDER = ['find-a-tender', 'contracts-finder'] as const;

const open: World[] = [];
afterEach(async () => {
  for (const world of open.splice(0)) await world.close();
});

/** Everything that the sandbox's portals bring in its story, read by the real portals' readers and joined. */
async function play(seed: string) {
  const story = createWorld({ seed, now: NOW });
  const clock = fakeClock(NOW);
  const http = createHttp({ userAgent: 'test', clock, log: quiet, memory: hostMemory() });
  const read = readerOf(
    BUILT_PORTALS.map((id) => createPortal(id, { http, clock, log: quiet, url: DEFAULT_URLS[id] })),
  );
  const reads = [...story.backlog, ...story.fresh(NOW + 1000)].map((release) => read(release.text));
  await http.close();
  const world = await openWorld();
  open.push(world);
  for (const portal of FINDER) {
    const notices = reads.flatMap((one) => ('notice' in one ? [one.notice] : []));
    await world.import(
      portal,
      notices.filter((notice) => notice.portal === portal),
    );
  }
  const held = async ({ noticeId }: Protagonist, portal: PortalId = 'find-a-tender') => {
    const owners = await world.store.procurements.ownersOf([noticeKey(portal, noticeId)]);
    const [id = 0] = [...owners.values()].flat();
    const one = await world.store.procurements.byId(id);
    if (one === undefined) throw new Error('it is not held');
    return one;
  };
  return { world, held, ...story.story };
}

describe.each(['1', '5', 'bench 7'])('the sandbox’s story, seed %s', (seed) => {
  it('has a copy without a link recognised, with the reasons kept', async () => {
    const { world, held, unlinked } = await play(seed);
    const { view, versions } = await held(unlinked);
    const [tie] = await world.store.ties.of([{ portal: 'find-a-tender', noticeId: unlinked.noticeId }]);

    expect(view.portals).toEqual(FINDER);
    expect(new Set(versions.map(({ title }) => title)).size).toBe(2);
    expect(versions.flatMap(({ cites }) => cites)).toEqual([]);
    expect(tie?.confidence).toBeGreaterThanOrEqual(SAME);
    expect(tie?.reasons).toContain('deadlines on the same day');
  });

  it('has a pair that nobody can be sure of, and shows it as possibly the same', async () => {
    const { world, held, doubtful } = await play(seed);
    const { id, view } = await held(doubtful);
    const possibly = (await world.store.ties.possibly([id])).get(id) ?? [];
    const others = await world.store.procurements.byIds(possibly.map(({ otherId }) => otherId));

    expect(view.portals).toEqual(['find-a-tender']);
    expect(others.map((other) => other.view.title)).toContain('Office cabling works');
  });

  it('keeps this year’s round apart from last year’s, and does not call them alike', async () => {
    const { world, held, yearly } = await play(seed);
    const { id, view } = await held(yearly);
    const titles = (await world.search('it:any')).map((one) => one.view.title);

    expect(view.titles).toEqual([yearly.title]);
    expect(titles).toContain(yearly.title.replace('2026/27', '2025/26'));
    expect((await world.store.ties.possibly([id])).get(id) ?? []).toEqual([]);
  });

  it('links a call-off with its framework, and knows when a contract ends and may be extended to', async () => {
    const { held, callOff, framework, ending } = await play(seed);
    const called = await held(callOff);
    const { ends } = (await held(ending)).view;

    expect(called.view.relations).toEqual([{ kind: 'framework', key: `ocid:${framework.ocid}`, by: 'data' }]);
    expect(called.id).not.toBe((await held(framework)).id);
    expect(ends).toMatchObject({ by: 'stated', confidence: 'high' });
    expect((ends?.latest ?? '') > (ends?.day ?? '')).toBe(true);
  });
});
