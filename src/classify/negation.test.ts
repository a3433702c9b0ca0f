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
    ['Office supplies excluding computers and paper', ['office supplies']],
    ['Grounds, excluding IT, software and CCTV', ['grounds']],
    ['Roofs excluding gutters and the covers of drains', ['roofs', 'and the covers of drains']],
    ['Roofs excluding gutters and includes slates', ['roofs', 'and includes slates']],
    ['Excluded: laptops, software and hosting', []],
    ['This does not cover hardware or software', ['this']],
    ['We do not require software', ['we']],
    ['Lamps without any software element', ['lamps']],
    ['Neither software nor hardware is needed', ['is needed']],
    ['No software licences are needed', []],
    ['Bidders are not required to host software', ['bidders']],
    ['We are not looking for software', ['we']],
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
    'Moving the network without any downtime of servers',
    'Software is required no later than May and hosting is required in June',
    'There is no database, so a new database is required',
    'Not only software but servers',
  ])('is nothing: %s', (sentence) => {
    expect(withoutDenied(tokens(sentence))).toEqual([tokens(sentence)]);
  });

  it('reaches no further than a short list', () => {
    expect(left('excluding one two three four five six seven eight nine ten')).toEqual(['nine ten']);
  });

  it.each([
    ['Software is not required', []],
    ['IT support, software and network cabling are out of scope', []],
    ['IT services, telephony and CCTV are excluded from this contract', ['from this contract']],
    ['Cabling and servers will be supplied by others and are not part of this contract', ['this contract']],
    ['Software, hardware and hosting will be procured separately', []],
    ['Lamps are wanted but software is excluded', ['lamps are wanted but']],
    ['The contract covers lamps and software is not included', ['the contract covers lamps']],
    ['We require laptops for schools, software is not required', ['we require laptops for']],
  ])('is cut where the denial comes last: %s', (sentence, pieces) => {
    expect(left(sentence)).toEqual(pieces);
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
