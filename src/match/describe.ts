import type { Leaf, Query } from '../domain/query.ts';
import { ENGLAND, NATIONWIDE, regionName } from '../domain/region.ts';
import { describeDaySpan } from './day-span-words.ts';
import { describeMoneyRange } from './money-range.ts';

type Of<Kind extends Leaf['kind']> = Extract<Leaf, { kind: Kind }>;

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
    ...places.map((place) => ` ${placeOf(place)}`),
    claims.length > 0 ? ` that ${list(claims, alone?.kind ?? 'and')}` : '',
    ...values.map((value) => `, worth ${worthOf(value)}`),
    ends.length > 0
      ? `${claims.length + values.length > 0 ? ',' : ''} whose contract ends ${endsOf(ends)}`
      : '',
  ].join('');
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

const SUBJECTS = {
  strict: 'clearly IT procurements',
  balanced: 'IT procurements',
  broad: 'possibly IT procurements',
  any: 'procurements of any kind',
} as const;

const IS_IT = {
  strict: 'are clearly IT',
  balanced: 'are IT',
  broad: 'are possibly IT',
  any: 'are of any kind',
} as const;

const NOT_IT = {
  strict: 'are not clearly IT',
  balanced: 'are not IT',
  broad: 'are not even possibly IT',
  any: 'are of no kind at all',
} as const;

function isSubject(part: Query): part is Of<'it'> {
  return part.kind === 'it' && !part.negated;
}

function isOpenClause(part: Query): part is Of<'stage'> {
  return part.kind === 'stage' && !part.negated && part.any.length === 1 && part.any[0] === 'open';
}

function isPlace(part: Query): part is Of<'region'> {
  return part.kind === 'region' && !part.negated && part.any.length > 0;
}

function isPlainValue(part: Query): part is Of<'value'> {
  return part.kind === 'value' && !part.negated && describeMoneyRange(part) !== '';
}

function isPlainEnd(part: Query): part is Of<'ends'> {
  return part.kind === 'ends' && !part.negated && describeDaySpan(part) !== '';
}

/** `a, b and c`. */
function list(words: readonly string[], joiner: 'and' | 'or'): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} ${joiner} ${last}`;
}

/** What several clauses say together, words that are looked for in one breath. */
function claimsOf(parts: readonly Query[], joiner: 'and' | 'or' = 'and'): readonly string[] {
  const mentions = parts.filter(isMention);
  const others = parts.filter((part) => !isMention(part)).map(claim);
  return mentions.length === 0 ? others : [`mention ${list(mentions.map(mentioned), joiner)}`, ...others];
}

function isMention(part: Query): part is Of<'text'> | Of<'capitals'> {
  return (part.kind === 'text' || part.kind === 'capitals') && !part.negated;
}

function mentioned(leaf: Of<'text'> | Of<'capitals'>): string {
  if (leaf.kind === 'capitals') return `'${leaf.word.toUpperCase()}' (in capitals)`;
  return leaf.prefix ? `'${leaf.written.slice(0, -1)}…'` : `'${leaf.written}'`;
}

function claim(part: Query): string {
  if (part.kind === 'and' || part.kind === 'or') {
    const claims = claimsOf(part.of, part.kind);
    return claims.length > 1 ? `(${list(claims, part.kind)})` : (claims[0] ?? '');
  }
  return part.negated ? denial(part) : assertion(part);
}

function assertion(leaf: Leaf): string {
  if (leaf.kind === 'text' || leaf.kind === 'capitals') return `mention ${mentioned(leaf)}`;
  if (leaf.kind === 'it') return IS_IT[leaf.setting];
  if (leaf.kind === 'category') return `are in the category ${list(leaf.any, 'or')}`;
  if (leaf.kind === 'stage') return `are ${stagesOf(leaf)}`;
  if (leaf.kind === 'cpv') return `carry a CPV code beginning ${list(leaf.any, 'or')}`;
  if (leaf.kind === 'region') return leaf.any.length === 0 ? 'state a region' : `are ${placeOf(leaf)}`;
  if (leaf.kind === 'value') {
    return describeMoneyRange(leaf) === '' ? 'state a value' : `are worth ${worthOf(leaf)}`;
  }
  if (leaf.kind === 'ends') {
    const when = describeDaySpan(leaf);
    return when === '' ? 'state when their contract ends' : `have a contract that ends ${when}`;
  }
  return leaf.kind === 'buyer' ? `are bought by ${buyersOf(leaf)}` : `have the ${identifierOf(leaf)}`;
}

function denial(leaf: Leaf): string {
  if (leaf.kind === 'text' || leaf.kind === 'capitals') return `do not mention ${mentioned(leaf)}`;
  if (leaf.kind === 'it') return NOT_IT[leaf.setting];
  if (leaf.kind === 'category') return `are not in the category ${list(leaf.any, 'or')}`;
  if (leaf.kind === 'stage') return `are not ${stagesOf(leaf)}`;
  if (leaf.kind === 'cpv') return `carry no CPV code beginning ${list(leaf.any, 'or')}`;
  if (leaf.kind === 'region') {
    return leaf.any.length === 0 ? 'state no region' : `are not for ${regionsOf(leaf)} alone`;
  }
  if (leaf.kind === 'value') {
    const range = describeMoneyRange(leaf);
    return range === '' ? 'state no value' : `are not worth ${range}`;
  }
  if (leaf.kind === 'ends') {
    const when = describeDaySpan(leaf);
    return when === '' ? 'do not state when their contract ends' : `have no contract that ends ${when}`;
  }
  return leaf.kind === 'buyer'
    ? `are not bought by ${buyersOf(leaf)}`
    : `do not have the ${identifierOf(leaf)}`;
}

function identifierOf(leaf: Of<'identifier'>): string {
  return `${leaf.key.startsWith('ocid:') ? 'ocid' : 'notice'} ${leaf.written}`;
}

function stagesOf(leaf: Of<'stage'>): string {
  if (leaf.any.includes('any')) return 'at any stage';
  const stages = leaf.any.filter((word) => word !== 'open');
  const at = stages.length === 0 ? [] : [`at the stage ${list(stages, 'or')}`];
  return list([...(leaf.any.includes('open') ? ['open'] : []), ...at], 'or');
}

function regionsOf(leaf: Of<'region'>): string {
  const england = ENGLAND.every((code) => leaf.any.includes(code));
  const rest = leaf.any.filter((code) => !england || !(ENGLAND as readonly string[]).includes(code));
  return list([...(england ? ['England'] : []), ...rest.map(placeName)], 'or');
}

/** Below an ITL 1 region the code says more than the region's name. */
function placeName(code: string): string {
  return code === NATIONWIDE || code.length <= 3 ? regionName(code) : `${code} (${regionName(code)})`;
}

function placeOf(leaf: Of<'region'>): string {
  const everywhere = leaf.any.includes(NATIONWIDE) ? '' : ' or nationwide';
  return `in ${regionsOf(leaf)}${everywhere}${leaf.stated ? '' : ' (or where no region is stated)'}`;
}

function worthOf(leaf: Of<'value'>): string {
  return `${describeMoneyRange(leaf)}${leaf.stated ? '' : ' or not stated'}`;
}

function endsOf(leaves: readonly Of<'ends'>[]): string {
  return list(leaves.map(describeDaySpan), 'and');
}

function buyersOf(leaf: Of<'buyer'>): string {
  return list(
    leaf.any.map(({ written }) => `'${written}'`),
    'or',
  );
}
