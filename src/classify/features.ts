import { hashPart, hashText } from '../base/text/hash.ts';
import type { Token } from '../base/text/tokens.ts';
import type { Evidence, Passage } from './evidence.ts';
import { begin, both, finish, NOWHERE, put, putOnce, type Features } from './feature-list.ts';
import { categoryParts, codeSource, IT_PARTS, itParts, type CategoryParts, type Part } from './parts.ts';

/** Single words, pairs and letters of a title; the rest reads on. In words. */
const LETTERS = 4;
const HEAD_WORDS = 40;

/**
 * How strongly each kind of feature may speak: values, so that the same shrinkage of all weights holds a kind back more
 * or less. Chosen by cross-validation on the labelled awards (data/evaluation/classify-labels.jsonl), never on the
 * development set that the figures come from.
 */
const STRENGTH = {
  title: 1,
  anywhere: 0.4,
  head: 0.4,
  letters: 0.25,
  code: 0.8,
  mainCode: 0.7,
  codeCount: 0.5,
  codeSum: 1.5,
  titleTerms: 1,
  descriptionTerms: 0.5,
  lexicon: 1.5,
  figure: 2,
  buyer: 0.5,
  length: 0.3,
} as const;

const group = (name: string): number => hashText(`feature group ${name}`);
const GROUP = {
  title: group('title word'),
  titlePair: group('title pair'),
  titleCapitals: group('title capitals'),
  word: group('word'),
  pair: group('pair'),
  capitals: group('capitals'),
  head: group('head'),
  letters: group('letters'),
  code: group('code'),
  mainCode: group('main code'),
  codeCount: group('codes'),
  titleTerms: group('title terms'),
  descriptionTerms: group('description terms'),
  codeTerms: group('code terms'),
  lexicon: group('lexicon'),
  figure: group('figure'),
  buyer: group('buyer'),
  length: group('length'),
  bias: group('bias'),
} as const;

const NUMBER = hashText('a number');
const DIGITS = /^\d+$/;

/** What speaks for IT or another trade: its sum, and the chance that the sum comes to. */
const FIGURES = IT_PARTS.map((name) => ({
  name,
  sum: both(GROUP.figure, hashText(name)),
  chance: both(GROUP.figure, hashText(`${name} chance`)),
}));

/** Reads the evidence of one notice. */
export function featuresOf(evidence: Evidence): Features {
  begin();
  let read = 0;
  for (const passage of evidence.passages) {
    if (passage.place === 'title') putTitle(passage);
    else {
      putWords(passage, read);
      read += passage.words.length;
    }
  }
  putCodes(evidence);
  putTaxonomy(evidence);
  if (evidence.buyer?.type !== undefined)
    put(both(GROUP.buyer, hashText(evidence.buyer.type)), STRENGTH.buyer, NOWHERE);
  put(both(GROUP.length, Math.min(6, Math.floor(Math.log2(1 + read)))), STRENGTH.length, NOWHERE);
  put(GROUP.bias, 1, NOWHERE);
  return finish();
}

function wordHash({ stem }: Token): number {
  const first = stem.charCodeAt(0);
  return first >= 0x30 && first <= 0x39 && DIGITS.test(stem) ? NUMBER : hashText(stem);
}

function putTitle({ words, start }: Passage): void {
  const shouts = words.every(({ capitals }) => capitals);
  let before = 0;
  let source = start - 1;
  for (const token of words) {
    source += 1;
    const hash = wordHash(token);
    putOnce(both(GROUP.title, hash), STRENGTH.title, source);
    putOnce(both(GROUP.word, hash), STRENGTH.anywhere, source);
    if (source > start) {
      putOnce(both(GROUP.titlePair, both(before, hash)), STRENGTH.title, source - 1);
      putOnce(both(GROUP.pair, both(before, hash)), STRENGTH.anywhere, source - 1);
    }
    if (token.capitals && !shouts)
      putOnce(both(GROUP.titleCapitals, hashText(token.word)), STRENGTH.title, source);
    putLetters(token.word, source);
    before = hash;
  }
}

/** Runs of four letters, word ends marked: they know a word that was never seen by its parts (`geoportal`, `telehealth`). */
function putLetters(word: string, source: number): void {
  const marked = `^${word}$`;
  for (let at = 0; at + LETTERS <= marked.length; at += 1)
    putOnce(both(GROUP.letters, hashPart(marked, at, at + LETTERS)), STRENGTH.letters, source);
}

function putWords({ words, start }: Passage, read: number): void {
  const shouts = words.every(({ capitals }) => capitals);
  let before = 0;
  let source = start - 1;
  for (const token of words) {
    source += 1;
    const hash = wordHash(token);
    putOnce(both(GROUP.word, hash), STRENGTH.anywhere, source);
    if (source > start) putOnce(both(GROUP.pair, both(before, hash)), STRENGTH.anywhere, source - 1);
    if (read + source - start < HEAD_WORDS) putOnce(both(GROUP.head, hash), STRENGTH.head, source);
    if (token.capitals && !shouts)
      putOnce(both(GROUP.capitals, hashText(token.word)), STRENGTH.anywhere, source);
    before = hash;
  }
}

/** Digits of a code that name its division, group, class, category and itself. */
const DEPTHS = [2, 3, 4, 5, 8] as const;
const MAIN_DEPTHS = [3, 5, 8] as const;
const MOST_CODES = 4;

function putCodes({ codes }: Evidence): void {
  for (const [index, { cpv, share }] of codes.entries()) {
    for (const depth of DEPTHS)
      put(both(GROUP.code, codeHash(cpv.code, depth)), STRENGTH.code * share, codeSource(index));
  }
  const main = codes.findIndex(({ cpv }) => cpv.main);
  const first = codes[Math.max(0, main)];
  if (first !== undefined) {
    for (const depth of MAIN_DEPTHS)
      put(
        both(GROUP.mainCode, codeHash(first.cpv.code, depth)),
        STRENGTH.mainCode,
        codeSource(Math.max(0, main)),
      );
  }
  put(both(GROUP.codeCount, Math.min(MOST_CODES, codes.length)), STRENGTH.codeCount, NOWHERE);
}

function codeHash(code: string, depth: number): number {
  return hashPart(code, 0, Math.min(depth, code.length));
}

function putTaxonomy(evidence: Evidence): void {
  const speaking = itParts(evidence);
  for (const { name, sum, chance } of FIGURES) {
    putSum(sum, speaking[name], STRENGTH.figure);
    putChance(chance, speaking[name], STRENGTH.figure);
  }
  for (const [slug, parts] of categoryParts(evidence)) putCategory(hashText(slug), parts);
}

/** A long description names many things: beyond this, more of it adds little. */
const DESCRIPTION_CEILING = 1.5;
const DESCRIPTION_WEIGHT = 0.4;
const CODES_WEIGHT = 1.2;

function putCategory(slug: number, { title, description, codes }: CategoryParts): void {
  putSum(both(GROUP.titleTerms, slug), title, STRENGTH.titleTerms);
  putSum(both(GROUP.descriptionTerms, slug), description, STRENGTH.descriptionTerms);
  putSum(both(GROUP.codeTerms, slug), codes, STRENGTH.codeSum);
  const said = sumOf(description);
  const share = said === 0 ? 0 : (DESCRIPTION_CEILING * (1 - Math.exp(-said / DESCRIPTION_CEILING))) / said;
  putChance(
    both(GROUP.lexicon, slug),
    [
      ...title,
      ...description.map(({ amount, source }) => ({ amount: amount * share * DESCRIPTION_WEIGHT, source })),
      ...codes.map(({ amount, source }) => ({ amount: amount * CODES_WEIGHT, source })),
    ],
    STRENGTH.lexicon,
  );
}

function sumOf(parts: readonly Part[]): number {
  let sum = 0;
  for (const { amount } of parts) sum += amount;
  return sum;
}

function putSum(id: number, parts: readonly Part[], strength: number): void {
  for (const { amount, source } of parts) put(id, amount * strength, source);
}

/** The chance that they come to together, each part with its share of it. */
function putChance(id: number, parts: readonly Part[], strength: number): void {
  const sum = sumOf(parts);
  if (sum === 0) return;
  const share = ((1 - Math.exp(-sum)) / sum) * strength;
  for (const { amount, source } of parts) put(id, amount * share, source);
}
