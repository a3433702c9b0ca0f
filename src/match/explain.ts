import type { Leaf, Query } from '../domain/query.ts';
import type { ClauseStanding } from '../domain/why.ts';
import { list } from './clauses/clause.ts';
import { clauseOf } from './clauses/index.ts';
import type { MatchDocument } from './document.ts';
import { matches } from './evaluate.ts';
import { asked, found } from './explain-leaf.ts';

/** Every clause of a query in turn, and whether a procurement meets it: all must. `now` is UTC milliseconds. */
export function explain(query: Query, document: MatchDocument, now: number): readonly ClauseStanding[] {
  return (query.kind === 'and' ? query.of : [query]).map((part) => standingOf(part, document, now));
}

function standingOf(part: Query, document: MatchDocument, now: number): ClauseStanding {
  const isMet = matches(part, document, now);
  if (part.kind !== 'and' && part.kind !== 'or')
    return { asks: asked(part), isMet, finds: foundOf(part, document, isMet) };
  const parts = part.of.map((one) => standingOf(one, document, now));
  return { asks: groupAsks(part.kind, parts), isMet, finds: groupFinds(part.kind, parts) };
}

function groupAsks(kind: 'and' | 'or', parts: readonly ClauseStanding[]): string {
  const asks = parts.map((one) => one.asks);
  return kind === 'or' ? list(asks, 'or') : `both ${list(asks, 'and')}`;
}

/** What holds of alternatives, or that none does; of what must all hold, what does not. */
function groupFinds(kind: 'and' | 'or', parts: readonly ClauseStanding[]): string {
  const telling = parts.filter(({ isMet }) => isMet === (kind === 'or'));
  if (telling.length > 0) return telling.map(({ finds }) => finds).join('; ');
  const all = parts.map(({ finds }) => finds).join('; ');
  return kind === 'or' ? `none of these holds: ${all}` : all;
}

function foundOf(leaf: Leaf, document: MatchDocument, isMet: boolean): string {
  const because = isMet && !leaf.negated ? clauseOf(leaf).because(leaf, document) : [];
  if (because.length > 0) return because.join(', ');
  const says = found(leaf, document);
  return isMet && isUnknown(leaf, document) ? `${says}, and such are kept` : says;
}

/** Whether a procurement states nothing of what a clause asks. */
function isUnknown(leaf: Leaf, { regions, value, days }: MatchDocument): boolean {
  if (leaf.kind === 'region') return regions.length === 0;
  if (leaf.kind === 'value') return value === undefined;
  return leaf.kind === 'days' && days[leaf.field].length === 0;
}
