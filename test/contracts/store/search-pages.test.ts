import { expect, it } from 'vitest';
import type { Place, SearchHits, SearchOptions } from '../../../src/domain/ports.ts';
import type { Query } from '../../../src/domain/query.ts';
import { parseQuery } from '../../../src/match/parse.ts';
import { aClassification } from '../../builders.ts';
import { aChange, aHeld, DAY, NOW, texts, worth } from './make.ts';
import { onEveryEngine, type StoreWorld } from './on-every-engine.ts';

const EVERYTHING = parseQuery('it:any').query;

function searching(world: StoreWorld) {
  const search = async (query: string | Query, options: Partial<SearchOptions> = {}): Promise<SearchHits> =>
    world.store.procurements.search(typeof query === 'string' ? parseQuery(`${query} it:any`).query : query, {
      limit: 100,
      now: NOW,
      ...options,
    });
  return {
    search,
    ids: async (query: string | Query, options: Partial<SearchOptions> = {}) =>
      (await search(query, options)).procurements.map(({ id }) => id),
    /** Every page, one after the other, with what happens between them. */
    pages: async (
      options: Partial<SearchOptions>,
      between: (page: number) => Promise<void> = async () => {},
    ) => {
      const found: number[][] = [];
      let after: Place | undefined;
      do {
        const page: SearchHits = await search(EVERYTHING, { limit: 2, ...options, after });
        found.push(page.procurements.map(({ id }) => id));
        after = page.next;
        if (after !== undefined) await between(found.length);
      } while (after !== undefined);
      return found;
    },
  };
}

function due(days: number | undefined) {
  if (days === undefined) return { deadline: undefined };
  const at = NOW + days * DAY;
  return { deadline: { at, day: new Date(at).toISOString().slice(0, 10), timed: true } };
}

onEveryEngine('the order of a search', (world) => {
  const { search, ids } = searching(world);

  it('is newest first, of the same instant the later number first', async () => {
    await world.put(...[1, 2, 3, 4].map((id) => aChange(id, { updated: NOW - (id % 2) })));
    expect(await ids(EVERYTHING)).toEqual([4, 2, 3, 1]);
  });

  it('by deadline is the soonest to come first, then what states none, then the past, the latest first', async () => {
    await world.put(
      aChange(1, due(-1)),
      aChange(2, due(9)),
      aChange(3, due(undefined)),
      aChange(4, due(-9)),
      aChange(5, due(2)),
      aChange(6, due(undefined)),
      aChange(7, due(0)),
    );
    expect(await ids(EVERYTHING, { sort: 'deadline' })).toEqual([5, 2, 6, 3, 7, 1, 4]);
    expect(await ids('-stage:award', { sort: 'deadline' })).toEqual([5, 2, 6, 3, 7, 1, 4]);
    expect(await ids('penetration', { sort: 'deadline', limit: 3, offset: 1 })).toEqual([2, 6, 3]);
  });

  it('by value is the largest upper end first, then what states none, newest first', async () => {
    await world.put(
      aChange(1, { value: worth(100, 100) }),
      aChange(2, { value: worth(50, 900) }),
      aChange(3, { value: undefined }),
      aChange(4, { value: worth(200, undefined) }),
      aChange(5, { value: undefined }),
    );
    expect(await ids(EVERYTHING, { sort: 'value' })).toEqual([2, 4, 1, 5, 3]);
    expect(await ids('value:>0', { sort: 'value', offset: 2 })).toEqual([1, 5, 3]);
  });

  it('by relevance weighs a title more than a description, and facts not at all', async () => {
    const body = 'Many other words about roads, walls, gates and bridges in the county.';
    await world.put(
      aChange(1, texts('Roads', `Cyber once. ${body}`)),
      aChange(2, texts('Cyber', body)),
      aChange(3, texts('Roads', `Cyber cyber cyber. ${body}`)),
      aChange(4, texts('Cyber cyber', `Cyber. ${body}`)),
      aChange(5, texts('Roads', body)),
    );
    expect(await ids('cyber', { sort: 'relevance' })).toEqual([4, 2, 3, 1]);
    expect(await ids('cyber stage:tender cpv:72', { sort: 'relevance' })).toEqual([4, 2, 3, 1]);
    expect(await ids('cyber', { sort: 'relevance', limit: 2, offset: 1 })).toEqual([2, 3]);
  });

  it('by relevance ranks what no index alone can find, and what holds no word comes last, newest first', async () => {
    const filler = 'Many other words about roads, walls, gates and bridges.';
    const of = (title: string, text: string, value: number) =>
      ({ ...texts(title, `${text} ${filler}`), value: worth(value, value) }) as const;
    await world.put(
      aChange(1, of('Roads', 'cyber', 10_000)),
      aChange(2, of('Cyber', '', 10_000)),
      aChange(3, of('Roads', '', 90_000)),
      aChange(4, of('Walls', '', 90_000)),
      aChange(5, of('Walls', '', 10_000)),
      aChange(6, of('Cyber', 'cyber', 90_000)),
    );
    expect(await ids('cyber value:<500', { sort: 'relevance' })).toEqual([2, 1]);
    const either = 'cyber OR value:>500';
    expect(await ids(either, { sort: 'relevance' })).toEqual([6, 2, 1, 4, 3]);
    for (let offset = 0; offset < 6; offset += 1) {
      const page = await search(either, { sort: 'relevance', limit: 2, offset });
      expect(page.procurements.map(({ id }) => id)).toEqual([6, 2, 1, 4, 3].slice(offset, offset + 2));
      expect(page.total).toBe(5);
    }
  });

  it('by relevance of a query without words is newest first', async () => {
    await world.put(aChange(1), aChange(2), aChange(3, texts('Cyber', '')));
    expect(await ids('stage:tender', { sort: 'relevance' })).toEqual([3, 2, 1]);
    expect(await ids('-cyber', { sort: 'relevance' })).toEqual([2, 1]);
  });
});

onEveryEngine('the pages of a search', (world) => {
  const { search, pages } = searching(world);
  const rows = [1, 2, 3, 4, 5].map((id) =>
    aChange(id, {
      ...due(id === 3 ? undefined : id),
      value: id === 2 ? undefined : worth(id * 100, id * 100),
    }),
  );

  it.each([
    ['newest', [[5, 4], [3, 2], [1]]],
    ['relevance', [[5, 4], [3, 2], [1]]],
    ['deadline', [[1, 2], [4, 5], [3]]],
    ['value', [[5, 4], [3, 1], [2]]],
  ] as const)('follow one another by %s and end', async (sort, expected) => {
    await world.put(...rows);
    expect(await pages({ sort })).toEqual(expected);
  });

  it.each(['newest', 'deadline', 'value'] as const)(
    'by %s neither repeat nor leave out anything that arrives, grows newer or goes between them',
    async (sort) => {
      await world.put(...rows);
      const before = (await pages({ sort })).flat();
      const seen = await pages({ sort }, async (page) => {
        if (page !== 1) return;
        // One that belongs on the page that was read; and one that was read moves to the front.
        await world.put(aChange(6, { updated: NOW + 100, ...due(0.5), value: worth(9000, 9000) }));
      });
      expect(seen.flat()).toEqual(before);
    },
  );

  it('by newest show what went behind the page again, and nothing else twice', async () => {
    await world.put(...rows);
    const seen = await pages({}, async (page) => {
      if (page === 1) await world.put(aChange(5, { updated: NOW }, []));
    });
    expect(seen).toEqual([
      [5, 4],
      [3, 2],
      [1, 5],
    ]);
  });

  it('by deadline stand by what was past when the first was read', async () => {
    await world.put(...rows);
    const first = await search(EVERYTHING, { sort: 'deadline', limit: 2 });
    const later = NOW + 4.5 * DAY;
    const second = await search(EVERYTHING, { sort: 'deadline', limit: 9, after: first.next, now: later });
    expect(second.procurements.map(({ id }) => id)).toEqual([4, 5, 3]);
  });

  it('say that nothing is left where the last ends full', async () => {
    await world.put(...rows);
    expect((await search(EVERYTHING, { limit: 5 })).next).toBeUndefined();
    expect((await search(EVERYTHING, { limit: 4 })).next).toMatchObject({ sort: 'newest', id: 2 });
    expect((await search(EVERYTHING, { limit: 4, sort: 'relevance' })).next).toMatchObject({
      sort: 'relevance',
    });
    expect((await search('nothing', { limit: 4 })).next).toBeUndefined();
    expect(await search(EVERYTHING, { limit: 0 })).toMatchObject({
      total: 5,
      procurements: [],
      next: undefined,
    });
    expect(await search(EVERYTHING, { limit: 5, offset: 9 })).toMatchObject({ total: 5, procurements: [] });
  });

  it('count all hits, on whichever page one is', async () => {
    await world.put(...rows);
    const { next } = await search('value:>0', { limit: 2 });
    expect(await search('value:>0', { limit: 2, after: next })).toMatchObject({ total: 5 });
    expect(await search('penetration', { limit: 1, after: next })).toMatchObject({ total: 5 });
  });
});

onEveryEngine('a search among many', (world) => {
  const { ids, search } = searching(world);
  /** Published in another order than they are numbered. */
  const publishedAt = (id: number): number => NOW - ((id * 7919) % 3000) * 1000;

  it.each([
    ['nearly all', 'common', 1],
    ['a good many', 'usual', 2],
    ['few', 'seldom', 150],
    ['nearly all, some of them by a condition', 'common value:>1', 1],
    ['many by a short beginning', 'co*', 1],
  ])('finds the newest of %s', async (_, query, each) => {
    const all = Array.from({ length: 3000 }, (_one, at) => at + 1);
    const words = (id: number): string =>
      ['common', ...(id % 2 === 0 ? ['usual'] : []), ...(id % 150 === 0 ? ['seldom'] : [])].join(' ');
    await world.put(
      ...all.map((id) => aChange(id, { ...texts('Roads', words(id)), updated: publishedAt(id) }, [])),
    );
    const expected = all
      .filter((id) => id % each === 0)
      .toSorted((a, b) => publishedAt(b) - publishedAt(a) || b - a);

    const first = await search(query, { limit: 7 });
    expect(first.total).toBe(expected.length);
    expect(first.procurements.map(({ id }) => id)).toEqual(expected.slice(0, 7));
    expect(await ids(query, { limit: 7, after: first.next })).toEqual(expected.slice(7, 14));
    expect(await ids(query, { limit: 5, offset: 12 })).toEqual(expected.slice(12, 17));
    const last = expected.length - 3;
    expect(await ids(query, { limit: 5, offset: last })).toEqual(expected.slice(last));
  });
});

onEveryEngine('the counts of a search', (world) => {
  const { search } = searching(world);

  it('are of the whole result, by stage, category, region and buyer', async () => {
    const of = (id: number, slugs: readonly string[], view: Parameters<typeof aHeld>[1]) => ({
      ...aChange(id),
      procurement: aHeld(
        id,
        view,
        aClassification({ categories: slugs.map((slug) => ({ slug, name: slug, score: 1, reasons: [] })) }),
      ),
    });
    const wales = { name: 'NHS Wales', id: undefined };
    await world.put(
      of(1, ['security', 'cloud'], { regions: ['UKL11', 'UKL12', 'UKD'], buyer: wales }),
      of(2, ['security'], { regions: ['UK'], stage: 'award', buyer: { name: 'NHS WALES', id: undefined } }),
      of(3, [], { regions: [], buyer: undefined }),
      of(4, ['data'], { regions: ['UKD61'], buyer: { name: 'A Council', id: undefined } }),
    );
    const counts = {
      stages: [
        { key: 'tender', count: 3 },
        { key: 'award', count: 1 },
      ],
      categories: [
        { key: 'security', count: 2 },
        { key: 'cloud', count: 1 },
        { key: 'data', count: 1 },
        { key: 'none', count: 1 },
      ],
      regions: [
        { key: 'UKD', count: 2 },
        { key: 'UK', count: 1 },
        { key: 'UKL', count: 1 },
        { key: 'none', count: 1 },
      ],
      buyers: [
        { key: 'NHS WALES', count: 2 },
        { key: 'A Council', count: 1 },
      ],
    };

    expect(await search(EVERYTHING, { limit: 1, counts: true })).toMatchObject({ total: 4, counts });
    expect((await search('penetration', { limit: 1, counts: true, sort: 'relevance' })).counts).toEqual(
      counts,
    );
    expect((await search('value:>0', { limit: 0, counts: true })).counts).toEqual(counts);
    expect((await search('-stage:closed', { counts: true, offset: 3 })).counts).toEqual(counts);
    expect((await search(EVERYTHING)).counts).toBeUndefined();
    const nothing = { stages: [], categories: [], regions: [], buyers: [] };
    expect((await search('absent', { counts: true })).counts).toEqual(nothing);
    expect((await search('stage:pipeline value:<0', { counts: true })).counts).toEqual(nothing);
  });

  it('name the ten who buy most', async () => {
    const put = (id: number, buyer: number) =>
      aChange(id, { buyer: { name: `Buyer ${buyer}`, id: undefined } });
    await world.put(
      ...Array.from({ length: 12 }, (_, at) => put(at + 1, at)),
      put(13, 11),
      put(14, 11),
      put(15, 5),
    );
    const { counts } = await search(EVERYTHING, { counts: true });
    expect(counts?.buyers).toHaveLength(10);
    expect(counts?.buyers.slice(0, 2)).toEqual([
      { key: 'Buyer 11', count: 3 },
      { key: 'Buyer 5', count: 2 },
    ]);
  });

  it('leave out what was absorbed', async () => {
    await world.put(aChange(1), aChange(2), aChange(3));
    await world.put({ ...aChange(1), absorbed: [2] });
    expect(await search(EVERYTHING, { counts: true })).toMatchObject({
      total: 2,
      counts: { stages: [{ key: 'tender', count: 2 }] },
    });
  });
});
