import type { Classification, ItSetting } from '../../domain/procurement.ts';
import type { LabelledLine } from '../train/labelled-line.ts';

/** What was made of a notice. */
export interface Found {
  /** 0 to 1. */
  readonly score: number;
  /** The strictest setting that calls it IT. */
  readonly setting: ItSetting | undefined;
  /** Slugs, primary first. */
  readonly categories: readonly string[];
}

/** A labelled notice, and what was made of it. */
export interface JudgedLine {
  readonly line: Pick<LabelledLine, 'portal' | 'stratum' | 'view' | 'label'>;
  readonly found: Found;
}

export function foundBy({ it, setting, categories }: Classification): Found {
  return { score: it, setting, categories: categories.map(({ slug }) => slug) };
}
