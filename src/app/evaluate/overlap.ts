import type { LabelledLine } from '../train/labelled-line.ts';
import type { TrainingData, UnlabelledLine } from '../train/training-data.ts';
import { nearDuplicatesAmong } from './near-duplicates.ts';

/** What a model learns from: what is kept to look at it (`check`) is no part of that. */
export type Lessons = Pick<TrainingData, 'labelled' | 'unlabelled'>;

/** Which lines of a file training notices are, or nearly repeat. */
export interface Overlap {
  /** The places of those that a training notice is or nearly repeats; empty for most. */
  placesOf(notice: UnlabelledLine): readonly number[];
  /** Lines of the file that some training notice is or nearly repeats. */
  readonly lines: number;
  /** The places of those among them whose training notice is labelled: what the model was taught, not only shown. */
  readonly taught: ReadonlySet<number>;
  /** Training notices that are or nearly repeat some line. */
  readonly notices: number;
}

export function overlapOf(lines: readonly LabelledLine[], lessons: Lessons): Overlap {
  const near = nearDuplicatesAmong(lines.map(({ view }) => view));
  const byId = new Map(lines.map((line, place) => [nameOf(line), place]));
  const places = new Map<UnlabelledLine, readonly number[]>();
  const touched = new Set<number>();
  const taught = new Set<number>();
  for (const [index, notice] of [...lessons.labelled, ...lessons.unlabelled].entries()) {
    const same = byId.get(nameOf(notice));
    const found = [...new Set([...(same === undefined ? [] : [same]), ...near.of(notice.view)])];
    if (found.length === 0) continue;
    places.set(notice, found);
    for (const place of found) {
      touched.add(place);
      if (index < lessons.labelled.length) taught.add(place);
    }
  }
  return {
    placesOf: (notice) => places.get(notice) ?? [],
    lines: touched.size,
    taught,
    notices: places.size,
  };
}

/** Portals number their notices each for itself. */
export function nameOf({ portal, id }: Pick<LabelledLine, 'portal' | 'id'>): string {
  return `${portal} ${id}`;
}
