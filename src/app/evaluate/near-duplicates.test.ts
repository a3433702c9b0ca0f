import { describe, expect, it } from 'vitest';
import { nearDuplicatesAmong } from './near-duplicates.ts';

function text(title: string, description = ''): { titles: string[]; descriptions: string[] } {
  return { titles: [title], descriptions: [description] };
}

const WORDS =
  'The lighthouse board wants a keeper of lamps who trims wicks each dusk and logs passing ships in a ledger that is sent to the harbour office at month end with tide notes';

function among(first: string, firstText: string, second: string, secondText: string): readonly number[] {
  return nearDuplicatesAmong([text('Unrelated'), text(first, firstText)]).of(text(second, secondText));
}

describe('near-duplicates', () => {
  it('have the same title of three words or more, whatever its case and punctuation', () => {
    expect(among('Keeper of lamps', 'One', 'KEEPER OF: LAMPS', 'Another')).toEqual([1]);
    expect(among('Lamp keeper', 'One', 'Lamp keeper', 'Another')).toEqual([]);
  });

  it('begin with the same 150 characters, where there are 60', () => {
    const beginning = `${WORDS.slice(0, 150)} `;

    expect(among('A', `${beginning}and so on`, 'B', `${beginning.toUpperCase()}or not`)).toEqual([1]);
    expect(among('A', 'Please see the portal', 'B', 'Please see the portal')).toEqual([]);
  });

  it('are the same whole, however short', () => {
    expect(among('Laptops', 'Ten', 'laptops', 'ten.')).toEqual([1]);
    expect(among('Laptops', 'Ten', 'laptops', 'Twelve')).toEqual([]);
  });

  it('say mostly the same in the same order, behind another beginning', () => {
    expect(among('Wicks', WORDS, 'Dusk', `Award notice. ${WORDS.slice(4)} 2026`)).toEqual([1]);
    expect(among('Wicks', WORDS, 'Dusk', WORDS.split(' ').toReversed().join(' '))).toEqual([]);
  });

  it('differ in numbers alone', () => {
    const told = (day: string): string => `Notice ${day}. ${WORDS.replaceAll(' a ', ` ${day} `)}`;

    expect(among('Wicks', told('12/05'), 'Dusk', told('13/06'))).toEqual([1]);
  });

  it('are not those that only share what many say', () => {
    const goods = ['lamps', 'ropes', 'buoys', 'chains', 'anchors', 'sails'];
    const texts = goods.map((thing) => text(thing, `We buy ${thing}. ${WORDS}`));
    const near = nearDuplicatesAmong(texts);

    expect(texts.map((one) => near.of(one))).toEqual(goods.map((_, place) => [place]));
    expect(nearDuplicatesAmong(texts.slice(0, 2)).of(text('oars', `We buy oars. ${WORDS}`))).toEqual([0, 1]);
  });

  it('are found again after a look-up', () => {
    const near = nearDuplicatesAmong([text('Wicks', WORDS)]);
    const other = text('Dusk', `Award notice. ${WORDS}`);

    expect([near.of(other), near.of(other)]).toEqual([[0], [0]]);
  });

  it('are none of a text without words', () => {
    expect(nearDuplicatesAmong([text('Wicks', WORDS)]).of(text('', '…'))).toEqual([]);
  });
});
