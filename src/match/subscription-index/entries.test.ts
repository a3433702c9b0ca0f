import { describe, expect, it } from 'vitest';
import { createEntries, LISTED, put, remove, review, type Entries } from './entries.ts';
import { EVERY } from './features.ts';
import { parseQuery } from '../parse.ts';

function putAll(entries: Entries, texts: readonly string[]): void {
  for (const [id, text] of texts.entries()) put(entries, id, parseQuery(text).query);
}

/** How many entries are found by a word. */
function under(entries: Entries, word: string): number {
  const feature = entries.book.ids.word.get(word);
  return feature === undefined ? 0 : (entries.lists[feature]?.length ?? 0) / LISTED;
}

describe('the entries of the index', () => {
  it('stand under the rarest thing that they need', () => {
    const entries = createEntries();
    putAll(entries, [
      'it telecommunications category:telecoms',
      '-cyber',
      'cpv:72 OR cyber',
      '"red zebra" region:wales',
    ]);
    expect(under(entries, 'telecommun')).toBe(1);
    expect(under(entries, 'cyber')).toBe(1);
    expect(entries.lists[entries.book.phrases['in text'].get('red zebra') ?? -1]).toHaveLength(LISTED);
    // What leaves something out stands under its setting.
    expect(entries.lists[entries.book.ids.fact.get('_it_balanced') ?? -1]).toHaveLength(LISTED);
    expect(entries.lists[EVERY]).toBeUndefined();
  });

  it('move when a word turns out to be common', () => {
    const entries = createEntries();
    // Telecommunications is the longer, and so thought to be the rarer.
    putAll(
      entries,
      Array.from({ length: 300 }, () => 'telecommunications zebra'),
    );
    expect(under(entries, 'telecommun')).toBe(300);
    const common = [entries.book.ids.word.get('telecommun') ?? -1];
    for (let seen = 0; seen < 400; seen += 1) {
      entries.book.count(common);
      review(entries);
    }
    expect(under(entries, 'telecommun')).toBe(0);
    expect(under(entries, 'zebra')).toBe(300);
  });

  it('leave nothing behind when they go', () => {
    const entries = createEntries();
    putAll(entries, ['cyber', 'wom* region:UKD6']);
    const { bound } = entries.book;
    for (let time = 0; time < 200; time += 1) {
      putAll(entries, [
        `word${time} OR (a${time} b${time})`,
        `beg${time}* "x y${time}*" buyer:"the name${time}" cpv:${100 + time}`,
      ]);
    }
    remove(entries, 0);
    remove(entries, 1);
    expect(entries.book.bound).toBeLessThan(bound + 20);
    expect(entries.bySlot.length).toBe(2);
    expect(entries.lists.every((list) => list === undefined)).toBe(true);
    expect(Object.values(entries.book.ids).every(({ size }) => size === 0)).toBe(true);
    expect(entries.book.beginnings.size).toBe(0);
    expect(Object.values(entries.book.phrases).every(({ size }) => size === 0)).toBe(true);
  });
});
