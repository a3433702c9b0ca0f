import { describe, expect, it } from 'vitest';
import { aReason } from '../../test/builders.ts';
import { LONGEST } from './lengths.ts';
import { categoryLine, itWords, summaryWords } from './class-words.ts';

describe('a classification in words', () => {
  it.each([
    ['strict', 0.971, 'yes (0.97)'],
    ['balanced', 0.7, 'yes (0.70), but not in the setting strict'],
    ['broad', 0.31, 'yes (0.31), in the setting broad alone'],
    [undefined, 0.02, 'no (0.02)'],
  ] as const)('of the setting %s says how sure it is', (setting, chance, words) => {
    expect(itWords({ it: chance, setting })).toBe(words);
  });

  it('gives a reason once that title and description share', () => {
    const reasons = [
      aReason("'siem' in the title"),
      aReason("'soc' in the description", 'description'),
      aReason("'siem' in the description", 'description'),
      aReason('CPV 72810000', 'code'),
      aReason("'guards' in the title", 'title', -1),
    ];
    const category = { slug: 'security', name: 'Cyber security', score: 0.9, reasons };
    expect(categoryLine(category)).toBe(
      "Cyber security: 'siem' in the title; 'soc' in the description; CPV 72810000",
    );
    expect(categoryLine({ ...category, reasons: reasons.slice(-1) })).toBeUndefined();
  });

  it('keeps whole sentences of a summary, as many as there is room for', () => {
    const long = 'x'.repeat(LONGEST.summary - 20);
    expect(summaryWords(['One.', 'Two.'])).toBe('One. Two.');
    expect(summaryWords([long, 'This one is too long to stand beside it.'])).toBe(long);
    expect(summaryWords([`${long}${long}`])).toHaveLength(LONGEST.summary);
    expect(summaryWords(['', ' \n '])).toBeUndefined();
  });
});
