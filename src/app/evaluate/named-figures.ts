import { byJudge, isAny, type ByJudge, type Desk, type Line } from './desk.ts';
import type { Estimate } from './estimate.ts';
import * as measures from './measures.ts';
import type { Measures } from './measures.ts';
import { SETTING } from './tally.ts';

/** A figure with what was aimed at; `aim` is empty where nothing was. */
export interface NamedFigure {
  readonly name: string;
  readonly aim: string;
  readonly figure: ByJudge<Estimate>;
}

/** The categories that macro-F1 is the mean of. */
export interface Averaged {
  /** All there are, in the order of their places. */
  readonly slugs: readonly string[];
  /** Those in some label. */
  readonly labelled: readonly string[];
  /** Those that stand first in `LEAST_FIRST` labels. */
  readonly common: readonly string[];
}

/** Of fewer lines, a category's F1 is mostly chance. */
export const LEAST_FIRST = 10;

const IT = {
  precision: measures.itPrecision(SETTING),
  recall: measures.itRecall(SETTING),
  f1: measures.itF1(SETTING),
};
const KINDS = { primary: measures.PRIMARY_RIGHT, microF1: measures.MICRO_F1 };

interface Part {
  readonly takes: (line: Line) => boolean;
  readonly isWeighted: boolean;
  readonly wanted: Measures;
}

type PartName = 'sample' | 'drawn' | 'other' | 'open' | 'all';

/** Which lines, by how they were drawn: open notices by a code (`itcpv`), by a keyword (`kw`), or from the rest (`none`). */
function partsOf({ slugs, labelled, common }: Averaged): Readonly<Record<PartName, Part>> {
  return {
    sample: {
      takes: isAny,
      isWeighted: false,
      wanted: {
        ...IT,
        ...KINDS,
        broad: measures.itRecall('broad'),
        commonF1: measures.macroF1(slugs, common),
        macroF1: measures.macroF1(slugs, labelled),
        kindless: measures.KINDLESS,
        unnamed: measures.UNNAMED,
      },
    },
    drawn: {
      takes: ({ stratum }) => stratum === 'open/itcpv' || stratum === 'open/kw',
      isWeighted: true,
      wanted: IT,
    },
    other: {
      takes: ({ stratum }) => stratum === 'open/none',
      isWeighted: false,
      wanted: { missed: measures.IT_MISSED },
    },
    open: {
      takes: ({ stratum = '' }) => stratum.startsWith('open/'),
      isWeighted: true,
      wanted: { ...IT, ...KINDS },
    },
    all: { takes: isAny, isWeighted: true, wanted: { ...IT, ...KINDS } },
  };
}

type Row = readonly [name: string, part: PartName, key: string, aim?: string];

/** Those that were asked for, in the order in which they were. */
const NAMED: readonly Row[] = [
  ['IT or not, F1 on the sample', 'sample', 'f1', '≥ 0.95'],
  ['IT or not, F1 on open notices drawn by code or keyword, weighted', 'drawn', 'f1', '≥ 0.92'],
  ['open notices drawn from the rest: IT missed', 'other', 'missed', 'low'],
  ['recall of IT in `broad`', 'sample', 'broad', '≥ 0.97'],
  ['primary category right', 'sample', 'primary', '≥ 0.82'],
  ['categories, micro-F1', 'sample', 'microF1', '≥ 0.82'],
  [`categories, macro-F1 over those first in ${LEAST_FIRST} lines or more`, 'sample', 'commonF1', '≥ 0.75'],
  ['IT left "kind unknown", of those called IT', 'sample', 'kindless', '≤ 0.03'],
  ['IT left without a kind, those not called IT included', 'sample', 'unnamed', '≤ 0.03'],
];

const MORE: readonly Row[] = [
  ['sample: precision', 'sample', 'precision'],
  ['sample: recall', 'sample', 'recall'],
  ['sample: categories, macro-F1 over all', 'sample', 'macroF1'],
  ['open, by code or keyword, weighted: precision', 'drawn', 'precision'],
  ['open, by code or keyword, weighted: recall', 'drawn', 'recall'],
  ['all open, weighted: F1', 'open', 'f1'],
  ['all open, weighted: precision', 'open', 'precision'],
  ['all open, weighted: recall', 'open', 'recall'],
  ['all open, weighted: primary category right', 'open', 'primary'],
  ['all open, weighted: categories, micro-F1', 'open', 'microF1'],
  ['all, weighted: F1', 'all', 'f1'],
  ['all, weighted: precision', 'all', 'precision'],
  ['all, weighted: recall', 'all', 'recall'],
  ['all, weighted: primary category right', 'all', 'primary'],
  ['all, weighted: categories, micro-F1', 'all', 'microF1'],
];

export function namedFigures(
  desk: Desk,
  averaged: Averaged,
): { readonly named: readonly NamedFigure[]; readonly more: readonly NamedFigure[] } {
  const parts = partsOf(averaged);
  const measured = (name: PartName): ByJudge<(key: string) => Estimate> => {
    const { takes, wanted, isWeighted } = parts[name];
    return desk.measure(takes, wanted, isWeighted);
  };
  const figures: Readonly<Record<PartName, ByJudge<(key: string) => Estimate>>> = {
    sample: measured('sample'),
    drawn: measured('drawn'),
    other: measured('other'),
    open: measured('open'),
    all: measured('all'),
  };
  const figureOf = ([name, part, key, aim = '']: Row): NamedFigure => ({
    name,
    aim,
    figure: byJudge((judge) => figures[part][judge](key)),
  });
  return { named: NAMED.map(figureOf), more: MORE.map(figureOf) };
}
