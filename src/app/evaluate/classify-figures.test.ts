import { describe, expect, it } from 'vitest';
import type { ItSetting } from '../../domain/procurement.ts';
import { aLabelledLine } from '../../../test/labelled-lines.ts';
import { classifyFigures } from './classify-figures.ts';
import type { Found } from './judged-line.ts';
import type { NamedFigure } from './named-figures.ts';

function made(setting: ItSetting | undefined, ...categories: string[]): Found {
  return { score: setting === undefined ? 0 : 1, setting, categories };
}

function yes(
  primary: readonly string[],
  cats = primary,
  more: object = {},
): ReturnType<typeof aLabelledLine> {
  return aLabelledLine({ it: 'yes', primary, cats, stratum: 'open/itcpv', ...more });
}

const NOT = made(undefined);

/** Figures of lines, each with what was made of it; the baselines call nothing IT. */
function figuresOf(
  pairs: readonly (readonly [ReturnType<typeof aLabelledLine>, Found])[],
  populations?: Readonly<Record<string, number>>,
): ReturnType<typeof classifyFigures> {
  const lines = pairs.map(([line]) => line);
  const ours = pairs.map(([, found]) => found);
  const none = pairs.map(() => NOT);
  return classifyFigures(
    lines,
    { ours, anyCode: none, firstCode: none },
    { populations, seed: 1, draws: 50 },
  );
}

function named(rows: readonly NamedFigure[], start: string): NamedFigure['figure']['ours'] {
  const row = rows.find(({ name }) => name.startsWith(start));
  if (row === undefined) throw new Error(`no figure begins ${start}`);
  return row.figure.ours;
}

/** Three that are IT (one missed, one only broadly called so), three that are not (one called IT), one that is borderline. */
const LINES = [
  [yes(['data']), made('strict', 'data')],
  [yes(['cloud'], ['cloud', 'data']), made('broad', 'cloud')],
  [yes(['data']), NOT],
  [aLabelledLine({ stratum: 'open/none' }), made('balanced', 'cloud')],
  [aLabelledLine({ stratum: 'open/none' }), NOT],
  [aLabelledLine({ stratum: 'open/none' }), NOT],
  [aLabelledLine({ it: 'borderline', stratum: 'open/none' }), made('strict', 'data')],
] as const;

describe('figures of IT', () => {
  const figures = figuresOf(LINES);

  it('count what is borderline neither way', () => {
    expect(figures.labels).toEqual({ yes: 3, no: 3, borderline: 1 });
    expect(named(figures.more, 'sample: precision')).toMatchObject({ part: 1, whole: 2 });
    expect(named(figures.more, 'sample: recall')).toMatchObject({ part: 1, whole: 3 });
    expect(named(figures.named, 'IT or not, F1 on the sample').share).toBeCloseTo(2 / 5);
  });

  it('are of each setting, which keeps what a stricter one keeps', () => {
    expect(figures.settings['strict']?.precision).toMatchObject({ part: 1, whole: 1 });
    expect(figures.settings['broad']?.recall).toMatchObject({ part: 2, whole: 3 });
    expect(named(figures.named, 'recall of IT in `broad`')).toMatchObject({ part: 2, whole: 3 });
    expect(figures.settings['broad']?.f1.share).toBeCloseTo(4 / 6);
  });

  it('let each line stand for as many as its stratum holds', () => {
    // 3 lines of 30, and 4 lines of 400: right 10, wrong 100, IT 30.
    const weighted = figuresOf(LINES, { 'open/itcpv': 30, 'open/none': 400 });

    expect(weighted.isWeighted).toBe(true);
    expect(named(weighted.more, 'all open, weighted: precision').share).toBeCloseTo(10 / 110);
    expect(named(weighted.more, 'all open, weighted: F1').share).toBeCloseTo(20 / 140);
    expect(named(weighted.named, 'IT or not, F1 on open notices drawn').share).toBeCloseTo(20 / 40);
    expect(named(weighted.more, 'sample: precision')).toMatchObject({ part: 1, whole: 2 });
  });

  it('count what is missed among all open notices of the rest', () => {
    const more = figuresOf([...LINES, [yes(['data'], ['data'], { stratum: 'open/none' }), NOT]]);

    expect(named(more.named, 'open notices drawn from the rest')).toMatchObject({ part: 1, whole: 5 });
  });

  it('are given by stratum, stage and portal, beside those of codes alone', () => {
    const { byStratum, byStage, byPortal } = figuresOf([
      ...LINES,
      [yes(['data'], ['data'], { portal: 'ted', stage: 'award' }), made('strict', 'cloud')],
    ]);

    expect(Object.keys(byStratum)).toEqual(['open/itcpv', 'open/none']);
    expect(byStratum['open/none']).toMatchObject({ lines: 4, it: 0 });
    expect(byStage['award']?.figures.ours.recall).toMatchObject({ part: 1, whole: 1 });
    expect(byPortal['ted']?.figures.ours.primary).toMatchObject({ part: 0, whole: 1 });
    expect(byPortal['ted']?.figures.anyCode.recall).toMatchObject({ part: 0, whole: 1 });
  });
});

describe('figures of categories', () => {
  it('are over what is IT, and a line called not IT names none', () => {
    const { named: rows, categories } = figuresOf(LINES);

    // Due: data, cloud and data, data. Named at the setting balanced: data, rightly.
    expect(named(rows, 'categories, micro-F1').share).toBeCloseTo(2 / (1 + 0 + 4));
    expect(named(rows, 'primary category right')).toMatchObject({ part: 1, whole: 3 });
    expect(named(rows, 'IT left without a kind')).toMatchObject({ part: 2, whole: 3 });
    expect(named(rows, 'IT left "kind unknown"')).toMatchObject({ part: 0, whole: 1 });
    expect(categories['cloud']?.figures.ours.precision.whole).toBe(0);
  });

  it('take one of two primaries for both', () => {
    const one = figuresOf([[yes(['data', 'cloud']), made('strict', 'cloud')]]);
    const both = figuresOf([[yes(['data', 'cloud']), made('strict', 'cloud', 'data')]]);
    const neither = figuresOf([[yes(['data', 'cloud']), made('strict', 'av')]]);

    expect(named(one.named, 'categories, micro-F1').share).toBe(1);
    expect(named(both.named, 'categories, micro-F1').share).toBe(1);
    expect(one.categories['cloud']).toMatchObject({ lines: 1, first: 0 });
    expect(one.categories['data']).toMatchObject({ lines: 0, first: 1 });
    expect(named(neither.named, 'categories, micro-F1').share).toBe(0);
    expect(neither.categories['data']).toMatchObject({ lines: 1 });
    expect(neither.categories['av']?.figures.ours.precision).toMatchObject({ part: 0, whole: 1 });
  });

  it('count what the readers left open neither way', () => {
    const open = { maybe: ['support'] };
    const told = figuresOf([[yes(['data'], ['data'], open), made('strict', 'support', 'data')]]);
    const untold = figuresOf([[yes(['data'], ['data'], open), made('strict', 'data')]]);

    expect(named(told.named, 'categories, micro-F1').share).toBe(1);
    expect(named(untold.named, 'categories, micro-F1').share).toBe(1);
    expect(named(told.named, 'primary category right')).toMatchObject({ part: 0, whole: 1 });
  });

  it('take the mean of categories: all, and those first in ten labels', () => {
    // data: 10 due, 9 right, 1 wrong (F1 0.9); cloud: 1 due, 0 right, 1 wrong (0).
    const figures = figuresOf([
      ...Array.from({ length: 9 }, () => [yes(['data']), made('strict', 'data')] as const),
      [yes(['data']), made('strict', 'cloud')],
      [yes(['cloud']), made('strict', 'data')],
    ]);

    expect(named(figures.named, 'categories, macro-F1').share).toBeCloseTo(18 / 20);
    expect(named(figures.more, 'sample: categories, macro-F1 over all').share).toBeCloseTo(9 / 20);
    expect(Object.keys(figures.categories)).toEqual(['data', 'cloud']);
  });

  it('call "kind unknown" what is called IT without a category', () => {
    const { named: rows } = figuresOf([
      [yes(['data']), made('balanced')],
      [yes(['data']), made('balanced', 'data')],
      [yes(['data']), NOT],
    ]);

    expect(named(rows, 'IT left "kind unknown"')).toMatchObject({ part: 1, whole: 2 });
  });
});
