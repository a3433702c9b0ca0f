import { describe, expect, it } from 'vitest';
import { aNoticeText, evidenceOf } from '../../test/evidence-of.ts';
import type { NoticeText } from './evidence.ts';
import { NOWHERE } from './feature-list.ts';
import { featuresOf } from './features.ts';
import { codeSource } from './parts.ts';

interface Feature {
  readonly id: number;
  readonly value: number;
  readonly source: number;
}

function featuresIn(text: NoticeText): readonly Feature[] {
  const { count, ids, values, sources } = featuresOf(evidenceOf(text));
  return Array.from({ length: count }, (_, at) => ({
    id: ids[at] ?? 0,
    value: values[at] ?? 0,
    source: sources[at] ?? 0,
  }));
}

/** Features of `text` that `other` has not. */
function added(text: NoticeText, other: NoticeText): readonly Feature[] {
  const known = new Set(featuresIn(other).map(({ id }) => id));
  return featuresIn(text).filter(({ id }) => !known.has(id));
}

describe('features', () => {
  it('are the same for the same text, whatever was read between', () => {
    const text = aNoticeText('Firewall renewal', 'Renewal of one firewall for IT.', '72810000');
    const before = featuresIn(text);
    featuresIn(aNoticeText('Roof repair', 'Slates and gutters.', '45000000'));

    expect(featuresIn(text)).toEqual(before);
    expect(before.length).toBeGreaterThan(20);
  });

  it('hold nothing of the notice before', () => {
    const fresh = featuresIn(aNoticeText('Roof repair'));
    featuresIn(aNoticeText('Cloud hosting of software', 'Roof repair.', '72000000'));

    expect(featuresIn(aNoticeText('Roof repair'))).toEqual(fresh);
  });

  it('name a word once for each place, however often it stands there', () => {
    const often = featuresIn(aNoticeText('Gates', 'gates gates gates gates gates'));

    expect(often).toEqual(featuresIn(aNoticeText('Gates', 'gates gates gates')));
    expect(new Set(often.map(({ id }) => id)).size).toBe(often.length);
  });

  it('tell a title from a description, and a pair by its order', () => {
    const inTitle = new Set(featuresIn(aNoticeText('Gates painted')).map(({ id }) => id));
    const turned = new Set(featuresIn(aNoticeText('Painted gates')).map(({ id }) => id));
    const inText = new Set(featuresIn(aNoticeText('', 'Gates painted')).map(({ id }) => id));

    expect([...inText].every((id) => inTitle.has(id))).toBe(false);
    expect([...turned].filter((id) => !inTitle.has(id))).toHaveLength(2);
  });

  it('say where they stand', () => {
    const shorter = aNoticeText('Gates', 'painted', '45000000');
    const word = added(aNoticeText('Gates', 'painted quinquereme', '45000000'), shorter);
    const code = added(aNoticeText('Gates', 'painted', '45000000', '72810000'), shorter);

    expect(new Set(word.map(({ source }) => source))).toEqual(new Set([1, 2]));
    const inTitle = added(aNoticeText('Gates quinquereme'), aNoticeText('Gates'));
    // Both pairs stand at their first word.
    expect(inTitle.filter(({ source }) => source === 0)).toHaveLength(2);
    expect(new Set(code.map(({ source }) => source))).toEqual(new Set([codeSource(1), NOWHERE]));
    expect(code.filter(({ source }) => source === codeSource(1)).length).toBeGreaterThan(4);
  });

  it('take all numbers for one, and no word for a number', () => {
    expect(added(aNoticeText('', 'lot 17'), aNoticeText('', 'lot 4'))).toEqual([]);
    expect(added(aNoticeText('', 'lot b4'), aNoticeText('', 'lot 4'))).not.toEqual([]);
    expect(added(aNoticeText('', 'lot 4b'), aNoticeText('', 'lot 4'))).not.toEqual([]);
  });

  it('hear capitals, but not in a text that shouts', () => {
    expect(added(aNoticeText('Make IT work'), aNoticeText('Make it work'))).toHaveLength(1);
    expect(added(aNoticeText('MAKE IT WORK'), aNoticeText('Make it work'))).toEqual([]);
  });

  it('know what kind of body buys', () => {
    const text = aNoticeText('Gates');
    const buyer = { name: 'Elsmere NHS Trust', id: undefined, type: 'nhs' } as const;

    expect(added({ ...text, buyer }, text)).toHaveLength(1);
  });

  it('are so many at most', () => {
    const words = Array.from({ length: 400 }, (_, index) => `w${index.toString(36).repeat(9)}`).join(' ');
    const codes = Array.from({ length: 3000 }, (_, index) => String(10_000_000 + index * 37));

    expect(featuresIn(aNoticeText(words, words, ...codes)).length).toBeLessThanOrEqual(6000);
    expect(featuresIn(aNoticeText('')).length).toBeGreaterThan(0);
  });
});
