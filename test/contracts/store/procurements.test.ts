import { expect, it } from 'vitest';
import { aNotice } from '../../builders.ts';
import { aChange, DAY, everything, NOW } from './make.ts';
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

  it('keeps a text that no encoding can hold', async () => {
    const odd = 'a\uD800b\0c\u202E';
    await world.put(aChange(1, { title: odd, titles: [odd] }, [aNotice({ title: odd })]));

    const held = await world.store.procurements.byId(1);
    expect(held?.view.title).toBe(odd);
    expect(held?.versions[0]?.title).toBe(odd);
  });
});
