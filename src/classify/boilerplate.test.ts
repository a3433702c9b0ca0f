import { describe, expect, it } from 'vitest';
import { createBoilerplateCutter } from './boilerplate.ts';

const cut = createBoilerplateCutter(['tender portal', 'hold|holds cyber essentials'], {});

function words(...texts: readonly string[]): readonly string[] {
  return cut(texts).map((sentence) => sentence.map(({ word }) => word).join(' '));
}

describe('cutting boilerplate', () => {
  it('takes the sentence and leaves its neighbours', () => {
    expect(words('We want laptops. See the tender portal for more. Deliver by May.')).toEqual([
      'we want laptops',
      'deliver by may',
    ]);
  });

  it('compares by stems', () => {
    expect(words('Everyone holding Cyber Essentials may bid')).toEqual([]);
  });

  it('cuts only around the phrase where the buyer uses no full stops', () => {
    const filler = Array.from({ length: 40 }, (_, index) => `word${index}`).join(' ');
    const kept = words(`${filler} tender portal ${filler}`);

    expect(kept).toHaveLength(2);
    expect(kept[0]?.startsWith('word0 ')).toBe(true);
    expect(kept[0]?.endsWith(' word27')).toBe(true);
    expect(kept[1]?.startsWith('word18 ')).toBe(true);
    expect(kept[1]?.endsWith(' word39')).toBe(true);
  });

  it('reads a sentence that two copies share once', () => {
    expect(words('New website. Build and run.', 'New website. Build and host.')).toEqual([
      'new website',
      'build and run',
      'build and host',
    ]);
  });
});
