import type { DedupeReport, GeneratedReport, RealReport, Rows } from './dedupe-report.ts';
import type { Figures } from './figures.ts';
import { shareText, table } from './table.ts';
import type { Share } from './wilson.ts';

/** The report in tables that a terminal and a page of documentation show alike. */
export function reportLines({ same, possibly, real, generated }: DedupeReport): readonly string[] {
  return [
    `Joined from a confidence of ${String(same)} on; from ${String(possibly)} on shown as possibly the same.`,
    ...(real === undefined ? [] : realLines(real)),
    ...generatedLines(generated),
  ];
}

function realLines(real: RealReport): readonly string[] {
  const pairs = real.overall.same + real.overall.different;
  return [
    '',
    `## Real pairs: ${pairs} that two readers agree on; ${real.leftOut} left out`,
    '',
    ...figuresTable({
      all: real.overall,
      "the rule's `check`": real.byRule['check'],
      "the rule's `duplicate`": real.byRule['duplicate'],
      ...real.byKind,
      'all, cross-validated': real.crossValidated,
      'all, in one file': real.together,
      'all, ids that mean nothing': real.withoutIds,
      'all, by equal title and buyer': real.baseline,
    }),
    '',
    ...commonLines(real),
    '',
    ...figuresTable(real.crossValidatedThresholds, 'threshold, cross-validated'),
  ];
}

function generatedLines(generated: GeneratedReport): readonly string[] {
  const { same, different } = generated.overall;
  return [
    '',
    `## Generated pairs: ${same} copies and ${different} near misses`,
    '',
    ...figuresTable({ all: generated.overall, 'all, by equal title and buyer': generated.baseline }),
    '',
    ...sharesTable('copies', generated.copies),
    '',
    ...sharesTable('near misses', generated.nearMisses),
    '',
    ...commonLines(generated),
  ];
}

function commonLines({
  blocking,
  band,
  thresholds,
}: Pick<RealReport, 'blocking' | 'band' | 'thresholds'>): readonly string[] {
  return [
    `Of the pairs that are one procurement, blocking lets meet: ${shareText(blocking)}.`,
    `Possibly the same: ${band.same} that are, ${band.different} that are not.`,
    '',
    ...figuresTable(thresholds, 'threshold'),
  ];
}

function figuresTable(rows: Rows<Figures | undefined>, head = 'pairs'): readonly string[] {
  return table(
    [head, 'same', 'different', 'precision', 'recall'],
    Object.entries(rows).flatMap(([name, figures]) =>
      figures === undefined
        ? []
        : [
            [
              name,
              String(figures.same),
              String(figures.different),
              shareText(figures.precision),
              shareText(figures.recall),
            ],
          ],
    ),
  );
}

function sharesTable(head: string, rows: Rows<Share>): readonly string[] {
  return table(
    [head, 'joined'],
    Object.entries(rows).map(([name, share]) => [name, shareText(share)]),
  );
}
