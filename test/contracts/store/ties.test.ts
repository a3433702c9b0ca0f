import { beforeEach, expect, it } from 'vitest';
import type { NoticeName, Tie } from '../../../src/domain/tie.ts';
import { aNotice } from '../../builders.ts';
import { aChange, madeOf, NOW, ownedBy } from './make.ts';
import { onEveryEngine } from './on-every-engine.ts';

function fat(noticeId: string): NoticeName {
  return { portal: 'find-a-tender', noticeId };
}

function cf(noticeId: string): NoticeName {
  return { portal: 'contracts-finder', noticeId };
}

function tie(a: NoticeName, b: NoticeName, confidence: number, reasons = ['same title']): Tie {
  return { a, b, confidence, reasons };
}

onEveryEngine('ties', (world) => {
  async function add(...ties: readonly Tie[]): Promise<void> {
    await world.store.transaction(async (tx) => tx.ties.add(ties));
  }

  it('stand between two notices once, the surest of equal pairs, whichever way round and in whatever order', async () => {
    const pairs = (a: NoticeName): readonly Tie[] => [
      tie(a, cf('x:1'), 0.7),
      tie(cf('x:1'), a, 0.9, ['surest']),
      tie(a, cf('x:1'), 0.8),
      tie(a, cf('x:1'), 0.9, ['as sure']),
    ];
    const kept = (a: NoticeName): Tie => tie(cf('x:1'), a, 0.9, ['as sure']);
    await add(...pairs(fat('a')));
    for (const one of pairs(fat('b')).toReversed()) await add(one);
    await world.reopen();

    expect(await world.store.ties.of([fat('a')])).toEqual([kept(fat('a'))]);
    expect(await world.store.ties.of([fat('b')])).toEqual([kept(fat('b'))]);
  });

  it('are found from either side, once each, the surest first', async () => {
    await add(tie(fat('a'), fat('b'), 0.6), tie(fat('c'), fat('a'), 0.9), tie(fat('c'), fat('d'), 0.7));
    const sureness = async (...names: readonly NoticeName[]): Promise<readonly number[]> =>
      (await world.store.ties.of(names)).map(({ confidence }) => confidence);

    expect(await sureness(fat('a'))).toEqual([0.9, 0.6]);
    expect(await sureness(fat('b'))).toEqual([0.6]);
    expect(await sureness(fat('a'), fat('b'), fat('c'))).toEqual([0.9, 0.7, 0.6]);
    expect(await sureness(cf('a'), fat('z'))).toEqual([]);
    expect(await sureness()).toEqual([]);
  });
});

onEveryEngine('what is possibly the same', (world) => {
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((noticeId) => aNotice({ noticeId, ocid: noticeId }));
  if (a === undefined || b === undefined || c === undefined || d === undefined) throw new Error('four');

  beforeEach(async () => {
    await world.put(madeOf(1, a), madeOf(2, b), madeOf(3, c, d));
    await world.store.transaction(async (tx) =>
      tx.ties.add([
        tie(fat('a'), fat('b'), 0.6),
        tie(fat('c'), fat('a'), 0.95),
        tie(fat('c'), fat('d'), 0.9),
        tie(fat('a'), fat('nobody'), 0.9),
      ]),
    );
  });

  /** The other procurement and how sure, by the id asked for. */
  async function possibly(...ids: readonly number[]): Promise<unknown> {
    const found = await world.store.ties.possibly(ids);
    return Object.fromEntries(
      [...found].map(([id, ties]) => [id, ties.map(({ otherId, confidence }) => [otherId, confidence])]),
    );
  }

  it('are ties to other procurements, the surest first, joined or not', async () => {
    expect(await possibly(1, 2, 3, 9)).toEqual({
      1: [
        [3, 0.95],
        [2, 0.6],
      ],
      2: [[1, 0.6]],
      3: [[1, 0.95]],
    });
    expect((await world.store.ties.possibly([2])).get(2)).toEqual([
      { ...tie(fat('a'), fat('b'), 0.6), otherId: 1 },
    ]);
    expect(await possibly()).toEqual({});
  });

  it('follow their notices to where these stand today', async () => {
    await world.put({ ...aChange(2, {}, []), owns: ownedBy(b, c, d), absorbed: [3] });
    expect(await possibly(1, 3)).toEqual({
      1: [
        [2, 0.95],
        [2, 0.6],
      ],
      3: [
        [1, 0.95],
        [1, 0.6],
      ],
    });

    await world.put(
      { ...aChange(2, {}, []), owns: ownedBy(b, d) },
      { ...aChange(1, {}, [c]), owns: ownedBy(a, c) },
    );
    expect(await possibly(1, 2)).toEqual({
      1: [
        [2, 0.9],
        [2, 0.6],
      ],
      2: [
        [1, 0.9],
        [1, 0.6],
      ],
    });
  });

  it('leave out what people said is apart, for as long as they say so', async () => {
    const say = async (kind: 'split' | 'join', one: NoticeName, other: NoticeName): Promise<number> =>
      world.store.transaction(
        async (tx) => (await tx.ties.say({ kind, one: [one], other: [other, fat('z')], at: NOW })).id,
      );
    const split = await say('split', fat('b'), fat('a'));
    await say('join', fat('a'), fat('c'));
    expect(await possibly(1, 2)).toEqual({ 1: [[3, 0.95]] });
    await say('split', fat('a'), fat('c'));
    expect(await possibly(1, 2, 3)).toEqual({});

    await world.store.transaction(async (tx) => {
      await tx.ties.takeBack(split, NOW, undefined);
      expect(await tx.ties.possibly([2])).toHaveProperty('size', 1);
    });
    expect(await possibly(1, 2, 3)).toEqual({ 1: [[2, 0.6]], 2: [[1, 0.6]] });
  });

  it('leave out procurements of which a word keeps any two notices apart, wherever these stand today', async () => {
    await world.store.transaction(async (tx) =>
      tx.ties.say({ kind: 'split', one: [fat('d')], other: [fat('a')], at: NOW }),
    );
    expect(await possibly(1, 2, 3)).toEqual({ 1: [[2, 0.6]], 2: [[1, 0.6]] });

    await world.put(
      { ...aChange(3, {}, []), owns: ownedBy(c) },
      { ...aChange(2, {}, [d]), owns: ownedBy(b, d) },
    );
    expect(await possibly(1)).toEqual({ 1: [[3, 0.95]] });
  });
});
