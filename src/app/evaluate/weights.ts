import { grouped } from '../../domain/grouped.ts';

/** How many real notices each stratum holds. */
export type Populations = Readonly<Record<string, number>>;

/**
 * How many real notices each line stands for: its stratum's population by the stratum's lines in the file. 1 for all where
 * populations are not known; 0, so that it counts in no weighted figure, for a line of no known stratum.
 */
export function weightsOf(
  lines: readonly { readonly stratum: string | undefined }[],
  populations: Populations | undefined,
): readonly number[] {
  if (populations === undefined) return lines.map(() => 1);
  const strata = grouped(lines, ({ stratum }) => stratum);
  return lines.map(({ stratum }) => {
    const population = stratum === undefined ? undefined : populations[stratum];
    return population === undefined ? 0 : population / (strata.get(stratum)?.length ?? 1);
  });
}
