import { grouped } from '../../domain/grouped.ts';
import { IT_SETTINGS, type ItSetting } from '../../domain/procurement.ts';
import {
  byJudge,
  isAny,
  JUDGES,
  openDesk,
  type ByJudge,
  type Desk,
  type Line,
  type Measuring,
} from './desk.ts';
import type { Estimate } from './estimate.ts';
import type { Found } from './judged-line.ts';
import * as measures from './measures.ts';
import type { Measure } from './measures.ts';
import { LEAST_FIRST, namedFigures, type NamedFigure } from './named-figures.ts';
import { kindPlaces, SETTING } from './tally.ts';

export interface ItFigures {
  readonly precision: Estimate;
  readonly recall: Estimate;
  readonly f1: Estimate;
}

export interface SomeFigures extends ItFigures {
  readonly primary: Estimate;
  readonly microF1: Estimate;
  /** F1 of IT in real proportions. */
  readonly weightedF1: Estimate;
}

export interface GroupFigures {
  readonly lines: number;
  readonly it: number;
  readonly figures: ByJudge<SomeFigures>;
}

export interface CategoryFigures {
  /** Lines that are of this kind; of two primaries the one that was named, or the first, counts. */
  readonly lines: number;
  /** Lines in whose label it is the first primary. */
  readonly first: number;
  readonly figures: ByJudge<ItFigures>;
}

export interface ClassifyFigures {
  readonly lines: number;
  readonly labels: Readonly<Record<'yes' | 'no' | 'borderline', number>>;
  /** Whether the strata's populations are known: if not, every line of a weighted figure counts as one. */
  readonly isWeighted: boolean;
  readonly named: readonly NamedFigure[];
  readonly more: readonly NamedFigure[];
  readonly settings: Readonly<Record<string, ItFigures>>;
  readonly weightedSettings: Readonly<Record<string, ItFigures>>;
  readonly categories: Readonly<Record<string, CategoryFigures>>;
  readonly byStratum: Readonly<Record<string, GroupFigures>>;
  readonly byStage: Readonly<Record<string, GroupFigures>>;
  readonly byPortal: Readonly<Record<string, GroupFigures>>;
}

/** Everything that is measured of these lines; `found` has what each judge made of each line, in the lines' order. */
export function classifyFigures(
  lines: readonly Line[],
  found: ByJudge<readonly Found[]>,
  measuring: Measuring,
): ClassifyFigures {
  const first = firstPrimaries(lines);
  const slugs = slugsOf(lines, found);
  const desk = openDesk(lines, found, slugs, measuring);
  const averaged = {
    slugs,
    labelled: slugs.filter((slug) =>
      lines.some(({ label }) => [...label.primary, ...label.cats].includes(slug)),
    ),
    common: slugs.filter((slug) => (first.get(slug) ?? 0) >= LEAST_FIRST),
  };
  const labelled = (it: Line['label']['it']): number => lines.filter(({ label }) => label.it === it).length;
  return {
    lines: lines.length,
    labels: { yes: labelled('yes'), no: labelled('no'), borderline: labelled('borderline') },
    isWeighted: measuring.populations !== undefined,
    ...namedFigures(desk, averaged),
    settings: settingsOf(desk, false),
    weightedSettings: settingsOf(desk, true),
    categories: categoriesOf(desk, slugs, first),
    byStratum: groupsOf(desk, ({ stratum }) => stratum ?? 'none stated'),
    byStage: groupsOf(desk, ({ view }) => view.stage),
    byPortal: groupsOf(desk, ({ portal }) => portal),
  };
}

/** In how many lines' labels each category stands first. */
function firstPrimaries(lines: readonly Line[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { label } of lines) {
    const slug = label.it === 'yes' ? label.primary[0] : undefined;
    if (slug !== undefined) counts.set(slug, (counts.get(slug) ?? 0) + 1);
  }
  return counts;
}

function slugsOf(lines: readonly Line[], found: ByJudge<readonly Found[]>): readonly string[] {
  const labelled = lines.flatMap(({ label }) => [...label.primary, ...label.cats]);
  const named = JUDGES.flatMap((judge) => found[judge].flatMap(({ categories }) => categories));
  return [...new Set([...labelled, ...named])].toSorted();
}

/** Of several things at once, because all are found in the same drawings. */
function manyOf(
  desk: Desk,
  measuresOf: Readonly<Record<string, Readonly<Record<keyof ItFigures, Measure>>>>,
  isWeighted: boolean,
): readonly (readonly [key: string, figures: ByJudge<ItFigures>])[] {
  const wanted = Object.fromEntries(
    Object.entries(measuresOf).flatMap(([key, own]) =>
      Object.entries(own).map(([name, measure]) => [`${key} ${name}`, measure] as const),
    ),
  );
  const measured = desk.measure(isAny, wanted, isWeighted);
  return Object.keys(measuresOf).map((key) => [
    key,
    byJudge((judge) => itFigures((name) => measured[judge](`${key} ${name}`))),
  ]);
}

function itFigures(figure: (name: string) => Estimate): ItFigures {
  return { precision: figure('precision'), recall: figure('recall'), f1: figure('f1') };
}

function itMeasures(setting: ItSetting): Readonly<Record<keyof ItFigures, Measure>> {
  return {
    precision: measures.itPrecision(setting),
    recall: measures.itRecall(setting),
    f1: measures.itF1(setting),
  };
}

function settingsOf(desk: Desk, isWeighted: boolean): Readonly<Record<string, ItFigures>> {
  const wanted = Object.fromEntries(IT_SETTINGS.map((setting) => [setting, itMeasures(setting)]));
  return Object.fromEntries(manyOf(desk, wanted, isWeighted).map(([setting, { ours }]) => [setting, ours]));
}

/** Those that most lines are of come first. */
function categoriesOf(
  desk: Desk,
  slugs: readonly string[],
  first: ReadonlyMap<string, number>,
): Readonly<Record<string, CategoryFigures>> {
  const wanted = Object.fromEntries(
    slugs.map((slug, index) => {
      const places = kindPlaces(index);
      const own = {
        precision: measures.kindPrecision(places),
        recall: measures.kindRecall(places),
        f1: measures.kindF1(places),
      };
      return [slug, own];
    }),
  );
  const rows = manyOf(desk, wanted, false).map(([slug, figures]): [string, CategoryFigures] => [
    slug,
    { lines: figures.ours.recall.whole ?? 0, first: first.get(slug) ?? 0, figures },
  ]);
  return Object.fromEntries(rows.toSorted(([, one], [, other]) => other.lines - one.lines));
}

function groupsOf(desk: Desk, nameOf: (line: Line) => string): Readonly<Record<string, GroupFigures>> {
  const groups = [...grouped(desk.lines, nameOf)].toSorted(([one], [other]) => (one < other ? -1 : 1));
  const wanted = { ...itMeasures(SETTING), primary: measures.PRIMARY_RIGHT, microF1: measures.MICRO_F1 };
  return Object.fromEntries(
    groups.map(([name, members]): [string, GroupFigures] => {
      const isMember = (line: Line): boolean => nameOf(line) === name;
      const plain = desk.measure(isMember, wanted, false);
      const weighted = desk.measure(isMember, { f1: wanted.f1 }, true);
      const figures = byJudge((judge) => ({
        ...itFigures(plain[judge]),
        primary: plain[judge]('primary'),
        microF1: plain[judge]('microF1'),
        weightedF1: weighted[judge]('f1'),
      }));
      const it = members.filter(({ label }) => label.it === 'yes').length;
      return [name, { lines: members.length, it, figures }];
    }),
  );
}
