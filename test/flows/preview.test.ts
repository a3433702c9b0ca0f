import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noticeKey } from '../../src/domain/keys.ts';
import type { Notice } from '../../src/domain/notice.ts';
import { cameIn, spanHeld } from '../../src/flows/came-lately.ts';
import { preview } from '../../src/flows/preview.ts';
import { wouldBe } from '../../src/flows/would-be.ts';
import { parseQuery } from '../../src/match/parse.ts';
import type { Preview } from '../../src/match/preview/preview.ts';
import { aNotice } from '../builders.ts';
import { deadlineOn, openWorld, type World } from '../flow-world.ts';

const DAY = 86_400_000;

let world: World;
let numbered: number;
beforeEach(async () => {
  // A Wednesday.
  world = await openWorld('2026-09-30T09:00:00Z');
  numbered = 100_000;
});
afterEach(async () => world.close());

/** So many days before now, each its own procurement: what tells them apart is made up from the number. */
function published(daysAgo: number, with_: Partial<Notice> = {}): Notice {
  numbered += 1;
  const word = `ref${numbered}`;
  return aNotice({
    noticeId: `${numbered}-2026`,
    ocid: `ocds-h6vhtk-${numbered}`,
    published: world.clock.now() - daysAgo * DAY,
    title: `Guarding ${word}`,
    description: `Guards for ${word}.`,
    buyer: { name: `${word} Council`, id: undefined, type: 'local' },
    cpv: [{ code: '79710000', description: undefined, main: true }],
    value: { min: numbered * 1000, max: numbered * 1000, gross: undefined, currency: 'GBP' },
    deadline: undefined,
    ...with_,
  });
}

function cyber(daysAgo: number, with_: Partial<Notice> = {}): Notice {
  const word = `sec${numbered + 1}`;
  return published(daysAgo, {
    title: `Cyber security monitoring ${word}`,
    description: `Security monitoring of the network of ${word}.`,
    cpv: [{ code: '72000000', description: undefined, main: true }],
    ...with_,
  });
}

/** A guarding tender on each of the last days, so that they count as held. */
async function hold(days: number): Promise<void> {
  await keep(...Array.from({ length: days }, (_, day) => published(day)));
}

async function keep(...notices: readonly Notice[]): Promise<void> {
  await world.import('find-a-tender', notices);
}

async function previewed(text: string): Promise<Preview> {
  return await preview({ query: parseQuery(text).query }, world);
}

async function cameFor(text: string): Promise<number | undefined> {
  const { volume, longer } = await previewed(text);
  return (longer ?? volume)?.came;
}

describe('a preview', () => {
  it('counts what would have come as new in the last 30 days, whatever became of it', async () => {
    await hold(100);
    const awarded = cyber(20, { noticeId: '900001-2026' });
    const old = cyber(40);
    const award = { published: world.clock.now() - DAY, stage: 'award' } as const;
    await keep(
      cyber(2, { deadline: deadlineOn('2026-10-30') }),
      cyber(15, { deadline: deadlineOn('2026-09-20') }),
      awarded,
      { ...awarded, noticeId: '900002-2026', ...award },
      old,
      { ...old, noticeId: '900003-2026', ...award },
      cyber(3, { stage: 'award' }),
    );
    const { volume, latest, verdict, longer } = await previewed('cyber');

    expect(volume).toMatchObject({ came: 3, isCut: false, span: { days: 30, isWhole: true } });
    // 22 working days.
    expect(volume?.perWeek).toBeCloseTo((3 / 22) * 5);
    expect(verdict).toBe('well');
    expect(longer).toBeUndefined();
    expect(latest.map(({ at }) => (world.clock.now() - at) / DAY)).toEqual([2, 15, 20]);
  });

  it('counts awards where the query asks for them, names a supplier, or a subscription wants them', async () => {
    await hold(40);
    await keep(cyber(3, { stage: 'award' }), cyber(5, { stage: 'contract' }));
    const wish = { address: { channel: 'email', email: 'ann@example.org' }, cadence: 'instant' } as const;
    const by = await wouldBe({ ...wish, query: 'cyber', wanted: ['awards'] }, world);

    expect(await cameFor('cyber')).toBe(0);
    expect(await cameFor('cyber stage:award')).toBe(1);
    expect(await cameFor('cyber stage:award,contract')).toBe(2);
    expect((await preview({ query: parseQuery('cyber').query, by }, world)).volume?.came).toBe(2);
  });

  it('shows the latest five', async () => {
    await hold(40);
    await keep(...[9, 1, 5, 3, 7, 11, 2].map((day) => cyber(day)));
    const { latest } = await previewed('cyber');

    expect(latest.map(({ at }) => (world.clock.now() - at) / DAY)).toEqual([1, 2, 3, 5, 7]);
  });

  it('says since when something is held where that is less', async () => {
    await hold(10);
    await keep(cyber(1), cyber(2));
    const { volume } = await previewed('cyber');

    expect(volume).toMatchObject({
      came: 2,
      span: { firstDay: '2026-09-21', days: 10, workingDays: 8, isWhole: false },
    });
    expect(volume?.perWeek).toBeCloseTo(1.25);
  });

  it('has nothing to say where nothing is held', async () => {
    expect(await previewed('cyber')).toMatchObject({
      query: 'cyber it:balanced',
      volume: undefined,
      latest: [],
      verdict: 'nothing-held',
    });
  });

  it('warns of what is too broad, and each narrower query brings what it says', async () => {
    await hold(5);
    await keep(
      ...Array.from({ length: 60 }, (_, at) =>
        cyber(at % 5, {
          regions: at % 3 === 0 ? ['UKL'] : ['UKD'],
          ...(at % 4 === 0
            ? { title: `Monitoring number${at}`, description: `A cyber service number${at}.` }
            : {}),
          buyer: { name: `Body${at}`, id: undefined, type: at % 2 === 0 ? 'nhs' : 'central' },
        }),
      ),
    );
    const { verdict, volume, proposals } = await previewed('cyber');

    expect(volume?.came).toBe(60);
    expect(verdict).toBe('too-broad');
    expect(proposals.length).toBeGreaterThan(2);
    for (const { query, volume: less } of proposals) {
      expect(parseQuery(query)).toMatchObject({ canonical: query, messages: [] });
      expect(less.came).toBeLessThan(60);
      expect(await cameFor(query), query).toBe(less.came);
    }
    expect(proposals.map(({ query }) => query)).toContain('title:cyber it:balanced');
  });

  it('says what would bring something where 90 days brought nothing', async () => {
    await hold(100);
    await keep(
      cyber(10, { regions: ['UKL'] }),
      cyber(50, { regions: ['UKL'] }),
      cyber(70, { regions: ['UKD'] }),
    );
    const { verdict, volume, longer, proposals } = await previewed('cyber region:scotland monitoring');

    expect([volume?.came, longer?.came, verdict]).toEqual([0, 0, 'too-narrow']);
    expect(longer?.span.days).toBe(90);
    expect(proposals[0]).toMatchObject({
      query: 'cyber monitoring it:balanced',
      how: 'without region:scotland',
      volume: { came: 3 },
    });
  });

  it('is not too narrow where the last 90 days brought something', async () => {
    await hold(100);
    await keep(cyber(50));

    expect(await previewed('cyber')).toMatchObject({
      verdict: 'well',
      volume: { came: 0 },
      longer: { came: 1 },
      latest: [{ at: world.clock.now() - 50 * DAY }],
    });
  });

  it('names words that nobody wrote', async () => {
    await hold(30);
    await keep(cyber(1));

    expect((await previewed('cybr monitoring')).unheard).toEqual(['cybr']);
    expect((await previewed('cyber')).unheard).toEqual([]);
  });

  it('leaves out what a subscriber muted, and what would have closed too soon', async () => {
    await hold(40);
    await keep(
      cyber(2, { buyer: { name: 'Dunmere Council', id: undefined }, deadline: deadlineOn('2026-10-30') }),
      cyber(3, { deadline: deadlineOn('2026-10-02') }),
      cyber(4, { deadline: deadlineOn('2026-10-30') }),
      cyber(5, { noticeId: '900001-2026', deadline: deadlineOn('2026-10-30') }),
    );
    const { subscription } = await world.subscribe('cyber');
    if (subscription === undefined) throw new Error('there was none before');
    await world.store.transaction(async (tx) => {
      const { id } = subscription.subscriber;
      const notices = [noticeKey('find-a-tender', '900001-2026')];
      await tx.subscriptions.mute(id, { kind: 'buyer', name: 'Dunmere Council' }, 0);
      await tx.subscriptions.mute(id, { kind: 'procurement', notices, title: 'Cyber' }, 0);
    });
    const wish = { address: subscription.subscriber.address, query: 'cyber', cadence: 'instant' } as const;
    const by = await wouldBe({ ...wish, wanted: ['new'], minDaysLeft: 7 }, world);
    const { query } = parseQuery('cyber');

    expect((await preview({ query }, world)).volume?.came).toBe(4);
    expect((await preview({ query, by }, world)).volume?.came).toBe(1);
    expect((await world.store.subscriptions.list()).length).toBe(1);
  });
});

describe('related terms', () => {
  it('stand in what a query finds, not elsewhere, and say what they would add', async () => {
    await hold(60);
    const siem = (day: number, title: string): Notice => cyber(day, { title, description: 'A service.' });
    await keep(
      ...[1, 2, 3, 4, 5, 6].map((day) => siem(day, `Cyber monitoring and SIEM number${day}`)),
      siem(7, 'SIEM renewal number7'),
      siem(45, 'SIEM renewal number8'),
    );
    const { related } = await previewed('cyber it:any');
    const [first] = related;

    expect(first).toMatchObject({ term: 'SIEM', came: 1, held: 2 });
    expect(related.flatMap(({ term }) => term.toLowerCase())).not.toContain('cyber');
    expect(await cameFor('(cyber OR SIEM) it:any')).toBe(7);
  });

  it('are none for a query without words', async () => {
    await hold(10);
    await keep(...[1, 2, 3, 4, 5].map((day) => cyber(day)));

    expect((await previewed('it:balanced')).related).toEqual([]);
  });
});

describe('a count that stops', () => {
  it('is exact for the shorter span that it was made over', async () => {
    await hold(40);
    await keep(...Array.from({ length: 28 }, (_, day) => cyber(day)));
    const span = await spanHeld(30, world);
    if (span === undefined) throw new Error('something is held');
    const { query } = parseQuery('cyber');
    const all = await cameIn(query, { span, by: undefined }, world);
    const some = await cameIn(query, { span, by: undefined, most: 10 }, world);

    expect(all.volume).toMatchObject({ came: 28, isCut: false });
    expect(some.volume).toMatchObject({ came: 10, isCut: true });
    expect(some.volume.span.from).toBe(world.clock.now() - 9 * DAY);
    expect(some.arrivals.map(({ at }) => at)).toEqual(
      all.arrivals.map(({ at }) => at).filter((at) => at >= some.volume.span.from),
    );
  });
});
