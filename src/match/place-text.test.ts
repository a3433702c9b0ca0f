import { describe, expect, it } from 'vitest';
import type { Place } from '../domain/ports.ts';
import { parseQuery } from './parse.ts';
import { placeText, readPlace } from './place-text.ts';

const search = parseQuery('cyber region:wales');
const PLACE: Place = { sort: 'newest', at: 1_800_000_000_000, part: 0, key: -1_799_999_999_999, id: 4711 };

describe('where a page of results ended', () => {
  it.each<Place>([
    PLACE,
    { ...PLACE, sort: 'relevance', key: 40, id: 0 },
    { ...PLACE, sort: 'deadline', part: 2, key: 0 },
    { ...PLACE, sort: 'value', part: 1, key: -500_000_000_000, id: 9_007_199_254_740_991 },
  ])('is one word, and is read again: %j', (place) => {
    const paged = { ...search, sort: place.sort };
    const text = placeText(place, paged);
    expect(text).toMatch(/^[\w.-]+$/);
    expect(readPlace(text, paged)).toEqual(place);
    expect(readPlace(` ${text}\n`, paged)).toEqual(place);
  });

  it('is the same of every way to write the query', () => {
    const text = placeText(PLACE, search);
    expect(readPlace(text, parseQuery('cyber   region:UKL it:balanced'))).toEqual(PLACE);
  });

  const ours = placeText(PLACE, search);
  it.each([
    ['', /take it from that page/],
    ['2', /take it from that page/],
    ['oldest.1.2.0.3.4', /take it from that page/],
    [ours.slice(0, -30), /take it from that page/],
    [`${ours}'; drop table`, /take it from that page/],
    [ours.slice(0, -1), /another search/],
    [ours.replace('newest', 'value'), /sorted by value, and this one is by newest/],
    [ours.replace(/\.0\./, '.1.'), /another search/],
    [placeText(PLACE, parseQuery('cyber')), /another search/],
    ['x'.repeat(10_000), /take it from that page/],
  ])('is refused in one line where it is not: %j', (text, why) => {
    const read = readPlace(text, search);
    const refused = 'refused' in read ? read.refused : '';
    expect(refused).toMatch(why);
    expect(refused).not.toContain('\n');
  });
});
