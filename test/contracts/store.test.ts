import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stems } from '../../src/base/text/tokens.ts';
import type { ChannelKind } from '../../src/domain/subscription.ts';
import type { Delivery } from '../../src/domain/delivery.ts';
import type { MaterialState, NewEvent } from '../../src/domain/event.ts';
import type { Notice } from '../../src/domain/notice.ts';
import type { NewDelivery, ProcurementChange, Store, Transaction } from '../../src/domain/ports.ts';
import type { HeldProcurement } from '../../src/domain/procurement.ts';
import type { Leaf, Query } from '../../src/domain/query.ts';
import type { Release } from '../../src/domain/release.ts';
import { openStore } from '../../src/store/index.ts';
import { aClassification, aNotice, aView } from '../builders.ts';

/** Every engine that stands behind the `Store` port passes this suite. */
const ENGINES = [{ name: 'sqlite', open: openSqlite }];

async function openSqlite(directory: string): Promise<Store> {
  const opened = await openStore(join(directory, 'store.db'), { now: NOW });
  if ('refused' in opened) throw new Error(opened.refused.message);
  return opened.store;
}

const NOW = Date.parse('2026-09-05T09:00:00Z');
const DAY = 86_400_000;

const STATE: MaterialState = {
  stage: 'tender',
  deadline: '2026-09-30',
  title: 'Penetration testing',
  value: '',
  regions: 'UKD',
  lots: '',
  documents: '',
  contract: '',
};

describe.each(ENGINES)('the store port on $name', ({ open }) => {
  let directory: string;
  let store: Store;

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'tenderbell-store-'));
    store = await open(directory);
  });

  afterEach(async () => {
    await store.close();
    rmSync(directory, { recursive: true, force: true });
  });

  async function reopen(): Promise<void> {
    await store.close();
    store = await open(directory);
  }

  async function put(...changes: ProcurementChange[]): Promise<void> {
    await store.transaction(async (tx) => tx.procurements.save(changes, NOW));
  }

  /** The ids a query finds, newest first. */
  async function found(query: Query, now = NOW): Promise<readonly number[]> {
    const { total, procurements } = await store.procurements.search(query, { limit: 100, now });
    expect(total).toBe(procurements.length);
    return procurements.map(({ id }) => id);
  }

  async function subscribe(query = 'cyber', email = 'ann@example.org'): Promise<number> {
    const added = await store.transaction(async (tx) => tx.subscriptions.add(wish(query, email)));
    if (added === undefined) throw new Error('already subscribed');
    return added.subscriber.id;
  }

  async function queue(with_: Partial<NewDelivery>): Promise<number> {
    const id = await store.transaction(async (tx) => tx.deliveries.queue(aDelivery(with_)));
    if (id === undefined) throw new Error('key taken');
    return id;
  }

  async function claim(now = NOW, channel: ChannelKind = 'email'): Promise<Delivery | undefined> {
    return await store.transaction(async (tx) => tx.deliveries.claim(channel, now, 'test', 1000));
  }

  describe('transactions', () => {
    it('keeps all of the work or none of it', async () => {
      const failing = store.transaction(async (tx) => {
        await tx.runs.ran('collect', NOW, NOW);
        throw new Error('on purpose');
      });

      await expect(failing).rejects.toThrow('on purpose');
      expect(await store.runs.lastDue('collect')).toBeUndefined();
    });

    it('shows its own writes inside, and to others only when it is done', async () => {
      const seen: (number | undefined)[] = [];
      let outside: Promise<number | undefined> = Promise.resolve(0);
      const written = deferred();
      const read = deferred();
      const work = store.transaction(async (tx) => {
        await tx.runs.ran('collect', NOW, NOW);
        seen.push(await tx.runs.lastDue('collect'));
        written.resolve();
        await read.promise;
      });
      await written.promise;
      outside = store.runs.lastDue('collect');
      seen.push(await outside);
      read.resolve();
      await work;

      expect(seen).toEqual([NOW, undefined]);
      expect(await store.runs.lastDue('collect')).toBe(NOW);
    });

    it('lets transactions that were asked for together follow one another in order', async () => {
      const order: string[] = [];
      await Promise.all(
        ['first', 'second', 'third'].map(async (name) =>
          store.transaction(async (tx) => {
            order.push(`${name} begins`);
            await tx.events.latest();
            order.push(`${name} ends`);
          }),
        ),
      );

      expect(order).toEqual(
        ['first', 'second', 'third'].flatMap((name) => [`${name} begins`, `${name} ends`]),
      );
    });

    it.each([
      ['a read', async (outer: Store): Promise<unknown> => outer.events.latest()],
      [
        'a transaction',
        async (outer: Store): Promise<unknown> => outer.transaction(async () => Promise.resolve()),
      ],
    ])('fails at once when %s is asked of the store itself inside `work`', async (_, ask) => {
      await expect(store.transaction(async () => ask(store))).rejects.toThrow(/inside a transaction/);
      expect(await store.events.latest()).toBe(0);
    });

    it('refuses a handle whose transaction has ended', async () => {
      const kept = await store.transaction(async (tx) => Promise.resolve({ tx }));

      await expect(kept.tx.events.latest()).rejects.toThrow(/transaction/i);
    });

    it('may be asked again by what a transaction started and did not wait for', async () => {
      const late = deferred();
      const started = await store.transaction(async () =>
        Promise.resolve({ later: late.promise.then(async () => store.events.latest()) }),
      );
      late.resolve();

      expect(await started.later).toBe(0);
    });
  });

  describe('releases', () => {
    it('answers those it has not seen, and of equals the first', async () => {
      const [one, two] = [aRelease('1'), aRelease('2')];
      const changed = { ...one, hash: 'other' };
      await store.transaction(async (tx) => tx.releases.keep('page', [one], NOW));
      const unseen = await store.transaction(async (tx) =>
        tx.releases.unseen([one, two, changed, { ...two, text: 'again' }]),
      );

      expect(unseen).toEqual([two, changed]);
    });

    it('counts what it keeps and each reject once', async () => {
      const reject = { portal: 'find-a-tender', ref: 'x', reason: 'no id', hash: 'h', text: '{}' } as const;
      const fresh = await store.transaction(async (tx) => {
        await tx.releases.keep('page', [aRelease('1'), aRelease('2')], NOW);
        return [
          await tx.releases.reject([reject, { ...reject, hash: 'i' }], NOW),
          await tx.releases.reject([reject], NOW),
        ];
      });

      expect(fresh).toEqual([2, 0]);
      expect(await store.portals.state('find-a-tender')).toMatchObject({ releases: 2, rejects: 2 });
    });
  });

  describe('portals', () => {
    it('remembers what is noted, clears what is noted as undefined, and leaves the rest', async () => {
      await store.transaction(async (tx) => {
        await tx.portals.note('find-a-tender', { firstPassAt: 1, readTo: 5, misses: 2, lastFault: 'down' });
        await tx.portals.note('find-a-tender', { misses: 0, lastFault: undefined });
        await tx.portals.note('contracts-finder', { lastAttemptAt: 7 });
      });
      await reopen();

      expect(await store.portals.state('find-a-tender')).toMatchObject({
        firstPassAt: 1,
        readTo: 5,
        misses: 0,
        lastFault: undefined,
        seededAt: undefined,
      });
      expect((await store.portals.states()).map(({ portal }) => portal)).toEqual([
        'find-a-tender',
        'contracts-finder',
      ]);
      expect(await store.portals.state('sell2wales')).toMatchObject({ portal: 'sell2wales', releases: 0 });
    });

    it('keeps windows that did not end as gaps until they are read, whatever windows read them', async () => {
      const outcome = { complete: false, pages: 1, reason: 'down', at: NOW };
      await store.transaction(async (tx) => {
        await tx.portals.note('find-a-tender', { readTo: 100 });
        await tx.portals.window('find-a-tender', { from: 10, to: 50 }, outcome);
        await tx.portals.window('find-a-tender', { from: 90, to: 120 }, outcome);
        await tx.portals.window('contracts-finder', { from: 10, to: 50 }, outcome);
      });
      expect(await store.portals.gaps('find-a-tender')).toEqual([{ from: 10, to: 50 }]);

      await store.transaction(async (tx) => {
        await tx.portals.window('find-a-tender', { from: 20, to: 30 }, { ...outcome, complete: true });
      });
      expect(await store.portals.gaps('find-a-tender')).toEqual([
        { from: 10, to: 20 },
        { from: 30, to: 50 },
      ]);

      await store.transaction(async (tx) => {
        await tx.portals.window('find-a-tender', { from: 0, to: 200 }, { ...outcome, complete: true });
        await tx.portals.note('find-a-tender', { readTo: 200 });
      });
      expect(await store.portals.gaps('find-a-tender')).toEqual([]);
    });

    it('quarantines the same bytes once', async () => {
      const page = { source: 'https://example.org/1', bad: 'HTML', body: Buffer.from('<html>') };
      const kept = await store.transaction(async (tx) => [
        await tx.portals.quarantine('find-a-tender', page, NOW),
        await tx.portals.quarantine('find-a-tender', { ...page, source: 'other' }, NOW),
        await tx.portals.quarantine('find-a-tender', { ...page, body: Buffer.from('<htm') }, NOW),
      ]);

      expect(kept).toEqual([true, false, true]);
    });
  });

  describe('procurements', () => {
    it('answers what was saved, versions oldest first, after a restart too', async () => {
      const older = aNotice({ noticeId: '000100-2026', published: NOW - DAY });
      const change = aChange(1, {}, [aNotice(), older]);
      await put(change);
      await reopen();

      expect(await store.procurements.byId(1)).toEqual({
        ...change.procurement,
        versions: [older, aNotice()].toSorted((one, other) => one.published - other.published),
      });
      expect(await store.procurements.byId(2)).toBeUndefined();
    });

    it('adds a version to those it holds, and the same version once', async () => {
      const update = aNotice({ noticeId: '000102-2026', published: NOW });
      await put(aChange(1, {}, [aNotice()]));
      await put(aChange(1, { title: 'Changed' }, [update, aNotice()]));

      const held = await store.procurements.byId(1);
      expect(held?.versions.map(({ noticeId }) => noticeId)).toEqual(['000101-2026', '000102-2026']);
      expect(held?.view.title).toBe('Changed');
    });

    it('gives ids that count up and are never given again', async () => {
      await put(aChange(1), aChange(2));
      expect(await store.transaction(async (tx) => tx.procurements.nextId())).toBe(3);
      await put({ ...aChange(1), absorbed: [2] });

      expect(await store.transaction(async (tx) => tx.procurements.nextId())).toBe(3);
    });

    it('finds those that own an owned or cited key, or cite an owned one', async () => {
      await put(
        { ...aChange(1), owns: ['ocid:a'], cites: ['ocid:z'] },
        { ...aChange(2), owns: ['ocid:b'], cites: [] },
        { ...aChange(3), owns: ['ocid:c'], cites: ['ocid:w'] },
      );
      const related = async (owned: string[], cited: string[]): Promise<number[]> =>
        store.transaction(async (tx) =>
          (await tx.procurements.relatedTo(owned, cited)).map(({ held }) => held.id),
        );

      expect(await related(['ocid:a'], [])).toEqual([1]);
      expect(await related([], ['ocid:b'])).toEqual([2]);
      expect(await related(['ocid:z', 'ocid:b'], [])).toEqual([1, 2]);
      // Two that cite the same third are not related by that.
      expect(await related([], ['ocid:w'])).toEqual([]);
      const [whole] = await store.transaction(async (tx) => tx.procurements.relatedTo(['ocid:a'], []));
      expect(whole).toMatchObject({ owns: ['ocid:a'], cites: ['ocid:z'], held: { id: 1 } });
      expect(whole?.held.versions).toHaveLength(1);
    });

    it('moves what an absorbed procurement had to its survivor, however long the chain', async () => {
      await put(
        { ...aChange(1, {}, [aNotice({ noticeId: 'a' })]), owns: ['ocid:a'] },
        { ...aChange(2, {}, [aNotice({ noticeId: 'b' })]), owns: ['ocid:b'], cites: ['ocid:x'] },
        { ...aChange(3, {}, [aNotice({ noticeId: 'c' })]), owns: ['ocid:c'] },
      );
      await put({ ...aChange(2, {}, []), owns: ['ocid:b', 'ocid:c'], cites: ['ocid:x'], absorbed: [3] });
      await put({
        ...aChange(1, { title: 'Joined' }, []),
        owns: ['ocid:a', 'ocid:b', 'ocid:c'],
        cites: ['ocid:x'],
        absorbed: [2],
      });

      expect(await found(everything())).toEqual([1]);
      expect((await store.procurements.byId(3))?.view.title).toBe('Joined');
      expect((await store.procurements.byIds([3, 2, 1, 9])).map(({ id }) => id)).toEqual([1]);
      expect((await store.procurements.byId(1))?.versions.map(({ noticeId }) => noticeId)).toEqual([
        'a',
        'b',
        'c',
      ]);
      const related = await store.transaction(async (tx) =>
        tx.procurements.relatedTo(['ocid:c', 'ocid:x'], []),
      );
      expect(related.map(({ held, owns, cites }) => ({ id: held.id, owns, cites }))).toEqual([
        { id: 1, owns: ['ocid:a', 'ocid:b', 'ocid:c'], cites: ['ocid:x'] },
      ]);
    });

    it('keeps a text that no encoding can hold', async () => {
      const odd = 'a\uD800b\0c\u202E';
      await put(aChange(1, { title: odd, titles: [odd] }, [aNotice({ title: odd })]));

      const held = await store.procurements.byId(1);
      expect(held?.view.title).toBe(odd);
      expect(held?.versions[0]?.title).toBe(odd);
    });
  });

  describe('search', () => {
    it('answers newest publication first, in pages, with the total', async () => {
      await put(...[3, 1, 4, 5].map((id) => aChange(id, { updated: NOW + id })));
      const page = await store.procurements.search(everything(), { limit: 2, offset: 1, now: NOW });

      expect(page.total).toBe(4);
      expect(page.procurements.map(({ id }) => id)).toEqual([4, 3]);
    });

    it('finds words in any form, in the title or in the description', async () => {
      await put(
        aChange(1, texts('Penetration testing', 'Web applications')),
        aChange(2, texts('Cleaning', 'We need tests of the windows')),
        aChange(3, texts('Cleaning', 'Windows')),
      );

      expect(await found(text('tested'))).toEqual([2, 1]);
      expect(await found(text('tested', { negated: true }))).toEqual([3]);
      expect(await found(all(text('cleaning'), text('window')))).toEqual([3, 2]);
      expect(await found(all(text('cleaning'), text('tests', { negated: true })))).toEqual([3]);
    });

    it('finds a phrase within one text, never across two', async () => {
      await put(
        aChange(1, { ...texts('Managed security'), titles: ['Managed security', 'operations centre'] }),
        aChange(2, texts('A security operations centre')),
        aChange(3, texts('Security', 'operations')),
      );

      expect(await found(text('security operations'))).toEqual([2]);
      expect(await found(text('operations centre'))).toEqual([2, 1]);
    });

    it('finds the beginning of a word', async () => {
      await put(aChange(1, texts('Women in technology')), aChange(2, texts('Wood')));

      expect(await found({ ...text(''), tokens: ['wom'], prefix: true })).toEqual([1]);
      expect(await found({ ...text(''), tokens: ['in', 'tech'], prefix: true })).toEqual([1]);
    });

    it('finds capitals only where they are written in capitals', async () => {
      await put(
        aChange(1, texts('An AI service')),
        aChange(2, texts('Ai Weiwei exhibition')),
        aChange(3, texts('EVERYTHING SHOUTS AI')),
      );

      expect(await found({ kind: 'capitals', word: 'ai', negated: false })).toEqual([3, 1]);
      expect(await found({ kind: 'capitals', word: 'ai', negated: true })).toEqual([2]);
    });

    it('keeps what a stricter setting keeps in a broader one', async () => {
      await put(
        { ...aChange(1), procurement: aHeld(1, {}, aClassification({ setting: 'strict' })) },
        { ...aChange(2), procurement: aHeld(2, {}, aClassification({ setting: 'balanced' })) },
        { ...aChange(3), procurement: aHeld(3, {}, aClassification({ setting: 'broad' })) },
        { ...aChange(4), procurement: aHeld(4, {}, aClassification({ setting: undefined })) },
      );

      expect(await found(itClause('strict'))).toEqual([1]);
      expect(await found(itClause('balanced'))).toEqual([2, 1]);
      expect(await found(itClause('broad'))).toEqual([3, 2, 1]);
      expect(await found(itClause('any'))).toEqual([4, 3, 2, 1]);
      expect(await found(itClause('balanced', true))).toEqual([4, 3]);
    });

    it('finds categories, stages and CPV prefixes', async () => {
      await put(
        aChange(1, { stage: 'tender', cpv: [{ code: '72810000', description: undefined, main: true }] }),
        aChange(2, { stage: 'award', cpv: [{ code: '48000000', description: undefined, main: true }] }),
        aChange(3, { stage: 'tender', deadline: undefined, cpv: [] }),
      );

      expect(await found({ kind: 'category', any: ['cloud', 'security'], negated: false })).toEqual([
        3, 2, 1,
      ]);
      expect(await found({ kind: 'category', any: ['cloud'], negated: false })).toEqual([]);
      expect(await found({ kind: 'stage', any: ['award'], negated: false })).toEqual([2]);
      expect(await found({ kind: 'stage', any: ['any'], negated: false })).toEqual([3, 2, 1]);
      expect(await found({ kind: 'cpv', any: ['728', '99'], negated: false })).toEqual([1]);
      expect(await found({ kind: 'cpv', any: ['72810000'], negated: false })).toEqual([1]);
      expect(await found({ kind: 'cpv', any: ['72'], negated: true })).toEqual([3, 2]);
    });

    it('calls open what is at an early stage and not past its deadline at the instant asked', async () => {
      const at = NOW + DAY;
      await put(
        aChange(1, { deadline: { at, day: '2026-09-06', timed: true } }),
        aChange(2, { deadline: undefined }),
        aChange(3, { deadline: undefined, stage: 'contract' }),
      );
      const open_: Leaf = { kind: 'stage', any: ['open'], negated: false };

      expect(await found(open_, at - 1)).toEqual([2, 1]);
      expect(await found(open_, at)).toEqual([2]);
      expect(await found({ ...open_, negated: true }, at)).toEqual([3, 1]);
      expect(await found({ ...open_, any: ['open', 'contract'] }, at)).toEqual([3, 2]);
    });

    it('finds regions that contain one another, nationwide, and the unknown', async () => {
      await put(
        aChange(1, { regions: ['UKL'] }),
        aChange(2, { regions: ['UKD61'] }),
        aChange(3, { regions: ['UKD'] }),
        aChange(4, { regions: ['UK'] }),
        aChange(5, { regions: [] }),
        aChange(6, { regions: ['UKD62', 'UKL'] }),
      );

      expect(await found(region(['UKD61']))).toEqual([5, 4, 3, 2]);
      expect(await found(region(['UKD'], { stated: true }))).toEqual([6, 4, 3, 2]);
      expect(await found(region(['UKL']))).toEqual([6, 5, 4, 1]);
      expect(await found(region(['UK'], { stated: true }))).toEqual([6, 4, 3, 2, 1]);
      expect(await found(region([], { stated: true }))).toEqual([6, 4, 3, 2, 1]);
      expect(await found(region([], { stated: true, negated: true }))).toEqual([5]);
      expect(await found(region(['UKD'], { negated: true }))).toEqual([6, 5, 4, 1]);
      expect(await found(region(['UKD', 'UKL'], { negated: true }))).toEqual([5, 4]);
    });

    it('finds values whose range overlaps, and keeps what states none unless asked', async () => {
      await put(
        aChange(1, { value: worth(100, 100) }),
        aChange(2, { value: worth(200, 400) }),
        aChange(3, { value: worth(undefined, 500) }),
        aChange(4, { value: undefined }),
      );

      expect(await found(value({ min: 100, max: 200 }))).toEqual([4, 2, 1]);
      expect(await found(value({ min: 401 }))).toEqual([4, 3]);
      expect(await found(value({ max: 99 }))).toEqual([4]);
      expect(await found(value({ min: 401, stated: true }))).toEqual([3]);
      expect(await found(value({ stated: true }))).toEqual([3, 2, 1]);
      expect(await found(value({ stated: true, negated: true }))).toEqual([4]);
      expect(await found(value({ min: 100, max: 300, negated: true }))).toEqual([4, 3, 2]);
    });

    it('finds a buyer by words that stand together in its name', async () => {
      await put(
        aChange(1, { buyer: { name: 'NHS Wales Shared Services', id: undefined } }),
        aChange(2, { buyer: { name: 'Wales NHS', id: undefined }, ...texts('NHS Wales') }),
        aChange(3, { buyer: undefined }),
      );
      const buyer: Leaf = {
        kind: 'buyer',
        any: [{ tokens: stems('NHS Wales'), written: 'NHS Wales' }],
        negated: false,
      };

      expect(await found(buyer)).toEqual([1]);
      expect(await found({ ...buyer, negated: true })).toEqual([3, 2]);
    });

    it('finds a procurement by a key, its survivor after a join', async () => {
      await put({ ...aChange(1), owns: ['ocid:a'] }, { ...aChange(2), owns: ['ocid:b'] });
      const key: Leaf = { kind: 'identifier', key: 'ocid:b', written: 'b', negated: false };
      expect(await found(key)).toEqual([2]);

      await put({ ...aChange(1), owns: ['ocid:a', 'ocid:b'], absorbed: [2] });
      expect(await found(key)).toEqual([1]);
      expect(await found({ ...key, negated: true })).toEqual([]);
    });

    it('joins clauses of every sort with and, or and not', async () => {
      await put(
        aChange(1, { ...texts('Cyber'), value: worth(100, 100) }),
        aChange(2, { ...texts('Cloud'), value: worth(900, 900) }),
        aChange(3, { ...texts('Cleaning'), value: undefined }),
      );
      const cheap: Leaf = { kind: 'value', min: undefined, max: 200, stated: true, negated: false };

      expect(await found(any(text('cloud'), cheap))).toEqual([2, 1]);
      expect(await found(any(text('cloud'), text('cyber', { negated: true })))).toEqual([3, 2]);
      expect(await found(all(any(text('cloud'), text('cyber')), cheap))).toEqual([1]);
      expect(await found(any(text('cyber', { negated: true }), text('cloud', { negated: true })))).toEqual([
        3, 2, 1,
      ]);
      expect(await found(any())).toEqual([]);
    });

    it('takes any text for a text', async () => {
      await put(aChange(1));
      for (const odd of [
        '"',
        'NEAR(a b)',
        'title:x',
        '*',
        '_stg_tender OR x',
        '{facets}:x',
        'a\0b',
        '-',
        '^a',
      ]) {
        await expect(found({ ...text('x'), tokens: [odd] })).resolves.toEqual(expect.any(Array));
        await expect(found({ kind: 'cpv', any: [odd], negated: false })).resolves.toEqual([]);
        await expect(found({ kind: 'category', any: [odd], negated: false })).resolves.toEqual([]);
        await expect(found({ kind: 'capitals', word: odd, negated: false })).resolves.toEqual([]);
      }
    });

    it('forgets what a procurement no longer says', async () => {
      await put(aChange(1, texts('Cyber security')));
      await put(aChange(1, texts('Cloud hosting'), []));

      expect(await found(text('cyber'))).toEqual([]);
      expect(await found(text('cloud'))).toEqual([1]);
    });
  });

  describe('events', () => {
    it('are numbered without gaps, also after one that was rolled back', async () => {
      await put(aChange(1));

      expect(await store.transaction(append)).toEqual([1, 2]);
      await store
        .transaction(async (tx) => append(tx).then(() => Promise.reject(new Error('no'))))
        .catch(() => 0);
      expect(await store.events.latest()).toBe(2);
      expect(await store.transaction(append)).toEqual([3, 4]);
      await reopen();
      expect(await store.events.latest()).toBe(4);
    });

    it('are answered between two numbers, the silent ones only in a history', async () => {
      await put(aChange(1));
      const change = { field: 'deadline', was: 'a', now: 'b' } as const;
      const appended = await store.transaction(async (tx) =>
        tx.events.append([
          anEvent(1),
          { ...anEvent(1), silent: true },
          anEvent(1, { kind: 'amended', changes: [change] }),
        ]),
      );

      expect(await store.events.between(1, 3)).toEqual([appended[2]]);
      expect(await store.events.between(0, 2)).toEqual([appended[0]]);
      expect(await store.events.history(1)).toEqual(appended);
    });

    it('follow a procurement into the one that absorbed it', async () => {
      await put(aChange(1), aChange(2));
      await store.transaction(async (tx) => tx.events.append([anEvent(1), anEvent(2)]));
      await put({ ...aChange(1), absorbed: [2] });
      const about = (await store.events.history(1)).map(({ seq, procurementId }) => [seq, procurementId]);

      expect(about).toEqual([
        [1, 1],
        [2, 1],
      ]);
      expect(await store.events.history(2)).toEqual(await store.events.history(1));
      expect((await store.events.between(0, 9)).map(({ procurementId }) => procurementId)).toEqual([1, 1]);
    });
  });

  describe('subscriptions', () => {
    it('start at the latest event, once for each subscriber, query and cadence', async () => {
      await put(aChange(1));
      await store.transaction(async (tx) => tx.events.append([anEvent(1), anEvent(1)]));
      const add = async (query: string): Promise<unknown> =>
        store.transaction(async (tx) => tx.subscriptions.add(wish(query)));

      expect(await add('cyber')).toEqual({
        id: 1,
        subscriber: { id: 1, address: { channel: 'email', email: 'ann@example.org' } },
        query: 'cyber',
        cadence: 'instant',
        wanted: ['new', 'changes'],
        state: 'active',
        reason: undefined,
        watermark: 2,
        createdAt: NOW,
        welcomedAt: undefined,
      });
      expect(await add('cyber')).toBeUndefined();
      expect(await add('cloud')).toMatchObject({ query: 'cloud', subscriber: { id: 1 } });
    });

    it('tell the same Slack channel of two workspaces apart', async () => {
      const to = async (team: string): Promise<number | undefined> =>
        store.transaction(async (tx) => {
          const address = { channel: 'slack', team, id: 'C1' } as const;
          return (await tx.subscriptions.add({ ...wish('cyber'), address }))?.subscriber.id;
        });

      expect([await to('home'), await to('T2')]).toEqual([1, 2]);
      expect((await store.subscriptions.list())[1]?.subscriber.address).toEqual({
        channel: 'slack',
        team: 'T2',
        id: 'C1',
      });
    });

    it('end and pause with a reason, and an ended one can be taken out again', async () => {
      const subscriberId = await subscribe('cyber');
      await subscribe('cloud');
      await store.transaction(async (tx) => {
        await tx.subscriptions.end({ subscriptionId: 1 }, 'ended', 'asked for', NOW);
        await tx.subscriptions.end({ subscriberId }, 'paused', 'archived', NOW);
      });

      expect((await store.subscriptions.list()).map(({ state, reason }) => [state, reason])).toEqual([
        ['ended', 'asked for'],
        ['paused', 'archived'],
      ]);
      expect(await store.subscriptions.active()).toEqual([]);
      expect(await store.transaction(async (tx) => tx.subscriptions.add(wish('cloud')))).toBeUndefined();
      expect(await store.transaction(async (tx) => tx.subscriptions.add(wish('cyber')))).toBeDefined();
    });

    it('hold the active ones until they change, here or in another process', async () => {
      await subscribe('cyber');
      const first = await store.subscriptions.active();
      await put(aChange(1));
      expect(await store.subscriptions.active()).toBe(first);

      await subscribe('cloud');
      expect(await store.subscriptions.active()).toHaveLength(2);

      const other = await open(directory);
      await other.transaction(async (tx) => tx.subscriptions.end({ subscriptionId: 1 }, 'ended', 'x', NOW));
      await other.close();
      expect((await store.subscriptions.active()).map(({ id }) => id)).toEqual([2]);
    });

    it('show a transaction its own changes, and nobody else those that were rolled back', async () => {
      await subscribe('cyber');
      let inside: readonly unknown[] = ['nothing was read'];
      const failing = store.transaction(async (tx) => {
        await tx.subscriptions.end({ subscriptionId: 1 }, 'ended', 'x', NOW);
        inside = await tx.subscriptions.active();
        throw new Error('no');
      });

      await expect(failing).rejects.toThrow('no');
      expect(inside).toEqual([]);
      expect(await store.subscriptions.active()).toHaveLength(1);
    });

    it('advance their marks and never go back, and are welcomed once', async () => {
      await subscribe('cyber');
      await store.transaction(async (tx) => {
        await tx.subscriptions.active();
        await tx.subscriptions.advance([1], 5);
        await tx.subscriptions.advance([1], 3);
        await tx.subscriptions.welcomed([1], 7);
        await tx.subscriptions.welcomed([1], 9);
      });

      expect((await store.subscriptions.active())[0]).toMatchObject({ watermark: 5, welcomedAt: 7 });
      expect((await store.subscriptions.byIds([1, 9])).map(({ id }) => id)).toEqual([1]);
    });
  });

  describe('runs', () => {
    it('remember the due instant of a job, the latest', async () => {
      await store.transaction(async (tx) => {
        await tx.runs.ran('digest', 10, NOW);
        await tx.runs.ran('digest', 5, NOW);
      });

      expect(await store.runs.lastDue('digest')).toBe(10);
      expect(await store.runs.lastDue('collect')).toBeUndefined();
    });

    it('take a digest slot once', async () => {
      const subscriberId = await subscribe();
      const run = {
        subscriberId,
        cadence: 'weekly',
        slot: 10,
        toSeq: 0,
        deliveryId: undefined,
        at: NOW,
      } as const;
      const took = await store.transaction(async (tx) => [
        await tx.runs.digestRun(run),
        await tx.runs.digestRun(run),
        await tx.runs.digestRun({ ...run, cadence: 'daily' }),
      ]);

      expect(took).toEqual([true, false, true]);
      expect(await store.runs.lastDigestSlot(subscriberId, 'weekly')).toBe(10);
      expect(await store.runs.lastDigestSlot(subscriberId, 'instant')).toBeUndefined();
    });
  });

  describe('deliveries', () => {
    beforeEach(async () => {
      await subscribe();
    });

    it('are queued once for a key, and claimed by lane and then by due time', async () => {
      await queue({ key: 'digest', lane: 'digest', kind: 'digest', dueAt: NOW - 9 });
      await queue({ key: 'late', dueAt: NOW - 1 });
      await queue({ key: 'early', dueAt: NOW - 2 });
      await queue({ key: 'future', dueAt: NOW + 1 });
      await queue({ key: 'expired', dueAt: NOW - 5, expiresAt: NOW });
      expect(
        await store.transaction(async (tx) => tx.deliveries.queue(aDelivery({ key: 'late' }))),
      ).toBeUndefined();
      const keys: (string | undefined)[] = [];
      for (let next = await claim(); next !== undefined; next = await claim()) keys.push(next.key);

      expect(keys).toEqual(['early', 'late', 'digest']);
      expect(await store.transaction(async (tx) => tx.deliveries.expired(NOW))).toEqual([5]);
      expect(await store.deliveries.counts()).toMatchObject({ leased: 3, ready: 2, sent: 0 });
    });

    it('are claimed whole, the attempt counted', async () => {
      await queue({ key: 'one' });
      const { channel, ...delivery } = aDelivery({ key: 'one' });

      expect(channel).toBe('email');
      expect(await claim()).toEqual({
        ...delivery,
        id: 1,
        address: { channel: 'email', email: 'ann@example.org' },
        attempts: 1,
        ambiguous: false,
      });
      expect(await claim()).toBeUndefined();
    });

    it('are claimed by the channel that is asked for alone', async () => {
      await queue({ key: 'one', channel: 'slack' });
      expect(await claim(NOW, 'email')).toBeUndefined();
      expect(await claim(NOW, 'slack')).toBeDefined();
    });

    it('wait while their channel is paused', async () => {
      await queue({ key: 'one' });
      await store.transaction(async (tx) => tx.deliveries.pauseChannel('email', NOW + 5, 'login refused'));
      expect(await claim(NOW)).toBeUndefined();
      expect(await store.deliveries.channels()).toContainEqual({
        channel: 'email',
        pausedUntil: NOW + 5,
        reason: 'login refused',
      });
      expect(await claim(NOW + 5)).toBeDefined();

      await queue({ key: 'two' });
      await store.transaction(async (tx) => tx.deliveries.pauseChannel('email', undefined, undefined));
      expect(await claim(NOW)).toBeDefined();
    });

    it('go back with what happened, the attempt burnt or not', async () => {
      await queue({ key: 'one' });
      const first = await claim();
      expect(await again(store, first, true)).toBe(true);
      const second = await claim();
      expect(second).toMatchObject({ attempts: 2, ambiguous: true });
      expect(await again(store, first, true)).toBe(false);
      expect(await again(store, second, false)).toBe(true);

      expect(await claim()).toMatchObject({ attempts: 2 });
    });

    it('are sent by whom has the lease, and by nobody else', async () => {
      await queue({ key: 'one' });
      const lost = required(await claim(NOW));
      const stale = await store.transaction(async (tx) => [
        await tx.deliveries.releaseStale(NOW + 999),
        await tx.deliveries.releaseStale(NOW + 1000),
      ]);
      const taken = required(await claim(NOW + 1000));
      const sent = await store.transaction(async (tx) => [
        await tx.deliveries.sent(lost, '250 a', NOW),
        await tx.deliveries.sent(taken, '250 b', NOW),
        await tx.deliveries.sent(taken, '250 b', NOW),
      ]);

      expect(stale).toEqual([0, 1]);
      expect(taken).toMatchObject({ attempts: 2, ambiguous: true });
      expect(sent).toEqual([false, true, false]);
      expect(await store.deliveries.counts()).toMatchObject({ sent: 1 });
    });

    it('are closed unless they were sent', async () => {
      await queue({ key: 'one' });
      await queue({ key: 'two' });
      const one = required(await claim());
      await store.transaction(async (tx) => {
        await tx.deliveries.sent(one, '250', NOW);
        await tx.deliveries.close([1, 2], 'dead', { code: 'x', reason: 'y' }, NOW);
      });

      expect(await store.deliveries.counts()).toMatchObject({ sent: 1, dead: 1, ready: 0 });
    });

    it('count a subscriber’s alerts since an instant, and those nobody has begun to send', async () => {
      await queue({ key: 'old', createdAt: NOW - 1 });
      await queue({ key: 'begun' });
      await queue({ key: 'waiting', dueAt: NOW + 9 });
      await queue({ key: 'digest', kind: 'digest', dueAt: NOW + 9 });
      required(await claim());
      required(await claim());
      const since = await store.transaction(async (tx) => tx.deliveries.alertsSince(1, NOW));

      expect(since).toEqual({ total: 2, waiting: [3] });
    });

    it('whose keys begin alike are found and become due together, while they wait', async () => {
      await queue({ key: 'summary.a.1.1', dueAt: NOW + 9 });
      await queue({ key: 'summary.a.1.2', dueAt: NOW + 9 });
      await queue({ key: 'summary.b.1.1', dueAt: NOW + 9 });
      await store.transaction(async (tx) => {
        expect(await tx.deliveries.readyUnder('summary.a.1.')).toBe(2);
        expect(await tx.deliveries.readyUnder('summary.c.')).toBeUndefined();
        expect(await tx.deliveries.readyOf(1)).toEqual([1, 2, 3]);
        await tx.deliveries.makeDue('summary.a.', NOW);
      });

      expect((await claim())?.key).toBe('summary.a.1.1');
      expect((await claim())?.key).toBe('summary.a.1.2');
      expect(await claim()).toBeUndefined();
      await store.transaction(async (tx) => {
        expect(await tx.deliveries.readyUnder('summary.a.1.')).toBeUndefined();
      });
    });
  });

  describe('the ledger', () => {
    beforeEach(async () => {
      await subscribe();
      await put(aChange(1), aChange(2));
      await queue({ key: 'one' });
      await queue({ key: 'two' });
    });

    it('queues with a delivery, becomes told with what was rendered, and starts a thread', async () => {
      await tell(store, 1, 1);
      expect(await store.ledger.of(1)).toEqual([
        {
          id: 1,
          subscriberId: 1,
          procurementId: 1,
          deliveryId: 1,
          kind: 'new',
          state: 'queued',
          subscriptionIds: [1],
          told: STATE,
          toldAt: undefined,
        },
      ]);
      expect(await store.ledger.thread(1, 1)).toBeUndefined();

      const rendered = { ...STATE, title: 'As rendered' };
      await store.transaction(async (tx) => {
        await tx.deliveries.sent(
          required(await tx.deliveries.claim('email', NOW, 'test', 1000)),
          '250 ok',
          NOW,
        );
        await tx.ledger.told([{ id: 1, kind: 'changed', told: rendered }], NOW);
      });
      expect(await store.ledger.about([1])).toMatchObject([
        { state: 'told', kind: 'changed', told: rendered, toldAt: NOW },
      ]);
      expect(await store.ledger.thread(1, 1)).toEqual({ messageId: '<one@example>', reference: '250 ok' });
      expect(await store.ledger.thread(2, 1)).toBeUndefined();
    });

    it('frees what a delivery did not tell, and hands it to another', async () => {
      await tell(store, 1, 1);
      await store.transaction(async (tx) => tx.ledger.free([1]));
      expect(await store.ledger.about([1])).toEqual([]);
      expect(await store.ledger.of(1)).toEqual([]);
      expect(await store.ledger.freed(1)).toMatchObject([{ id: 1, state: 'freed', deliveryId: undefined }]);
      expect(await store.ledger.subscribersWithFreed()).toEqual([
        { id: 1, address: { channel: 'email', email: 'ann@example.org' } },
      ]);

      await store.transaction(async (tx) => tx.ledger.move([1], 2));
      expect(await store.ledger.of(2)).toMatchObject([{ id: 1, state: 'queued', deliveryId: 2 }]);
      expect(await store.ledger.subscribersWithFreed()).toEqual([]);
      await store.transaction(async (tx) => tx.ledger.drop([1]));
      expect(await store.ledger.of(2)).toEqual([]);
    });

    it('follows a procurement into the one that absorbed it', async () => {
      await tell(store, 2, 1);
      await tell(store, 1, 2);
      await put({ ...aChange(1), absorbed: [2] });

      expect((await store.ledger.about([1], 1)).map(({ id, procurementId }) => [id, procurementId])).toEqual([
        [1, 1],
        [2, 1],
      ]);
      expect(await store.ledger.about([1], 2)).toEqual([]);
      expect(await store.ledger.of(1)).toMatchObject([{ procurementId: 1 }]);
    });
  });

  it('has a word of its own that stays the same', async () => {
    const word = store.installation;
    await reopen();

    expect(store.installation).toBe(word);
    expect(word).toMatch(/^[0-9a-z]{6,12}$/);
  });
});

function deferred(): { readonly promise: Promise<void>; resolve(): void } {
  const gate = { resolve: (): void => undefined };
  const promise = new Promise<void>((resolve) => {
    gate.resolve = resolve;
  });
  return { promise, resolve: () => gate.resolve() };
}

function required<T>(found: T | undefined): T {
  if (found === undefined) throw new Error('expected something');
  return found;
}

function aRelease(releaseId: string): Release {
  return {
    portal: 'find-a-tender',
    ocid: 'ocds-h6vhtk-1',
    releaseId,
    hash: `h${releaseId}`,
    published: NOW,
    text: `{"id":"${releaseId}"}`,
  };
}

function aHeld(
  id: number,
  view: Partial<HeldProcurement['view']>,
  classification = aClassification(),
): HeldProcurement {
  return {
    id,
    view: aView({ updated: NOW + id, ...view }),
    classification,
    versions: [],
  };
}

/** Owns no keys, so that saving a second does not take the first one's. */
function aChange(
  id: number,
  view: Partial<HeldProcurement['view']> = {},
  added: readonly Notice[] = [aNotice({ ocid: `ocds-h6vhtk-${id}` })],
): ProcurementChange {
  return { procurement: aHeld(id, view), added, absorbed: [], owns: [], cites: [] };
}

function texts(title: string, description = ''): Partial<HeldProcurement['view']> {
  return { title, description, titles: [title], descriptions: [description] };
}

function worth(min: number | undefined, max: number | undefined): HeldProcurement['view']['value'] {
  return { min, max, gross: undefined, currency: 'GBP' };
}

type Text = Extract<Leaf, { kind: 'text' }>;

function text(written: string, with_: Partial<Text> = {}): Text {
  return {
    kind: 'text',
    tokens: stems(written),
    written,
    quoted: false,
    prefix: false,
    negated: false,
    ...with_,
  };
}

function itClause(setting: 'strict' | 'balanced' | 'broad' | 'any', negated = false): Leaf {
  return { kind: 'it', setting, negated };
}

function region(codes: readonly string[], with_: Partial<Extract<Leaf, { kind: 'region' }>> = {}): Leaf {
  return { kind: 'region', any: codes, stated: false, negated: false, ...with_ };
}

function value(with_: Partial<Extract<Leaf, { kind: 'value' }>>): Leaf {
  return { kind: 'value', min: undefined, max: undefined, stated: false, negated: false, ...with_ };
}

async function append(tx: Transaction): Promise<readonly number[]> {
  const events = await tx.events.append([anEvent(1), anEvent(1, { kind: 'amended' })]);
  return events.map(({ seq }) => seq);
}

async function again(store: Store, delivery: Delivery | undefined, burnt: boolean): Promise<boolean> {
  const note = { code: '451', reason: 'later', ambiguous: true, burnt };
  return await store.transaction(async (tx) => tx.deliveries.again(required(delivery), NOW, note));
}

async function tell(store: Store, procurementId: number, deliveryId: number): Promise<void> {
  const entry = { subscriberId: 1, procurementId, deliveryId, subscriptionIds: [1], told: STATE };
  await store.transaction(async (tx) => tx.ledger.add([{ ...entry, kind: 'new' }]));
}

function all(...of: Query[]): Query {
  return { kind: 'and', of };
}

function any(...of: Query[]): Query {
  return { kind: 'or', of };
}

function everything(): Query {
  return all();
}

function anEvent(
  procurementId: number,
  with_: Partial<NewEvent> = {},
): NewEvent & { procurementId: number; at: number; silent: boolean } {
  return {
    kind: 'opened',
    portal: 'find-a-tender',
    noticeId: '000101-2026',
    published: NOW,
    changes: [],
    procurementId,
    at: NOW,
    silent: false,
    ...with_,
  };
}

function wish(query: string, email = 'ann@example.org'): Parameters<Transaction['subscriptions']['add']>[0] {
  return {
    address: { channel: 'email', email },
    query,
    cadence: 'instant',
    wanted: ['new', 'changes'],
    consent: { by: 'operator', at: NOW, words: 'operator' },
  };
}

function aDelivery(with_: Partial<NewDelivery> = {}): NewDelivery {
  return {
    key: 'key',
    kind: 'alert',
    lane: 'instant',
    cadence: 'instant',
    subscriberId: 1,
    channel: 'email',
    messageId: `<${with_.key ?? 'key'}@example>`,
    dueAt: NOW,
    expiresAt: NOW + DAY,
    createdAt: NOW,
    ...with_,
  };
}
