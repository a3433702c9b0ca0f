import { describe, expect, it } from 'vitest';
import { tokens } from '../base/text/tokens.ts';
import { isStanding, sentenceHash } from './standing.ts';

const hash = (text: string): number => sentenceHash(tokens(text));

describe('the hash of a sentence', () => {
  it('is an unsigned number of 32 bits', () => {
    expect(hash('Bids close at noon.')).toBe(hash('Bids close at noon.') >>> 0);
    expect(hash('')).toBe(0x811c9dc5);
  });

  it('does not mind endings, capitals and punctuation', () => {
    expect(hash('Please submit your questions here')).toBe(hash('PLEASE SUBMIT: your question, here!'));
  });

  it.each([
    ['Bids close on 3 March 2026 at 12:00', 'Bids close on Monday 14th July 2025 at noon'],
    ['Quote CA15483 when asking', 'Quote RA2-99 when asking'],
    ['Worth £1,200.50 in all', 'Worth £9 in all'],
  ])('does not mind dates, sums and references: %s', (one, other) => {
    expect(hash(one)).toBe(hash(other));
  });

  it.each([
    ['suppliers ask the buyer', 'the buyer asks suppliers'],
    ['bids close on 3 March', 'bids close on'],
    ['a b', 'ab'],
    ['reply to the buyer', 'reply to the portal'],
  ])('minds everything else: %s', (one, other) => {
    expect(hash(one)).not.toBe(hash(other));
  });
});

describe('standing text', () => {
  const standing = new Set([hash('Late bids are sent back unread.'), hash('Buy lamps')]);

  it('is told by its hash', () => {
    expect(isStanding(tokens('Late bids are sent back unread'), standing)).toBe(true);
    expect(isStanding(tokens('Late bids are sent back burnt'), standing)).toBe(false);
    expect(isStanding(tokens('Late bids are sent back unread'), new Set())).toBe(false);
  });

  it('has at least five words', () => {
    expect(isStanding(tokens('Buy lamps'), standing)).toBe(false);
  });
});
