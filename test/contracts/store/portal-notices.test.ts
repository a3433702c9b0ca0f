import { expect, it } from 'vitest';
import type { Notice } from '../../../src/domain/notice.ts';
import { noticeKey } from '../../../src/domain/keys.ts';
import { OPEN_STAGES } from '../../../src/domain/stage.ts';
import { aClassification, aNotice } from '../../builders.ts';
import { aChange, aHeld, DAY, NOW } from './make.ts';
import { onEveryEngine } from './on-every-engine.ts';

const PORTAL = 'find-a-tender';
const SPAN = { from: NOW - 10 * DAY, to: NOW };

onEveryEngine('notices of a portal', (world) => {
  /** One procurement for each call. */
  async function hold(
    id: number,
    notices: readonly Partial<Notice>[],
    held: Partial<ReturnType<typeof aHeld>> = {},
  ): Promise<void> {
    const added = notices.map((with_) => aNotice({ ocid: `o-${id}`, published: NOW - DAY, ...with_ }));
    const change = aChange(id, {}, added);
    const owns = added.map(({ portal, noticeId }) => noticeKey(portal, noticeId));
    await world.put({ ...change, owns, procurement: { ...change.procurement, ...held } });
  }

  async function wanting(limit = 10): Promise<readonly string[]> {
    return (await world.store.portals.wantingDetails(PORTAL, SPAN, limit)).map(({ releaseId }) => releaseId);
  }

  it('that are not held are found among ids, in the order asked', async () => {
    await hold(1, [{ noticeId: 'a' }, { noticeId: 'b', portal: 'contracts-finder' }]);

    expect(await world.store.portals.unheld(PORTAL, ['c', 'a', 'b'])).toEqual(['c', 'b']);
    expect(await world.store.portals.unheld(PORTAL, [])).toEqual([]);
  });

  it('are named by when they were published, the span’s end left out', async () => {
    await hold(1, [
      { noticeId: 'late', published: SPAN.to - 1, hash: '1' },
      { noticeId: 'first', published: SPAN.from, hash: '2' },
      { noticeId: 'first', published: SPAN.from + 1, hash: '3' },
      { noticeId: 'before', published: SPAN.from - 1 },
      { noticeId: 'after', published: SPAN.to },
      { noticeId: 'elsewhere', portal: 'contracts-finder' },
    ]);

    expect(await world.store.portals.noticeIds(PORTAL, SPAN)).toEqual(['first', 'late']);
  });

  it('want details while they are IT, open and published in the span, newest first', async () => {
    await hold(1, [{ noticeId: 'a-older', published: NOW - 2 * DAY }]);
    await hold(2, [{ noticeId: 'b-newer' }]);
    await hold(3, [{ noticeId: 'no it' }], { classification: aClassification({ setting: undefined }) });
    await hold(4, [{ noticeId: 'too old', published: SPAN.from - 1 }]);
    await hold(5, [{ noticeId: 'too new', published: SPAN.to }]);
    await hold(6, [{ noticeId: 'elsewhere', portal: 'contracts-finder' }]);

    expect(await world.store.portals.wantingDetails(PORTAL, SPAN, 10)).toEqual([
      { noticeId: 'b-newer', ocid: 'o-2', releaseId: 'b-newer', published: NOW - DAY },
      { noticeId: 'a-older', ocid: 'o-1', releaseId: 'a-older', published: NOW - 2 * DAY },
    ]);
    expect(await wanting(1)).toEqual(['b-newer']);
  });

  it('want details at every open stage alone, and until the deadline, if any', async () => {
    const deadline = (at: number): { readonly deadline: NonNullable<Notice['deadline']> } => ({
      deadline: { at, day: '2026-09-05', timed: true },
    });
    const stages = [...OPEN_STAGES, 'award', 'contract', 'closed'] as const;
    for (const [place, stage] of stages.entries()) {
      await hold(place + 1, [{ noticeId: stage }], { view: aHeld(place + 1, { stage }).view });
    }
    await hold(11, [{ noticeId: 'past' }], { view: aHeld(11, deadline(SPAN.to)).view });
    await hold(12, [{ noticeId: 'just open' }], { view: aHeld(12, deadline(SPAN.to + 1)).view });
    await hold(13, [{ noticeId: 'no deadline' }], { view: aHeld(13, { deadline: undefined }).view });

    expect((await wanting()).toSorted()).toEqual([...OPEN_STAGES, 'just open', 'no deadline'].toSorted());
  });

  it('want details once for their latest release, and again after the next one', async () => {
    await hold(1, [{ noticeId: 'a', releaseId: 'a1', hash: '1' }]);
    await hold(1, [{ noticeId: 'a', releaseId: 'a2', hash: '2', published: NOW - DAY + 1 }]);
    expect(await wanting()).toEqual(['a2']);

    await world.store.transaction(async (tx) => {
      await tx.portals.noteDetails(PORTAL, { noticeId: 'a', releaseId: 'a2' }, NOW, undefined);
      await tx.portals.noteDetails(PORTAL, { noticeId: 'a', releaseId: 'a2' }, NOW, 'gone');
      await tx.portals.noteDetails('contracts-finder', { noticeId: 'b', releaseId: 'b1' }, NOW, undefined);
    });
    expect(await wanting()).toEqual([]);

    await hold(1, [{ noticeId: 'a', releaseId: 'a3', hash: '3', published: NOW - 1 }]);
    await hold(2, [{ noticeId: 'b', releaseId: 'b1' }]);
    expect(await wanting()).toEqual(['a3', 'b1']);
  });

  it('want details again a day after their page could not be read, and never after it could', async () => {
    await hold(1, [{ noticeId: 'read' }]);
    await hold(2, [{ noticeId: 'failed lately' }]);
    await hold(3, [{ noticeId: 'failed long ago' }]);
    await hold(4, [{ noticeId: 'read at last' }]);
    const note = async (noticeId: string, at: number, reason?: string): Promise<void> =>
      await world.store.transaction(
        async (tx) => await tx.portals.noteDetails(PORTAL, { noticeId, releaseId: noticeId }, at, reason),
      );
    await note('read', NOW - 9 * DAY);
    await note('failed lately', NOW - DAY + 1, 'answered 404');
    await note('failed long ago', NOW - DAY, 'answered 404');
    await note('read at last', NOW - 3 * DAY, 'answered 404');
    await note('read at last', NOW - 2 * DAY);

    expect(await wanting()).toEqual(['failed long ago']);
  });

  it('are counted by why their pages told nothing, commonest first', async () => {
    const notes = [
      ['a', NOW, 'answered 404'],
      ['b', NOW - 1, 'robots.txt forbids'],
      ['c', NOW - DAY, 'robots.txt forbids'],
      ['d', NOW - DAY - 1, 'answered 404'],
      ['e', NOW, undefined],
    ] as const;
    await world.store.transaction(async (tx) => {
      for (const [noticeId, at, reason] of notes)
        await tx.portals.noteDetails(PORTAL, { noticeId, releaseId: noticeId }, at, reason);
      await tx.portals.noteDetails('contracts-finder', { noticeId: 'f', releaseId: 'f' }, NOW, 'other');
    });

    expect(await world.store.portals.detailsTroubles(PORTAL, NOW - DAY)).toEqual([
      { reason: 'robots.txt forbids', count: 2 },
      { reason: 'answered 404', count: 1 },
    ]);
  });

  it('want no details of what a web page or a row of results said', async () => {
    await hold(1, [
      { noticeId: 'a', releaseId: 'a1', hash: '1' },
      { noticeId: 'a', releaseId: 'a1-page', hash: '2', via: 'page', published: NOW - DAY + 1 },
      { noticeId: 'b', releaseId: 'b-row', via: 'row' },
      { noticeId: 'c', releaseId: 'c1', via: 'release' },
    ]);

    expect((await wanting()).toSorted()).toEqual(['a1', 'c1']);
  });

  it('want no details for a procurement that was absorbed, but for its survivor', async () => {
    await hold(1, [{ noticeId: 'a' }]);
    await hold(2, [{ noticeId: 'b' }]);
    await world.put({ ...aChange(1, { stage: 'closed' }, []), absorbed: [2] });
    expect(await wanting()).toEqual([]);

    await world.put(aChange(1, { stage: 'tender' }, []));
    expect((await wanting()).toSorted()).toEqual(['a', 'b']);
  });
});
