import { describe, expect, it } from 'vitest';
import { stems, tokens } from './tokens.ts';

describe('tokens', () => {
  it('stems words and drops accents, case and punctuation', () => {
    expect(stems('Cafés, networking & NETWORKS')).toEqual(['cafe', 'network', 'network']);
  });

  it('keeps the names whose punctuation matters', () => {
    expect(tokens('C++ and C# on .NET for R&D').map((token) => token.word)).toEqual([
      'cplusplus',
      'and',
      'csharp',
      'on',
      'dotnet',
      'for',
      'randd',
    ]);
  });

  it('parts words at hyphens and joins them at apostrophes', () => {
    expect(stems("wi-fi, people's, don't, people’s")).toEqual(['wi', 'fi', 'peopl', 'dont', 'peopl']);
  });

  it('marks short words in capitals, and every word of a text that shouts', () => {
    expect(tokens('Supply of IT and it again').filter((token) => token.capitals)).toHaveLength(1);
    expect(tokens('SUPPLY OF IT').every((token) => token.capitals)).toBe(true);
  });
});
