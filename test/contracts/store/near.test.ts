import { expect, it } from 'vitest';
import type { Notice } from '../../../src/domain/notice.ts';
import type { Signed } from '../../../src/domain/ports.ts';
import { aNotice } from '../../builders.ts';
import { aChange } from './make.ts';
import { onEveryEngine } from './on-every-engine.ts';

const LARGEST = Number.MAX_SAFE_INTEGER;

onEveryEngine('versions that may be the same', (world) => {
  async function sign(...signed: readonly Signed[]): Promise<void> {
    await world.store.transaction(async (tx) => tx.procurements.sign(signed));
  }

  async function near(blocks: readonly number[]): Promise<readonly unknown[]> {
    const found = await world.store.transaction(async (tx) => tx.procurements.near(blocks));
    return found
      .toSorted((a, b) => (a.signature < b.signature ? -1 : 1))
      .map(({ name, signature, blocks: met }) => [
        name.portal,
        name.noticeId,
        signature,
        met.toSorted((a, b) => a - b),
      ]);
  }

  const signed = (notice: Notice, signature: string, blocks: readonly number[]): Signed => ({
    notice,
    signature,
    blocks,
  });

  it('are found by the blocks they share, each once, with those of them that were asked for', async () => {
    const [one, update, copy] = [
      aNotice({ noticeId: 'a' }),
      aNotice({ noticeId: 'a', releaseId: 'a2' }),
      aNotice({ noticeId: 'c', portal: 'contracts-finder' }),
    ];
    await world.put(aChange(1, {}, [one, update]), aChange(2, {}, [copy]));
    await sign(
      signed(one, 'first', [0, 7, LARGEST]),
      signed(update, 'second', [7, 2 ** 52 + 1]),
      signed(copy, 'third', [LARGEST, 8]),
    );
    await world.reopen();

    expect(await near([LARGEST])).toEqual([
      ['find-a-tender', 'a', 'first', [LARGEST]],
      ['contracts-finder', 'c', 'third', [LARGEST]],
    ]);
    expect(await near([7, LARGEST, 7, 2 ** 52 + 1, 99])).toEqual([
      ['find-a-tender', 'a', 'first', [7, LARGEST]],
      ['find-a-tender', 'a', 'second', [7, 2 ** 52 + 1]],
      ['contracts-finder', 'c', 'third', [LARGEST]],
    ]);
    // The neighbours of the largest ones are other numbers.
    expect(await near([LARGEST - 1, 2 ** 52, 2 ** 52 + 2, 1])).toEqual([]);
    expect(await near([0])).toEqual([['find-a-tender', 'a', 'first', [0]]]);
    expect(await near([])).toEqual([]);
  });

  it('are kept once, however often they are signed', async () => {
    const notice = aNotice();
    await world.put(aChange(1, {}, [notice]));
    await sign(signed(notice, 'first', [5, 5]));
    await sign(signed(notice, 'first', [5, 6]), signed(notice, 'first', [5]));
    await sign();

    expect(await near([5, 6])).toEqual([['find-a-tender', '000101-2026', 'first', [5, 6]]]);
  });

  it('are found in the transaction that stored them, and nowhere where that failed', async () => {
    const failing = world.store.transaction(async (tx) => {
      await tx.procurements.save([aChange(1, {}, [aNotice()])], 0);
      await tx.procurements.sign([signed(aNotice(), 'first', [5])]);
      throw new Error(`found ${(await tx.procurements.near([5])).length}`);
    });

    await expect(failing).rejects.toThrow('found 1');
    expect(await near([5])).toEqual([]);
  });

  it('must be stored before they are signed', async () => {
    await expect(sign(signed(aNotice(), 'first', [5]))).rejects.toThrow(/before it was saved/);
  });
});
