import { describe, expect, it } from 'vitest';
import { REGIONS } from '../../domain/region.ts';
import { PLACE_STEMS, placesIn } from './places.ts';

function codes(text: string): readonly string[] {
  return placesIn(text).flatMap((place) => place.codes);
}

describe('places in a text', () => {
  it.each([
    ['IT support in Leeds', ['UKE']],
    ['for councils in the North West', ['UKD']],
    [
      'cabling across north west england',
      ['UKD', 'UKC', 'UKD', 'UKE', 'UKF', 'UKG', 'UKH', 'UKI', 'UKJ', 'UKK'],
    ],
    ['in Newcastle upon Tyne and Cardiff', ['UKC', 'UKL']],
    ['schools in CF10 and BT1', ['UKL', 'UKN']],
    ['North Yorkshire', ['UKE']],
    ['the Midlands', ['UKF', 'UKG']],
    ['anywhere in the UK', []],
    ['nothing here', []],
  ])('%s', (text, expected) => {
    expect(codes(text)).toEqual(expected);
  });

  it('are what is written as a place, not a word that could be one', () => {
    expect(codes('we are in Reading')).toEqual(['UKJ']);
    expect(codes('reading schemes for a bath')).toEqual([]);
    expect(codes('Reading lists for libraries')).toEqual([]);
  });

  it('lie in regions that there are', () => {
    for (const name of [
      'Durham',
      'Wirral',
      'Hull',
      'Derby',
      'Telford',
      'Luton',
      'Camden',
      'Kent',
      'Devon',
      'Fife',
    ]) {
      const [code = ''] = codes(name);
      expect(REGIONS).toHaveProperty(code);
    }
  });

  it('are told by their stems, too', () => {
    expect(PLACE_STEMS.has('leed')).toBe(true);
    expect(PLACE_STEMS.has('cyber')).toBe(false);
  });
});
