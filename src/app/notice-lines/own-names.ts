import { buyerForms, kinship } from '../../dedupe/buyer-name.ts';
import type { Comparable } from '../../dedupe/comparable.ts';
import { measureTitles } from '../../dedupe/measures.ts';
import { titleWords } from '../../dedupe/title.ts';
import { grouped } from '../../domain/grouped.ts';
import { fingerprint } from './fingerprint.ts';

export interface Named {
  /** In the order given. */
  readonly notices: readonly Comparable[];
  /** `portal:id` of the ids that stand for more than one notice, in the order of the alphabet. */
  readonly contested: readonly string[];
}

/**
 * Gives every notice a name that only its own versions have. A line without an id is a notice of its own, so equal ones are
 * numbered. Where two lines of one portal and id have different buyers and different titles, the id says nothing: each text
 * under it is a notice of its own, named after what it says too.
 */
export function withOwnNames(notices: readonly Comparable[]): Named {
  const named = [...notices];
  const contested: string[] = [];
  const places = grouped(
    notices.keys(),
    (at) => `${notices[at]?.portal ?? ''}:${notices[at]?.noticeId ?? ''}`,
  );
  for (const [name, held] of places) {
    const lines = held.flatMap((at) => notices[at] ?? []);
    const isContested = areSeveral(lines);
    if (isContested) contested.push(name);
    for (const [place, line] of lines.entries()) {
      const at = held[place] ?? 0;
      if (line.isUnnamed === true) named[at] = numbered(line, place + 1);
      else if (isContested)
        named[at] = { ...line, noticeId: `${line.noticeId}-${fingerprint(line)}`, reference: '' };
    }
  }
  return { notices: named, contested: contested.toSorted() };
}

function numbered(line: Comparable, number: number): Comparable {
  return number === 1 ? line : { ...line, noticeId: `${line.noticeId}-${number}` };
}

/** Whether any two have different buyers and different titles. */
function areSeveral(lines: readonly Comparable[]): boolean {
  const buyers = [...grouped(lines, ({ buyer }) => JSON.stringify(buyer)).values()].map((some) => ({
    buyer: some[0]?.buyer,
    titles: [...new Set(some.flatMap(({ title }) => title ?? []))].map(titleWords),
  }));
  return buyers.some((one, at) =>
    buyers
      .slice(at + 1)
      .some(
        (other) =>
          areOthers(one.buyer, other.buyer) &&
          one.titles.some((title) => other.titles.some((words) => isOtherTitle(title, words))),
      ),
  );
}

function areOthers(one: Comparable['buyer'], other: Comparable['buyer']): boolean {
  if (one?.id !== undefined && one.id === other?.id) return false;
  return kinship(buyerForms(one?.name ?? ''), buyerForms(other?.name ?? '')) === 'other';
}

/** Titles that share less than this are of two things. */
const ALIKE = 0.4;
/** Unless nearly all of one stands in the other. */
const HELD = 0.95;

function isOtherTitle(one: readonly string[], other: readonly string[]): boolean {
  if (one.length === 0 || other.length === 0) return false;
  const { alike, held } = measureTitles(one, other);
  return alike < ALIKE && held < HELD;
}
