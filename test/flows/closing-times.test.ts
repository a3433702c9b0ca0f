import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHttp } from '../../src/base/http.ts';
import { createContractsFinder } from '../../src/portals/contracts-finder/index.ts';
import { SUMMARY, aNoticePage } from '../contracts-finder-pages.ts';
import { openWorld, type World } from '../flow-world.ts';
import { CF_NOTICE, aCfRelease, aPackage, hostMemory, quiet, servePages } from '../portal-fixtures.ts';

const open: { close(): Promise<void> }[] = [];
let world: World;
beforeEach(async () => {
  world = await openWorld();
  open.push(world);
});
afterEach(async () => {
  for (const thing of open.splice(0).toReversed()) await thing.close();
});

/** Contracts Finder itself, reading a server with one release and its page; what it was asked, and what it serves. */
async function servedWith(release: object, closing: string) {
  const site = { release: '', page: aNoticePage({ summary: closesAt(closing) }) };
  const server = await servePages((path) => {
    if (path.startsWith('/Published/Notices/OCDS/Search'))
      return { body: aPackage(site.release === '' ? [] : [site.release]) };
    if (path.startsWith('/Notice/')) return { headers: { 'content-type': 'text/html' }, body: site.page };
    return { status: 404 };
  });
  const { clock } = world;
  const http = createHttp({ clock, log: quiet, memory: hostMemory(), userAgent: 'tenderbell-test/1' });
  open.push(server, http);
  const portal = createContractsFinder({
    http,
    clock,
    log: quiet,
    url: server.url,
    spacingMs: 0,
  });
  world.portals['contracts-finder'].offer(portal, portal.facts);
  await world.seed();
  await world.subscribe('laptops it:any');
  site.release = JSON.stringify(release);
  const opened = (): number => server.asked.filter((path) => path.startsWith('/Notice/')).length;
  return { site, opened };
}

function closesAt(time: string): typeof SUMMARY {
  return SUMMARY.map(([label, value]) => [label, label === 'Closing time' ? time : value] as const);
}

describe('a release whose deadline is the edge of a day', () => {
  const edges = ['T00:00:00+01:00', 'T23:59:59+01:00'];
  const times = [
    ['11:59pm', '2026-10-01T22:59:00Z'],
    ['12pm', '2026-10-01T11:00:00Z'],
  ] as const;

  it.each(edges.flatMap((edge) => times.map(([time, at]) => [edge, time, at] as const)))(
    '%s gets the time of day from its page, %s, and nobody is told of a change',
    async (edge, time, at) => {
      const date = new Date(world.clock.now() + 3_500_000).toISOString();
      const release = aCfRelease({ date }, { tenderPeriod: { endDate: `2026-10-01${edge}` } });
      const { opened } = await servedWith(release, time);

      await world.visit('contracts-finder');
      await world.dispatch();
      world.clock.advance(3_600_000);
      await world.visit('contracts-finder');
      await world.dispatch();

      expect(opened()).toBe(1);
      const [held] = await world.search('laptops it:any');
      expect(held?.view.deadline).toEqual({ at: Date.parse(at), day: '2026-10-01', timed: true });
      expect(world.kinds()).toEqual([['new']]);
    },
  );

  it.each(edges)(
    '%s takes no time away that its page gave, when it comes in another edition',
    async (edge) => {
      const now = world.clock.now();
      const edition = (counter: number, at: number): object => {
        const date = new Date(at).toISOString();
        const of = { id: `${CF_NOTICE}-${String(counter)}`, date, tag: ['tender'] };
        return aCfRelease(of, { tenderPeriod: { endDate: `2026-10-01${edge}` } });
      };
      const { site } = await servedWith(edition(1, now + 3_500_000), '12pm');
      await world.visit('contracts-finder');
      await world.dispatch();

      // The page cannot be had for this one: the time must come from the one before.
      site.page = '';
      site.release = JSON.stringify(edition(2, world.clock.now() + 1000));
      world.clock.advance(3_600_000);
      await world.visit('contracts-finder');
      await world.dispatch();

      const [held] = await world.search('laptops it:any');
      expect(held?.view.deadline).toMatchObject({ at: Date.parse('2026-10-01T11:00:00Z'), timed: true });
      expect(world.told().flat()).toHaveLength(1);
    },
  );
});
