import { dayAfter, fact, factToken, londonDayAt, OPEN_STAGES, stemsBehind } from './built.mjs';

/**
 * Queries and procurements for packages that filter plain objects by MongoDB's query language (`sift`, `mingo`), the same
 * question as `match/` asks: stems as a list, texts as stems between spaces, in which a phrase is a regular expression,
 * facts as a list, names likewise.
 *
 * @typedef {import('../../src/domain/query.ts').Query} Query
 * @typedef {import('../../src/domain/query.ts').Leaf} Leaf
 * @typedef {import('../../src/match/document.ts').MatchDocument} MatchDocument
 * @typedef {Readonly<Record<string, unknown>>} Filter
 */

/**
 * @param {MatchDocument} document
 * @param {number} now
 */
export function plainOf({ texts, facts, parties, stage, deadline, value, days, keys }, now) {
  const titles = texts.filter(({ place }) => place === 'title');
  return {
    words: wordsOf(texts),
    titleWords: wordsOf(titles),
    texts: texts.map(spaced),
    titles: titles.map(spaced),
    facts: [...facts],
    buyer: parties.buyer.map(spaced),
    supplier: parties.supplier.map(spaced),
    open: OPEN_STAGES.includes(stage) && (deadline === undefined || deadline.at > now),
    value: value ?? null,
    days,
    keys: [...keys],
  };
}

/** @param {MatchDocument['texts']} texts */
function wordsOf(texts) {
  return [...new Set(texts.flatMap(({ vocabulary }) => [...vocabulary]))];
}

/** @param {{ readonly stems: readonly string[] }} text */
function spaced({ stems }) {
  return ` ${stems.join(' ')} `;
}

/**
 * The query as such a filter; undefined where one cannot say exactly the same.
 *
 * @param {Query} query
 * @param {number} now
 * @returns {Filter | undefined}
 */
export function filterOf(query, now) {
  if (query.kind !== 'and' && query.kind !== 'or') return leafFilter(query, now);
  const parts = query.of.map((part) => filterOf(part, now));
  if (parts.includes(undefined)) return undefined;
  return query.kind === 'and' ? { $and: parts } : { $or: parts };
}

/**
 * @param {Leaf} leaf
 * @param {number} now
 * @returns {Filter | undefined}
 */
function leafFilter(leaf, now) {
  if (leaf.kind === 'region') return regionFilter(leaf);
  if (leaf.kind === 'value') return valueFilter(leaf);
  if (leaf.kind === 'identifier') return { keys: { [leaf.negated ? '$nin' : '$in']: [leaf.key] } };
  if (leaf.kind === 'text' || leaf.kind === 'party' || leaf.kind === 'stage' || leaf.kind === 'days') {
    const wanted = wantedFilter(leaf, now);
    return wanted === undefined || !leaf.negated ? wanted : { $nor: [wanted] };
  }
  if (leaf.kind === 'it' && leaf.setting === 'any') return undefined;
  return hasFact(factsOf(leaf), leaf.negated);
}

/** @param {Extract<Leaf, { kind: 'it' | 'capitals' | 'fact' | 'cpv' }>} leaf */
function factsOf(leaf) {
  if (leaf.kind === 'it') return leaf.setting === 'any' ? [] : [fact.it(leaf.setting)];
  if (leaf.kind === 'capitals')
    return [leaf.inTitle ? fact.titleCapitals(leaf.word) : fact.capitals(leaf.word)];
  return leaf.kind === 'cpv' ? leaf.any.map(fact.cpv) : leaf.any.map((value) => factToken(leaf.field, value));
}

/**
 * @param {readonly string[]} tokens
 * @param {boolean} negated
 */
function hasFact(tokens, negated) {
  return { facts: negated ? { $nin: tokens } : { $in: tokens } };
}

/**
 * @param {Extract<Leaf, { kind: 'text' | 'party' | 'stage' | 'days' }>} leaf
 * @param {number} now
 * @returns {Filter | undefined}
 */
function wantedFilter(leaf, now) {
  if (leaf.kind === 'text') return textFilter(leaf);
  if (leaf.kind === 'party')
    return { $or: leaf.any.map(({ tokens }) => ({ [leaf.field]: standing(tokens) })) };
  if (leaf.kind === 'stage') {
    if (leaf.any.includes('any')) return undefined;
    return {
      $or: leaf.any.map((word) =>
        word === 'open' ? { open: true } : { facts: { $in: [fact.stage(word)] } },
      ),
    };
  }
  const [from, to] = [leaf.from, leaf.to].map((mark) =>
    mark === undefined || 'day' in mark ? mark?.day : dayAfter(londonDayAt(now), mark.after, mark.unit),
  );
  const within = {
    [`days.${leaf.field}`]: { $elemMatch: { $gte: from ?? '', ...(to === undefined ? {} : { $lte: to }) } },
  };
  const isForEver = leaf.field === 'closing' && from !== undefined && to === undefined;
  return isForEver ? { $or: [within, { 'days.closing': { $size: 0 } }] } : within;
}

/** @param {Extract<Leaf, { kind: 'text' }>} leaf */
function textFilter({ tokens, joined, prefix, inTitle }) {
  const [words, texts] = inTitle ? ['titleWords', 'titles'] : ['words', 'texts'];
  const only = tokens[0] ?? '';
  if (tokens.length === 1)
    return prefix
      ? { $or: [{ [words]: new RegExp(`^${only}`) }, { [words]: { $in: stemsBehind(only) } }] }
      : { [words]: only };
  const last = tokens.at(-1) ?? '';
  const phrase = prefix
    ? new RegExp(
        ` ${tokens.slice(0, -1).join(' ')} (?:${[last, ...stemsBehind(last).map((stem) => `${stem} `)].join('|')})`,
      )
    : standing(tokens);
  return joined === undefined ? { [texts]: phrase } : { $or: [{ [texts]: phrase }, { [words]: joined }] };
}

/**
 * Stems next to each other; they hold letters and digits alone.
 *
 * @param {readonly string[]} tokens
 */
function standing(tokens) {
  return new RegExp(` ${tokens.join(' ')} `);
}

/** @param {Extract<Leaf, { kind: 'region' }>} leaf */
function regionFilter({ any, stated, negated }) {
  // What is stated for these alone cannot be said of facts.
  if (any.length === 0 || negated) return undefined;
  const meeting = any.flatMap((code) => [
    fact.regionInside(code),
    ...Array.from({ length: code.length - 2 }, (_, more) => fact.regionExactly(code.slice(0, 2 + more))),
  ]);
  return hasFact(stated ? meeting : [...meeting, fact.regionNotStated], false);
}

/** @param {Extract<Leaf, { kind: 'value' }>} leaf */
function valueFilter({ min, max, stated, negated }) {
  if (negated || (min === undefined && max === undefined)) return undefined;
  const overlaps = {
    'value.max': { $gte: min ?? 0 },
    ...(max === undefined ? {} : { 'value.min': { $lte: max } }),
  };
  return stated ? overlaps : { $or: [{ value: null }, overlaps] };
}
