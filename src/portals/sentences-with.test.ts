import { expect, it } from 'vitest';
import { sentenceBefore, sentencesWith } from './sentences-with.ts';

const MARK = /\+/g;

it('finds the sentences that hold a mark, each once, and the one before', () => {
  const text = 'One. Two is 1+1+1! Three; four\n• five 2+2 is last';
  const found = sentencesWith(text, MARK);
  expect(found.map(({ sentence }) => sentence)).toEqual(['Two is 1+1+1!', ' five 2+2 is last']);
  expect(found.map(({ from }) => sentenceBefore(text, from))).toEqual(['One. ', 'four\n•']);
  expect(sentencesWith('3+1', MARK)).toEqual([{ sentence: '3+1', from: 0 }]);
  expect(sentenceBefore('3+1', 0)).toBe('');
  expect(sentencesWith('None.', MARK)).toEqual([]);
});

it('answers the same when asked again', () => {
  const text = 'A long beginning of many words. Then 1+1. And an end.';
  expect(sentencesWith(text, MARK)).toEqual(sentencesWith(text, MARK));
  expect(sentencesWith('1+1. Short.', MARK)).toEqual([{ sentence: '1+1.', from: 0 }]);
});
