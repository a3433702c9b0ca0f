import { byBelief } from '../dedupe/belief.ts';
import { mergeVersions } from '../dedupe/merge.ts';
import type { Correction } from '../domain/correction.ts';
import type { Notice } from '../domain/notice.ts';
import type { Classification, HeldProcurement, Procurement, View } from '../domain/procurement.ts';
import { inForce, type Classify } from './in-force.ts';

/** Says what a procurement was when only some of its versions were known. */
export type AsItWas = (versions: readonly Notice[]) => Procurement;

export interface Judges {
  readonly classify: Classify;
  /** Those that hold today: what a person knows better now was so then. */
  readonly holding: readonly Correction[];
  /** Whether anybody asks for its tags: they depend on more than texts and codes. */
  readonly needsTags: boolean;
}

/**
 * A procurement as it was. It is classified anew only where what is classified differs from every state of it that was
 * classified before, today's included.
 */
export function asItWas(held: HeldProcurement, { classify, holding, needsTags }: Judges): AsItWas {
  const classified = needsTags ? taggedBy : judgedBy;
  const known = new Map<string, Classification>();
  if (held.versions.length > 1) known.set(classified(held.view), held.classification);
  return (versions) => {
    if (versions.length === held.versions.length) return held;
    const view = mergeVersions(versions);
    const what = classified(view);
    const classification = known.get(what) ?? classify(view, inForce(holding).of(view.notices)?.says);
    known.set(what, classification);
    return { id: held.id, view, classification };
  };
}

/** Everything of a view that decides whether it is IT, and of which kind. */
function judgedBy({ titles, descriptions, buyer, cpv }: View): string {
  return JSON.stringify([titles, descriptions, buyer?.type, cpv.map(({ code, main }) => [code, main])]);
}

/** And everything that says how it is bought. */
function taggedBy(view: View): string {
  const { procedure, technique, aboveThreshold, stage, relations } = view;
  const forms = view.notices.map(({ form, stage: at }) => [form, at]);
  return JSON.stringify([judgedBy(view), procedure, technique, aboveThreshold, stage, relations, forms]);
}

/** A version, and when it came, UTC milliseconds. */
export interface Arrived {
  readonly notice: Notice;
  readonly at: number;
}

/**
 * The versions in the order in which they came: each when it was published. What a portal edited without giving it another
 * date came when it was read.
 */
export function arrivals(versions: readonly Notice[]): readonly Arrived[] {
  const first = new Map<string, number>();
  for (const { portal, noticeId, published, readAt = 0 } of versions) {
    const key = `${portal} ${noticeId} ${published}`;
    first.set(key, Math.min(first.get(key) ?? readAt, readAt));
  }
  return versions
    .map((notice) => {
      const { portal, noticeId, published, readAt = 0 } = notice;
      const isEdited = readAt > (first.get(`${portal} ${noticeId} ${published}`) ?? readAt);
      return { notice, at: isEdited ? Math.max(published, readAt) : published };
    })
    .toSorted((a, b) => a.at - b.at || byBelief(b.notice, a.notice));
}
