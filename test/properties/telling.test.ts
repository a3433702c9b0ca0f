import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Notice } from '../../src/domain/notice.ts';
import { aNotice } from '../builders.ts';
import { openWorld, type World } from '../flow-world.ts';

const HOUR = 3_600_000;
const portals = ['find-a-tender', 'contracts-finder'] as const;

async function ready(): Promise<World> {
  const world = await openWorld();
  for (const portal of portals) await world.collect(portal);
  world.clock.advance(HOUR);
  await world.subscribe('penetration');
  await world.subscribe('category:security', { email: 'ben@example.org' });
  await world.subscribe('penetration', { slack: 'C01TENDERS' });
  return world;
}

interface Versions {
  readonly fts: number;
  readonly cf: number;
  /** Whether the copy names the original; without it the two are joined by what they say. */
  readonly linked?: boolean;
}

/** One tender on two portals, each in up to three versions; the newest of each says the same. */
function copies(world: World, versions: Versions): Notice[] {
  const now = world.clock.now();
  const fts = Array.from({ length: versions.fts }, (_, index) =>
    aNotice({
      noticeId: `00010${index}-2026`,
      releaseId: `00010${index}-2026`,
      published: now - (versions.fts - index) * 60_000,
    }),
  );
  const cf = Array.from({ length: versions.cf }, (_, index) =>
    aNotice({
      portal: 'contracts-finder',
      noticeId: 'guid-1',
      releaseId: `guid-1-${index}`,
      ocid: 'ocds-b5fd17-1',
      published: now - (versions.cf - index) * 60_000,
      cites: versions.linked === false ? [] : ['notice:find-a-tender:000100-2026'],
    }),
  );
  return [...fts, ...cf];
}

describe('telling', () => {
  it('gives each subscriber one alert, in whatever order portals are read and mails are sent, however often', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          fts: fc.integer({ min: 1, max: 3 }),
          cf: fc.integer({ min: 1, max: 3 }),
          linked: fc.boolean(),
        }),
        fc.array(fc.constantFrom(...portals, 'dispatch' as const), { maxLength: 8 }),
        async (versions, steps) => {
          const world = await ready();
          try {
            for (const notice of copies(world, versions))
              world.portals[notice.portal as (typeof portals)[number]].publish(notice);
            for (const step of [...steps, ...portals, 'dispatch' as const]) {
              if (step === 'dispatch') await world.dispatch();
              else await world.collect(step);
            }

            expect(world.told('email')).toHaveLength(2);
            expect(world.told('slack')).toHaveLength(1);
            expect(await world.search('it:any')).toHaveLength(1);
          } finally {
            await world.close();
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('never takes an alert from somebody because somebody else subscribes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(
          fc.constantFrom('penetration', 'housing', 'region:wales', 'it:any', 'cpv:72', '-penetration'),
          { minLength: 1, maxLength: 4 },
        ),
        async (queries) => {
          const world = await ready();
          try {
            for (const [index, query] of queries.entries())
              await world.subscribe(query, { email: `other${index}@example.org` });
            world.portals['find-a-tender'].publish(...copies(world, { fts: 1, cf: 0 }));
            await world.collect('find-a-tender');
            await world.dispatch();

            const to = world.channels.email.sent.map((one) =>
              one.to.channel === 'email' ? one.to.email : '',
            );
            expect(to).toEqual(expect.arrayContaining(['ann@example.org', 'ben@example.org']));
            expect(new Set(to).size).toBe(to.length);
          } finally {
            await world.close();
          }
        },
      ),
      { numRuns: 15 },
    );
  });
});
