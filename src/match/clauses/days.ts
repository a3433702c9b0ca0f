import { dayWords } from '../../domain/london-day.ts';
import type { DayField, LeafOf } from '../../domain/query.ts';
import { backwards, daysAt, type DaySpan } from '../day-span.ts';
import { describeDaySpan, describePastSpan, printDaySpan } from '../day-span-words.ts';
import type { MatchDocument } from '../document.ts';
import type { Clause } from './clause.ts';

type DaysLeaf = LeafOf<'days'>;

interface Words {
  readonly says: string;
  readonly denies: string;
  /** Where any day will do. */
  readonly stated: string;
  readonly unstated: string;
  readonly reason: string;
}

const WORDS: Readonly<Record<DayField, Words>> = {
  closing: {
    says: 'close',
    denies: 'do not close',
    stated: 'state a deadline',
    unstated: 'state no deadline',
    reason: 'closes',
  },
  ends: {
    says: 'have a contract that ends',
    denies: 'have no contract that ends',
    stated: 'state when their contract ends',
    unstated: 'do not state when their contract ends',
    reason: 'contract ends',
  },
  published: {
    says: 'were published',
    denies: 'were not published',
    stated: 'were published',
    unstated: 'were not published',
    reason: 'published',
  },
};

export const days: Clause<DaysLeaf> = {
  print: (leaf) => `${leaf.field}:${printDaySpan(asWritten(leaf)) || 'stated'}`,
  says: (leaf) => (isAny(leaf) ? WORDS[leaf.field].stated : `${WORDS[leaf.field].says} ${whenOf(leaf)}`),
  denies: (leaf) =>
    isAny(leaf) ? WORDS[leaf.field].unstated : `${WORDS[leaf.field].denies} ${whenOf(leaf)}`,
  meets,
  because: ({ field }, document) => {
    const [first, other] = document.days[field];
    if (first === undefined || field === 'published') return [];
    const extended = other === undefined ? '' : `, or ${dayWords(other)} if extended`;
    return [`${WORDS[field].reason} ${dayWords(first)}${extended}`];
  },
};

function meets(leaf: DaysLeaf, document: MatchDocument, now: number): boolean {
  const stated = document.days[leaf.field];
  if (stated.length === 0) return leaf.negated || isForEver(leaf);
  const { from = '', to } = daysAt(leaf, now);
  return stated.some((day) => day >= from && (to === undefined || day <= to)) !== leaf.negated;
}

/** A notice without a deadline is open: it closes later than any day. */
export function isForEver({ field, from, to }: DaysLeaf): boolean {
  return field === 'closing' && from !== undefined && to === undefined;
}

/** `in 6 to 18 months`, `within the last 7 days`; '' where any day will do. */
export function whenOf(leaf: DaysLeaf): string {
  const said = leaf.field === 'published' ? describePastSpan(asWritten(leaf)) : describeDaySpan(leaf);
  return isForEver(leaf) ? `${said} (or at no stated time)` : said;
}

function asWritten(leaf: DaysLeaf): DaySpan {
  return leaf.field === 'published' ? backwards(leaf) : leaf;
}

function isAny({ from, to }: DaysLeaf): boolean {
  return from === undefined && to === undefined;
}
