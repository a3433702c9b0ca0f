import { expect, it } from 'vitest';
import { aNotice } from '../../builders.ts';
import { aChange, DAY, everything, madeOf, NOW, ownedBy } from './make.ts';
import { onEveryEngine } from './on-every-engine.ts';

onEveryEngine('procurements', (world) => {
  it('answers what was saved, versions oldest first, after a restart too', async () => {
    const older = aNotice({ noticeId: '000100-2026', published: NOW - DAY });
    const change = aChange(1, {}, [aNotice(), older]);
    await world.put(change);
    await world.reopen();

    expect(await world.store.procurements.byId(1)).toEqual({
      ...change.procurement,
      versions: [older, aNotice()].toSorted((one, other) => one.published - other.published),
    });
    expect(await world.store.procurements.byId(2)).toBeUndefined();
  });

  it('adds a version to those it holds, and the same version once', async () => {
    const update = aNotice({ noticeId: '000102-2026', published: NOW });
    await world.put(aChange(1, {}, [aNotice()]));
    await world.put(aChange(1, { title: 'Changed' }, [update, aNotice()]));

    const held = await world.store.procurements.byId(1);
    expect(held?.versions.map(({ noticeId }) => noticeId)).toEqual(['000101-2026', '000102-2026']);
    expect(held?.view.title).toBe('Changed');
  });

  it('gives ids that count up and are never given again', async () => {
    await world.put(aChange(1), aChange(2));
    expect(await world.store.transaction(async (tx) => tx.procurements.nextId())).toBe(3);
    await world.put({ ...aChange(1), absorbed: [2] });

    expect(await world.store.transaction(async (tx) => tx.procurements.nextId())).toBe(3);
  });

  it('finds those that own an owned or cited key, or cite an owned one', async () => {
    await world.put(
      { ...aChange(1), owns: ['ocid:a'], cites: ['ocid:z'] },
      { ...aChange(2), owns: ['ocid:b'], cites: [] },
      { ...aChange(3), owns: ['ocid:c'], cites: ['ocid:w'] },
    );
    const related = async (owned: string[], cited: string[]): Promise<number[]> =>
      world.store.transaction(async (tx) =>
        (await tx.procurements.relatedTo(owned, cited)).map(({ held }) => held.id),
      );

    expect(await related(['ocid:a'], [])).toEqual([1]);
    expect(await related([], ['ocid:b'])).toEqual([2]);
    expect(await related(['ocid:z', 'ocid:b'], [])).toEqual([1, 2]);
    // Two that cite the same third are not related by that.
    expect(await related([], ['ocid:w'])).toEqual([]);
    const [whole] = await world.store.transaction(async (tx) => tx.procurements.relatedTo(['ocid:a'], []));
    expect(whole).toMatchObject({ owns: ['ocid:a'], cites: ['ocid:z'], held: { id: 1 } });
    expect(whole?.held.versions).toHaveLength(1);
  });

  it('moves what an absorbed procurement had to its survivor, however long the chain', async () => {
    await world.put(
      { ...aChange(1, {}, [aNotice({ noticeId: 'a' })]), owns: ['ocid:a'] },
      { ...aChange(2, {}, [aNotice({ noticeId: 'b' })]), owns: ['ocid:b'], cites: ['ocid:x'] },
      { ...aChange(3, {}, [aNotice({ noticeId: 'c' })]), owns: ['ocid:c'] },
    );
    await world.put({ ...aChange(2, {}, []), owns: ['ocid:b', 'ocid:c'], cites: ['ocid:x'], absorbed: [3] });
    await world.put({
      ...aChange(1, { title: 'Joined' }, []),
      owns: ['ocid:a', 'ocid:b', 'ocid:c'],
      cites: ['ocid:x'],
      absorbed: [2],
    });

    expect(await world.found(everything())).toEqual([1]);
    expect((await world.store.procurements.byId(3))?.view.title).toBe('Joined');
    expect((await world.store.procurements.byIds([3, 2, 1, 9])).map(({ id }) => id)).toEqual([1]);
    expect((await world.store.procurements.byId(1))?.versions.map(({ noticeId }) => noticeId)).toEqual([
      'a',
      'b',
      'c',
    ]);
    const related = await world.store.transaction(async (tx) =>
      tx.procurements.relatedTo(['ocid:c', 'ocid:x'], []),
    );
    expect(related.map(({ held, owns, cites }) => ({ id: held.id, owns, cites }))).toEqual([
      { id: 1, owns: ['ocid:a', 'ocid:b', 'ocid:c'], cites: ['ocid:x'] },
    ]);
  });

  it('knows several owners of one key, each until its list leaves it out', async () => {
    await world.put(
      { ...aChange(1), owns: ['ocid:a', 'notice:b'] },
      { ...aChange(2), owns: ['ocid:a', 'notice:c'] },
    );
    const owners = async (): Promise<unknown> =>
      world.store.procurements.ownersOf(['ocid:a', 'notice:b', 'notice:c', 'ocid:nobody']);
    const related = async (key: string): Promise<number[]> =>
      world.store.transaction(async (tx) =>
        (await tx.procurements.relatedTo([key], [])).map(({ held }) => held.id),
      );

    const each: readonly (readonly [string, readonly number[]])[] = [
      ['ocid:a', [1, 2]],
      ['notice:b', [1]],
      ['notice:c', [2]],
    ];
    expect(await owners()).toEqual(new Map(each));
    expect(await related('ocid:a')).toEqual([1, 2]);
    const ocid = { kind: 'identifier', key: 'ocid:a', written: 'a', negated: false } as const;
    expect(await world.found(ocid)).toEqual([2, 1]);

    await world.put({ ...aChange(1), owns: ['notice:b'] });
    expect(await owners()).toEqual(
      new Map([
        ['ocid:a', [2]],
        ['notice:b', [1]],
        ['notice:c', [2]],
      ]),
    );
    await world.put({ ...aChange(1), owns: ['ocid:a', 'notice:b', 'notice:c'], absorbed: [2] });
    expect(await owners()).toEqual(new Map(each.map(([key]) => [key, [1]])));
    expect(await related('ocid:a')).toEqual([1]);
  });

  it('moves versions that are stored under another procurement, and back again', async () => {
    const [stays, goes, update] = [
      aNotice({ noticeId: 'a' }),
      aNotice({ noticeId: 'b', published: NOW }),
      aNotice({ noticeId: 'b', releaseId: 'b2', published: NOW + 1 }),
    ];
    const standing = async (id: number): Promise<readonly string[] | undefined> =>
      (await world.store.procurements.byId(id))?.versions.map(({ releaseId }) => releaseId);
    await world.put(madeOf(1, stays, goes, update));

    await world.put(
      { ...aChange(1, {}, []), owns: ownedBy(stays) },
      { ...aChange(2, {}, [goes, update]), owns: ownedBy(goes) },
    );
    expect([await standing(1), await standing(2)]).toEqual([['a'], ['b', 'b2']]);
    expect(await world.store.procurements.ownersOf(ownedBy(stays, goes))).toEqual(
      new Map([
        ['ocid:ocds-h6vhtk-0a0001', [1, 2]],
        ['notice:find-a-tender:a', [1]],
        ['notice:find-a-tender:b', [2]],
      ]),
    );

    await world.put({ ...aChange(1, {}, [goes, update]), owns: ownedBy(stays, goes), absorbed: [2] });
    expect([await standing(1), await standing(2)]).toEqual([
      ['a', 'b', 'b2'],
      ['a', 'b', 'b2'],
    ]);
  });

  it('divides what one procurement had between its survivor and another in one go', async () => {
    const [one, two, three] = ['a', 'b', 'c'].map((noticeId) => aNotice({ noticeId }));
    if (one === undefined || two === undefined || three === undefined) throw new Error('three');
    await world.put(madeOf(1, one), madeOf(2, two, three));
    await world.put(
      { ...aChange(3, {}, [three]), owns: ownedBy(three) },
      { ...aChange(1, {}, [two]), owns: ownedBy(one, two), absorbed: [2] },
    );

    const held = await Promise.all([1, 3].map(async (id) => world.store.procurements.byId(id)));
    expect(held.map((each) => each?.versions.map(({ noticeId }) => noticeId))).toEqual([['a', 'b'], ['c']]);
    expect(await world.found(everything())).toEqual([3, 1]);
  });

  it('finds those whose notices name a key in a relation, newest first, as each view last said', async () => {
    const under = (key: string) => [{ kind: 'framework', key, by: 'data' } as const];
    const naming = async (keys: readonly string[], limit = 9): Promise<number[]> =>
      (await world.store.procurements.relatedBy(keys, limit)).map(({ id }) => id);
    await world.put(
      aChange(1, { relations: under('ocid:f') }),
      aChange(2, { relations: [...under('ocid:f'), { kind: 'replaces', key: 'ocid:f', by: 'text' }] }),
      aChange(3, { relations: under('ocid:g') }),
      aChange(4),
    );
    expect(await naming(['ocid:f'])).toEqual([2, 1]);
    expect(await naming(['ocid:g', 'ocid:f', 'ocid:f'])).toEqual([3, 2, 1]);
    expect(await naming(['ocid:g', 'ocid:f'], 2)).toEqual([3, 2]);
    expect(await naming(['ocid:nobody'])).toEqual([]);

    await world.put(aChange(2, { relations: under('ocid:g') }));
    expect(await naming(['ocid:f'])).toEqual([1]);
    await world.put({ ...aChange(4, { relations: under('ocid:f') }), absorbed: [1, 3] });
    expect(await naming(['ocid:f'])).toEqual([4]);
    expect(await naming(['ocid:g'])).toEqual([2]);
  });

  it('keeps a text that no encoding can hold', async () => {
    const odd = 'a\uD800b\0c\u202E';
    await world.put(aChange(1, { title: odd, titles: [odd] }, [aNotice({ title: odd })]));

    const held = await world.store.procurements.byId(1);
    expect(held?.view.title).toBe(odd);
    expect(held?.versions[0]?.title).toBe(odd);
  });
});
