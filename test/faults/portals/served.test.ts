import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BUILT_PORTALS, type BuiltPortal } from '../../../src/portals/index.ts';
import { aPackage } from '../../portal-fixtures.ts';
import { openPortalWorld, type PortalWorld } from './portal-world.ts';
import { SHAPES, type Json } from './shapes.ts';

const MINUTE = 60_000;
const ILL = ' served a page that cannot be read';

let world: PortalWorld;
afterEach(async () => {
  await world.close();
});

/** Its releases that have no id are given one: what they say is the same every month. */
const MAKES_IDS: readonly BuiltPortal[] = ['public-contracts-scotland', 'sell2wales'];

describe.each(BUILT_PORTALS)('%s', (id) => {
  /** The third of a portal's parts, or the one page of a portal that has none. */
  const third = SHAPES[id].parts === undefined ? 1 : 3;
  const others = (SHAPES[id].parts?.length ?? 1) - 1;
  const news = (n: number, title: string): string => world.text(n, { tender: { title } });

  beforeEach(async () => {
    world = await openPortalWorld(id);
    await world.seeded();
    await world.subscribe('ann@example.org');
  });

  /** Serves these bytes where the third page should be. */
  function serve(body: string | Buffer | ((count: number) => string)): void {
    let count = 0;
    world.wire.befall(({ page }) => {
      if (page !== third) return undefined;
      count += 1;
      return { body: typeof body === 'function' ? body(count) : body };
    });
  }

  /** What stands where a page of two releases should be, how it is called, and how many of the two can be read in it. */
  const bad: readonly (readonly [string, (page: string) => string, string, number])[] = [
    ['cut off', (page) => page.slice(0, -40), 'the page is cut off', 1],
    ['in HTML, with status 200', () => '<!DOCTYPE html><title>Oh</title>', 'HTML where JSON was expected', 0],
    ['empty', () => '', 'the page is empty', 0],
    [
      'an error in JSON',
      () => '{"code":3200,"message":"Incorrect request"}',
      'no release package: it has no list of releases',
      0,
    ],
    [
      'followed by another answer',
      (page) => `${page}\n{"message":"upstream reset"}`,
      'text after the end of the JSON',
      2,
    ],
  ];

  it.each(bad)(
    'fault 7: a page that is %s is put aside once and the operator told once; what can be read is, and the rest after it',
    async (_what, spoil, reason, read) => {
      const body = spoil(aPackage([world.text(1), world.text(2)]));
      world.publish(1, {}, third - 1);
      world.publish(2, {}, third - 1);
      serve(body);

      const reports = [await world.visit(), await world.visit()];
      await world.dispatch();

      for (const { windows } of reports) {
        expect(windows.filter(({ complete }) => complete)).toHaveLength(others);
        const spoilt = windows.filter(({ complete }) => !complete);
        const fault = read > 0 ? 'suspect' : 'unusable';
        for (const window of spoilt)
          expect(window).toMatchObject({ fault, reason: `unusable page: ${reason}` });
        // What could be read in part is read again in halves, where the portal's windows can be cut.
        expect(spoilt.length > 1).toBe(read > 0 && SHAPES[id].parts === undefined);
      }
      const asked = world.wire.asked.filter(({ page }) => page === third).length;
      expect(asked % 3).toBe(0);
      expect(asked).toBeGreaterThanOrEqual(6);
      const kept = await world.store().portals.quarantined(id);
      expect(kept).toMatchObject([{ kind: 'page', reason, bytes: Buffer.byteLength(body) }]);
      const [page] = kept;
      if (page === undefined) throw new Error('nothing was kept');
      expect(Buffer.from((await world.store().portals.quarantinedBody(page)) ?? [])).toEqual(
        Buffer.from(body),
      );
      expect(world.notices()).toEqual([expect.stringContaining(ILL)]);
      expect(world.titles()).toHaveLength(read);

      world.wire.befall(undefined);
      world.clock.advance(10 * MINUTE);
      await world.visit();
      await world.dispatch();
      expect(world.kinds()).toEqual([['new'], ['new']]);
      expect(new Set(world.titles()).size).toBe(2);
      expect(await world.gaps()).toEqual([]);
      expect((await world.state()).misses).toBe(0);
    },
  );

  it('fault 7: pages that are wrong in another way each time are kept apart, and the operator is told once a day', async () => {
    serve((count) => `<html>request ${String(count)} failed</html>`);
    await world.visit();
    await world.visit();
    await world.dispatch();
    expect(await world.store().portals.quarantined(id)).toHaveLength(6);
    expect(world.notices()).toHaveLength(1);

    // The next day: first bytes that are kept already, then others.
    world.clock.advance(24 * 60 * MINUTE);
    const lines: number[] = [];
    for (const what of ['request 1 failed', 'and on']) {
      serve(() => `<html>${what}</html>`);
      await world.visit();
      await world.dispatch();
      lines.push(world.notices().filter((line) => line?.endsWith(ILL)).length);
    }
    expect(lines).toEqual([1, 2]);
  });

  it('fault 7: a byte order mark, and Latin-1, are read to the letter', async () => {
    const [tills, hotel] = [
      'Penetration test of the café tills, £20 each',
      'Penetration test at the Hôtel de Ville: £9',
    ] as const;
    const pages = [
      Buffer.from(`\uFEFF${aPackage([news(1, tills)])}`),
      Buffer.from(aPackage([news(2, hotel)]), 'latin1'),
    ];
    for (const body of pages) {
      serve(body);
      const { windows } = await world.visit();
      expect(windows.filter(({ complete }) => !complete)).toEqual([]);
    }
    await world.dispatch();
    expect(world.titles()).toEqual([hotel, tills]);
    expect(await world.store().portals.quarantined(id)).toEqual([]);
  });

  it('fault 8: a release that cannot be one is rejected by itself, with its reason, and counted; odd fields are not stated', async () => {
    const odd = (n: number, release: Json, tender: Json = {}): string => world.text(n, { release, tender });
    const isMade = MAKES_IDS.includes(id);
    const texts = [
      odd(1, {}),
      odd(2, { ocid: undefined }),
      odd(3, { id: undefined }),
      odd(4, {}, { title: null }),
      odd(5, { tag: ['rumour'] }),
      odd(6, { date: '31/02/2026' }),
      odd(7, {}).replace(/"date": "[^"]*"/, '"date": tomorrow'),
      odd(8, { tender: 'see above' }),
      odd(9, {}, { value: { amount: '120000.50', currency: 'GBP' } }),
      odd(10, {}, { value: { amount: 9_999_901, currency: 'GBP' } }).replace('9999901', ' 000'),
      odd(11, {}, { value: { amount: 9_999_901, currency: 'GBP' } }).replace('9999901', '1e9999'),
      odd(
        12,
        { tag: ['tender', 'tenderBlessing'], brandNew: [1] },
        { description: null, items: {}, lots: 'none' },
      ),
    ];
    serve(aPackage(texts));

    const [first, second] = [await world.visit(), await world.visit()];

    const reasons = [
      'ocid: not stated',
      ...(isMade ? [] : ['id: not stated']),
      'tender.title: not stated',
      "tag: unknown tag 'rumour'",
      "date: '31/02/2026' is no date",
      'not JSON',
      'tender: not stated',
    ];
    expect(first).toMatchObject({ releases: 12, rejected: reasons.length, notices: 12 - reasons.length });
    expect(first.windows.filter(({ complete }) => !complete)).toEqual([]);
    expect(second).toMatchObject({ notices: 0 });
    const kept = await world.store().portals.quarantined(id);
    expect(kept.map(({ kind }) => kind)).toEqual(reasons.map(() => 'release'));
    expect(kept.map(({ reason }) => reason).toSorted()).toEqual(reasons.toSorted());
    expect(await world.state()).toMatchObject({ releases: 12 - reasons.length, rejects: reasons.length });

    const values = new Map(
      (await world.versions()).map(({ title, value }) => [title?.split(' ').at(-1), value?.max]),
    );
    expect(values.get('1')).toBe(12_000_000);
    expect(values.get('9')).toBe(12_000_050);
    for (const n of ['10', '11']) expect(values.has(n) && values.get(n) === undefined).toBe(true);
    expect(values.has('3')).toBe(isMade);
    expect(values.has('12')).toBe(true);
    expect(await world.store().portals.surprises(id)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ what: 'tag', name: 'tenderBlessing', count: 1 }),
        expect.objectContaining({ what: 'field', name: 'brandNew', count: 1 }),
      ]),
    );
  });
});
