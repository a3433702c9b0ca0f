import { describe, expect, it } from 'vitest';
import { aNoticeText, evidenceOf } from '../../test/evidence-of.ts';

function wordsOf(text: Parameters<typeof evidenceOf>[0]): readonly (readonly [string, number, string])[] {
  return evidenceOf(text).passages.map(({ place, start, words }) => [
    place,
    start,
    words.map(({ word }) => word).join(' '),
  ]);
}

describe('the evidence of a notice', () => {
  it('counts words through titles and descriptions', () => {
    expect(wordsOf(aNoticeText('Firewall renewal', 'Three of them. Hosting too.'))).toEqual([
      ['title', 0, 'firewall renewal'],
      ['description', 2, 'three of them'],
      ['description', 5, 'hosting too'],
    ]);
  });

  it('leaves out standing text and what is denied', () => {
    const text = aNoticeText('Roof repair, not including software', 'Slates. Use the tendering portal.');

    expect(wordsOf(text)).toEqual([
      ['title', 0, 'roof repair'],
      ['description', 2, 'slates'],
    ]);
    expect(evidenceOf(text).hits.map(({ from }) => from)).toEqual([0]);
  });

  it('finds a phrase once for each place, the longest that begins there', () => {
    const { hits } = evidenceOf(
      aNoticeText('Heat network', 'Cloud hosting. More cloud hosting. A network, and hosting.'),
    );

    expect(hits.map(({ place, from, to }) => [place, from, to])).toEqual([
      ['title', 0, 2],
      ['description', 2, 4],
      ['description', 8, 9],
      ['description', 10, 11],
    ]);
  });

  it('is nothing where no word stands', () => {
    expect(evidenceOf({ ...aNoticeText(''), titles: ['', ' – '], descriptions: ['', '...'] })).toMatchObject({
      passages: [],
      hits: [],
      codes: [],
    });
  });

  it('reads the beginning of what is long', () => {
    const titles = Array.from({ length: 5000 }, (_, index) => `Title ${index}`);
    const long = { ...aNoticeText('', 'one two three. '.repeat(50_000)), titles };
    const { passages } = evidenceOf(long);
    const words = (place: string): number =>
      passages.reduce((sum, passage) => sum + (passage.place === place ? passage.words.length : 0), 0);

    expect(words('title')).toBe(100);
    expect(words('description')).toBeLessThanOrEqual(400);
    expect(wordsOf(aNoticeText('x'.repeat(1_000_000)))[0]?.[2]).toHaveLength(40);
    expect(wordsOf(aNoticeText('ninefold '.repeat(100_000).trim()))[0]?.[2].split(' ').length).toBeLessThan(
      115,
    );
  });
});
