import type { LeafOf, Query } from '../domain/query.ts';
import { inCapitals } from './clauses/capitals.ts';
import { list } from './clauses/clause.ts';
import { whenOf } from './clauses/days.ts';
import { clauseOf } from './clauses/index.ts';
import { placeOf } from './clauses/region.ts';
import { mentioned } from './clauses/text.ts';
import { worthOf } from './clauses/value.ts';
import { describeMoneyRange } from './money-range.ts';

/** The query in one sentence for people, without a full stop: `IT procurements in Wales or nationwide that mention 'cyber'`. */
export function describeQuery(query: Query): string {
  const parts = query.kind === 'and' ? query.of : [query];
  const subject = parts.find(isSubject);
  const rest = parts.filter((part) => part !== subject);
  const open = rest.filter(isOpenClause);
  const places = rest.filter(isPlace);
  const values = rest.filter(isPlainValue);
  const ends = rest.filter(isPlainEnd);
  const said = new Set<Query>([...open, ...places, ...values, ...ends]);
  const unsaid = rest.filter((part) => !said.has(part));
  const [only] = unsaid;
  const alone = unsaid.length === 1 && only?.kind === 'or' ? only : undefined;
  const claims = claimsOf(alone?.of ?? unsaid, alone?.kind);
  const noun = [
    open.length > 0 ? 'open ' : '',
    subject === undefined ? 'procurements' : SUBJECTS[subject.setting],
  ];
  const sentence = [
    noun.join(''),
    inPlaces(places),
    claims.length > 0 ? ` that ${list(claims, alone?.kind ?? 'and')}` : '',
    ...values.map((value) => `, worth ${worthOf(value)}`),
    ends.length > 0
      ? `${claims.length + values.length > 0 ? ',' : ''} whose contract ends ${list(ends.map(whenOf), 'and')}`
      : '',
  ].join('');
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

function inPlaces(places: readonly LeafOf<'region'>[]): string {
  return places.length === 0 ? '' : ` ${list(places.map(placeOf), 'and')}`;
}

const SUBJECTS = {
  strict: 'clearly IT procurements',
  balanced: 'IT procurements',
  broad: 'possibly IT procurements',
  any: 'procurements of any kind',
} as const;

function isSubject(part: Query): part is LeafOf<'it'> {
  return part.kind === 'it' && !part.negated;
}

function isOpenClause(part: Query): part is LeafOf<'stage'> {
  return part.kind === 'stage' && !part.negated && part.any.length === 1 && part.any[0] === 'open';
}

function isPlace(part: Query): part is LeafOf<'region'> {
  return part.kind === 'region' && !part.negated && part.any.length > 0;
}

function isPlainValue(part: Query): part is LeafOf<'value'> {
  return part.kind === 'value' && !part.negated && describeMoneyRange(part) !== '';
}

function isPlainEnd(part: Query): part is LeafOf<'days'> {
  return part.kind === 'days' && part.field === 'ends' && !part.negated && whenOf(part) !== '';
}

/** What several clauses say together, words that are looked for in one breath. */
function claimsOf(parts: readonly Query[], joiner: 'and' | 'or' = 'and'): readonly string[] {
  const mentions = parts.filter(isMention);
  const others = parts.filter((part) => !isMention(part)).map(claim);
  return mentions.length === 0 ? others : [`mention ${list(mentions.map(mention), joiner)}`, ...others];
}

function isMention(part: Query): part is LeafOf<'text' | 'capitals'> {
  return (part.kind === 'text' || part.kind === 'capitals') && !part.negated;
}

function mention(leaf: LeafOf<'text' | 'capitals'>): string {
  return leaf.kind === 'capitals' ? inCapitals(leaf) : mentioned(leaf);
}

function claim(part: Query): string {
  if (part.kind === 'and' || part.kind === 'or') {
    const claims = claimsOf(part.of, part.kind);
    return claims.length > 1 ? `(${list(claims, part.kind)})` : (claims[0] ?? '');
  }
  return part.negated ? clauseOf(part).denies(part) : clauseOf(part).says(part);
}
