import { describe, expect, it } from 'vitest';
import { cut, line, oneLine } from './clean-text.ts';

describe('one line of visible text', () => {
  it.each([
    ['line\r\nbreaks\tand\u2028others', 'line breaks and others'],
    ['NUL\u0000inside', 'NUL inside'],
    ['an override \u202Egnitset\u202C', 'an override gnitset'],
    ['isolates \u2066x\u2069', 'isolates x'],
    ['zero\u200Bwidth and soft\u00ADhyphen', 'zerowidth and softhyphen'],
    ['a lone \uD83D surrogate', 'a lone surrogate'],
    ['\u001B[31mred\u001B[0m', '[31mred [0m'],
    ['  \u00A0 ', ''],
    ['a family 👨‍👩‍👧 stays', 'a family 👨‍👩‍👧 stays'],
    ['café £5m', 'café £5m'],
  ])('%j', (text, shown) => {
    expect(oneLine(text)).toBe(shown);
  });
});

describe('cutting', () => {
  it('leaves what fits', () => {
    expect(cut('exactly', 7)).toBe('exactly');
    expect(cut('👨‍👩‍👧👨‍👩‍👧', 2)).toBe('👨‍👩‍👧👨‍👩‍👧');
  });

  it('says that it cut, and counts the ellipsis', () => {
    expect(cut('abcdefgh', 5)).toBe('abcd…');
    expect(cut('abc defgh', 5)).toBe('abc…');
  });

  it('never parts a grapheme', () => {
    expect(cut('a👍🏽b👍🏽c', 3)).toBe('a👍🏽…');
    expect(cut('🇬🇧🇬🇧🇬🇧', 2)).toBe('🇬🇧…');
  });

  it('is not filled by marks piled on one letter', () => {
    expect(cut(`x${'\u0301'.repeat(5_000)}`, 10).length).toBeLessThan(80);
  });

  it('cleans first', () => {
    expect(line('\u0000\u0000abcdef', 4)).toBe('abc…');
  });
});
