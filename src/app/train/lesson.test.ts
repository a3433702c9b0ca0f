import { expect, it } from 'vitest';
import { aLabelledLine } from '../../../test/labelled-lines.ts';
import { lessonOf } from './lesson.ts';

it('a lesson trusts what was drawn by lot twice as much, and chooses thresholds by it alone', () => {
  const drawn = aLabelledLine({ stratum: 'open/kw', it: 'yes' });
  const read = aLabelledLine();
  const correction = { ...aLabelledLine(), weight: 5 };
  const { labelled, unlabelled, seed } = lessonOf(
    { labelled: [drawn, read, correction], unlabelled: [read] },
    9,
  );

  expect(labelled.map(({ weight, isDrawn }) => [weight, isDrawn])).toEqual([
    [2, true],
    [1, false],
    [5, false],
  ]);
  expect(labelled[0]).toMatchObject({ text: drawn.view, label: { it: 'yes' } });
  expect(unlabelled).toEqual([read.view]);
  expect(seed).toBe(9);
});
