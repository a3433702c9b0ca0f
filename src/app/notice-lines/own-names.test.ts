import { describe, expect, it } from 'vitest';
import { noticeLineOf } from './notice-line.ts';
import { withOwnNames } from './own-names.ts';

const BUOYS = { id: '7', title: 'Mooring buoys for the outer harbour', buyer: 'Port of Sallow Authority' };
const ORGAN = { id: '7', title: 'Repair of the chapel organ', buyer: 'Orrin University' };

function named(...lines: readonly Record<string, unknown>[]): ReturnType<typeof withOwnNames> {
  return withOwnNames(lines.map((fields, at) => noticeLineOf(fields, at + 1).notice));
}

function idsOf({ notices }: ReturnType<typeof withOwnNames>): readonly string[] {
  return notices.map(({ noticeId }) => noticeId);
}

describe('names of lines', () => {
  it('without an id are each its own, and the same set in whatever order', () => {
    const lines = [{}, { title: 'Buoys' }, { id: true }, { title: 'Buoys' }, {}];
    const ids = idsOf(named(...lines));

    expect(new Set(ids).size).toBe(5);
    expect(idsOf(named(...lines.toReversed())).toSorted()).toEqual(ids.toSorted());
  });

  it.each<[string, Record<string, unknown>]>([
    ['the title', { ...BUOYS, title: 'Sea marks, chains and sinkers' }],
    ['the buyer', { ...BUOYS, buyer: 'Brackenford District Council' }],
    ['the buyer, who keeps an id', { ...ORGAN, buyer: { name: 'Orrin University', id: 'GB-1' } }],
    ['a title alone', { id: '7', title: 'Repair of the chapel organ' }],
    ['a buyer alone', { id: '7', buyer: 'Orrin University' }],
    ['a title that holds the other', { ...ORGAN, title: `${BUOYS.title}, and repair of chapel organs` }],
  ])('with one id are one notice where it is another in %s', (_, other) => {
    const first = { ...BUOYS, buyer: { name: BUOYS.buyer, id: 'GB-1' } };
    const { notices, contested } = named(first, other);

    expect(contested).toEqual([]);
    expect(notices.map(({ noticeId, reference }) => [noticeId, reference])).toEqual([
      ['7', undefined],
      ['7', undefined],
    ]);
  });

  it('with one id for different buyers and titles are named after what they say too, once for each text', () => {
    const { notices, contested } = named(BUOYS, ORGAN, { ...ORGAN, id: '8' }, ORGAN);

    expect(contested).toEqual(['unknown:7']);
    const [buoys, organ, other, again] = notices;
    expect(buoys?.noticeId).toMatch(/^7-/);
    expect(organ?.noticeId).toMatch(/^7-/);
    expect(organ?.noticeId).not.toBe(buoys?.noticeId);
    expect(again).toEqual(organ);
    expect(organ?.reference).toBe('');
    expect(other).toMatchObject({ noticeId: '8' });
    expect(idsOf(named(ORGAN, BUOYS)).toReversed()).toEqual([buoys?.noticeId, organ?.noticeId]);
  });

  it('with one id on two portals are two', () => {
    expect(named({ ...BUOYS, portal: 'ted' }, ORGAN).contested).toEqual([]);
  });
});
