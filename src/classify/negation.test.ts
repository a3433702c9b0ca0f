import { describe, expect, it } from 'vitest';
import { tokens } from '../base/text/tokens.ts';
import { withoutDenied } from './negation.ts';

/** What is left of a sentence, piece by piece. */
function left(sentence: string): readonly string[] {
  return withoutDenied(tokens(sentence)).map((piece) => piece.map(({ word }) => word).join(' '));
}

describe('what a sentence says is not wanted', () => {
  it.each([
    ['Facilities management, not including IT', ['facilities management']],
    ['The contract does not include software licences', ['the contract']],
    ['Office supplies excluding computers and paper', ['office supplies', 'and paper']],
    ['All trades with the exception of telephony', ['all trades']],
    ['Excluding laptops', []],
    ['Cleaning other than server rooms, but windows too', ['cleaning', 'but windows too']],
  ])('is cut: %s', (sentence, pieces) => {
    expect(left(sentence)).toEqual(pieces);
  });

  it.each([
    'The value is excluding VAT and covers software',
    'Excluding any extensions, the software runs for two years',
    'Services including but not limited to software and hosting',
    'We want software and hosting',
  ])('is nothing: %s', (sentence) => {
    expect(withoutDenied(tokens(sentence))).toEqual([tokens(sentence)]);
  });

  it('reaches no further than a short list', () => {
    expect(left('excluding one two three four five six seven eight')).toEqual(['seven eight']);
  });

  it('is cut once for each denial', () => {
    expect(left('Roofs excluding gutters but with slates, not including software but with paint')).toEqual([
      'roofs',
      'but with slates',
      'but with paint',
    ]);
  });

  it('ends with the sentence', () => {
    expect(left('')).toEqual(['']);
    expect(left('Roofs, not including')).toEqual(['roofs']);
    expect(left('not including '.repeat(1000))).toEqual([]);
  });
});
