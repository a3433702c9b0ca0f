import type { Correction, Says } from '../domain/correction.ts';
import { noticeKey } from '../domain/keys.ts';
import type { Classification, View } from '../domain/procurement.ts';
import type { NoticeName } from '../domain/tie.ts';

/** Says what a procurement is; what a person said of it wins over the model. */
export type Classify = (view: View, said: Says | undefined) => Classification;

/** Which corrections count. */
export interface InForce {
  /** The last that came to hold for any of these notices. */
  of(notices: readonly NoticeName[]): Correction | undefined;
  /** A later one has been said of every notice that this one names. */
  isReplaced(correction: Correction): boolean;
}

/** The store hands out the very same list until somebody changes it. */
const known = new WeakMap<readonly Correction[], InForce>();

/** @param holding those that hold, in the order in which they came to: as the store answers them. */
export function inForce(holding: readonly Correction[]): InForce {
  const before = known.get(holding);
  if (before !== undefined) return before;
  const turns = new Map<string, number>();
  for (const [turn, { notices }] of holding.entries())
    for (const { portal, noticeId } of notices) turns.set(noticeKey(portal, noticeId), turn);
  const of = (notices: readonly NoticeName[]): Correction | undefined => {
    if (turns.size === 0) return undefined;
    const last = Math.max(
      -1,
      ...notices.map(({ portal, noticeId }) => turns.get(noticeKey(portal, noticeId)) ?? -1),
    );
    return holding[last];
  };
  const isReplaced = ({ id, notices }: Correction): boolean => notices.every((name) => of([name])?.id !== id);
  const result = { of, isReplaced };
  known.set(holding, result);
  return result;
}
