import type { ClassifyFigures, GroupFigures, ItFigures } from './classify-figures.ts';
import type { NamedFigure } from './named-figures.ts';
import { shareText, table } from './table.ts';

/** How the lines were judged. */
export type Method =
  | {
      readonly kind: 'cross-validated';
      readonly folds: number;
      /** Notices that were learned from, and of these the ones that are or nearly repeat a measured line. */
      readonly labelled: number;
      readonly unlabelled: number;
      readonly copies: number;
    }
  | {
      readonly kind: 'shipped';
      /** How many of the lines the shipped model learned from, or from a near-duplicate of; undefined where that is not known. */
      readonly learnedFrom: number | undefined;
      /** How many lines it was told of, or of near-duplicates of theirs, and which another model therefore judged. */
      readonly toldApart: number;
    };

export interface ClassifyReport {
  /** London day of the measurement. */
  readonly day: string;
  /** Name of the file. */
  readonly file: string;
  readonly seed: number;
  readonly method: Method;
  readonly figures: ClassifyFigures;
  /** The shipped model on the awards that are kept apart; undefined where they are not there. */
  readonly keptApart: ClassifyFigures | undefined;
}

/** The report in lines that a terminal and a page of documentation show alike. */
export function classifyReportLines(report: ClassifyReport): readonly string[] {
  const { figures } = report;
  return [
    ...introduction(report),
    '',
    ...namedTable(figures.named, true),
    '',
    ...namedTable(figures.more, false),
    '',
    '### By setting',
    '',
    ...settingsTable(figures),
    '',
    '### By category',
    '',
    ...categoriesTable(figures),
    '',
    '### By how they were drawn, stage and portal',
    '',
    ...(
      [
        ['stratum', figures.byStratum],
        ['stage', figures.byStage],
        ['portal', figures.byPortal],
      ] as const
    ).flatMap(([head, groups], at) => [...(at === 0 ? [] : ['']), ...groupsTable(head, groups)]),
    ...keptApartLines(report.keptApart),
  ];
}

function keptApartLines(figures: ClassifyFigures | undefined): readonly string[] {
  if (figures === undefined) return [];
  const { lines, labels } = figures;
  return [
    '',
    '### Awards kept apart',
    '',
    `The shipped model as it is, with the whole taxonomy, on ${lines} award notices that two readers labelled and that nobody who wrote a term had read; the model was told of none of them, nor of a near-duplicate, what it is. ${labels.yes} are IT, ${labels.no} are not; ${labels.borderline} are borderline, or the readers differ.`,
    '',
    ...namedTable(
      figures.named.filter(({ name }) => !name.includes('open')),
      true,
    ),
  ];
}

function introduction({ day, file, seed, method, figures }: ClassifyReport): readonly string[] {
  const { lines, labels } = figures;
  return [
    `Measured on ${day} on \`${file}\`: ${lines} labelled notices, of which ${labels.yes} are IT, ${labels.no} are not, and ${labels.borderline} are borderline and count neither way. ${methodLine(method)} Seed ${seed}.`,
    '',
    [
      methodDetail(method),
      'A line is called IT at the setting `balanced` unless another is named, and a line called not IT names no category.',
      'Category figures are over the lines that are IT: what the readers left open counts neither way, and of two primary categories one is enough and they count as one.',
      figures.isWeighted
        ? 'Weighted figures let each line stand for as many notices as its stratum holds by its lines in the file.'
        : 'The populations of the strata are not known here, so in what is called weighted each line counts as one.',
      "In brackets is the 95 % interval, Wilson's for a share with its counts, and otherwise the middle 95 % of 2,000 samples drawn anew from each stratum.",
    ].join(' '),
  ];
}

/** Which of the ways, and why, in a line. */
export function methodLine(method: Method): string {
  if (method.kind === 'cross-validated')
    return `Cross-validated in ${method.folds} folds, because the shipped model was told what most of these lines, or their near-duplicates, are.`;
  const { learnedFrom, toldApart } = method;
  if (toldApart > 0)
    return `The shipped model as it is; of ${toldApart} lines it was told what they are, or what their near-duplicates are, so these are judged by a model that learned from everything but them.`;
  if (learnedFrom === 0)
    return 'The shipped model as it is, because it was told of none of these lines, nor of their near-duplicates, what they are.';
  if (learnedFrom === undefined)
    return 'The shipped model as it is; the training data is absent, so how many of these lines it learned from is not known.';
  return `**In sample**: the shipped model as it is, which learned from ${learnedFrom} of these lines or their near-duplicates, so that the figures flatter it.`;
}

function methodDetail(method: Method): string {
  if (method.kind === 'shipped') return 'Each line was judged by the model that comes with the program.';
  const { labelled, unlabelled, copies } = method;
  return `Each fold was judged by a model learned from the other folds and the training data (${labelled} labelled notices and ${unlabelled} others), less whatever is or nearly repeats a line of the fold, labelled or not (${copies} notices over all folds); one buyer's lines are in one fold, and of the taxonomy only phrases were used that stand in three notices or more that repeat no measured line.`;
}

function namedTable(rows: readonly NamedFigure[], hasAims: boolean): readonly string[] {
  return table(
    ['figure', ...(hasAims ? ['aim'] : []), 'measured', 'any code', 'first code'],
    rows.map(({ name, aim, figure }) => [
      name,
      ...(hasAims ? [aim] : []),
      shareText(figure.ours),
      shareText(figure.anyCode),
      shareText(figure.firstCode),
    ]),
  );
}

function itCells({ precision, recall, f1 }: ItFigures): readonly string[] {
  return [precision, recall, f1].map(shareText);
}

function settingsTable({ settings, weightedSettings }: ClassifyFigures): readonly string[] {
  return table(
    ['setting', 'precision', 'recall', 'F1'],
    [
      ...Object.entries(settings).map(([name, row]) => [name, ...itCells(row)]),
      ...Object.entries(weightedSettings).map(([name, row]) => [`${name}, weighted`, ...itCells(row)]),
    ],
  );
}

function categoriesTable({ categories }: ClassifyFigures): readonly string[] {
  return table(
    ['category', 'lines', 'first', 'precision', 'recall', 'F1', 'F1, any code', 'F1, first code'],
    Object.entries(categories).map(([slug, { lines, first, figures }]) => [
      slug,
      String(lines),
      String(first),
      ...itCells(figures.ours),
      shareText(figures.anyCode.f1),
      shareText(figures.firstCode.f1),
    ]),
  );
}

function groupsTable(head: string, groups: Readonly<Record<string, GroupFigures>>): readonly string[] {
  return table(
    [
      head,
      'lines',
      'IT',
      'precision',
      'recall',
      'F1',
      'F1, weighted',
      'primary right',
      'micro-F1',
      'F1, any code',
      'F1, first code',
    ],
    Object.entries(groups).map(([name, { lines, it, figures }]) => [
      name,
      String(lines),
      String(it),
      ...itCells(figures.ours),
      shareText(figures.ours.weightedF1),
      shareText(figures.ours.primary),
      shareText(figures.ours.microF1),
      shareText(figures.anyCode.f1),
      shareText(figures.firstCode.f1),
    ]),
  );
}
