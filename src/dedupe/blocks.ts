import { mix } from '../base/text/hash.ts';
import type { Signature } from './signature.ts';
import { factsOf } from './word-facts.ts';

const MOST_BUYERS = 2;
const MOST_CODES = 2;
/** Shorter codes are no references. */
const CODE = 6;
/** How many of a title's rarest words are paired: under a buyer, and on a day. */
const UNDER_BUYER = 4;
const ON_DAY = 3;
/** What the words of a pair weigh together at least: few titles have both. */
const PAIR = 5;
/** Words that weigh less are in every title. */
const TELLING = 1;

/** Kinds of keys, so that a word is no division. */
const TITLE = 1;
const PAIRED = 2;
const DIVISION = 3;
const DATED = 4;
const TEXT = 5;
const REFERENCE = 6;

/**
 * Keys by which two notices meet: only those that have one in common are compared. Each is a composite, so that a notice
 * meets few others however many there are, and depends on the notice alone: two rare words of the title under a buyer or on a
 * deadline's day; deadline and CPV division under a buyer; the whole text with the whole title; a reference.
 */
export function blocksOf(s: Signature): readonly number[] {
  const buyers = [...new Set(s.buyers.map((form) => form.core))].slice(0, MOST_BUYERS);
  const words = tellingWords(s.title);
  const keys = new Set<number>();
  for (const buyer of buyers.length === 0 ? [''] : buyers) addUnderBuyer(keys, s, factsOf(buyer).hash, words);
  const { deadline } = s;
  if (deadline !== undefined)
    for (const pair of pairsOf(words.slice(0, ON_DAY))) keys.add(keyOf(DATED, pair, deadline));
  if (s.text !== 0) keys.add(keyOf(TEXT, s.text, titleHash(s.title)));
  for (const code of [s.own.value, ...s.titleCodes.slice(0, MOST_CODES)])
    if (code.length >= CODE) keys.add(keyOf(REFERENCE, factsOf(code).hash, 0));
  return [...keys];
}

function addUnderBuyer(keys: Set<number>, s: Signature, buyer: number, words: readonly string[]): void {
  const pairs = pairsOf(words.slice(0, UNDER_BUYER));
  for (const pair of pairs) keys.add(keyOf(PAIRED, buyer, pair));
  const [only, other] = words;
  if (only !== undefined && other === undefined) keys.add(keyOf(PAIRED, buyer, factsOf(only).hash));
  if (pairs.length === 0) keys.add(keyOf(TITLE, buyer, titleHash(s.title)));
  const [division] = s.divisions;
  if (s.deadline !== undefined && division !== undefined)
    keys.add(keyOf(DIVISION, buyer, mix(s.deadline * 100 + Number(division))));
}

/** 52 bits: a whole number that JavaScript holds exactly. */
function keyOf(kind: number, one: number, other: number): number {
  const low = mix(mix(one ^ kind) + other);
  const high = mix(mix(other + 0x51ed270b * kind) ^ Math.imul(one, 0x2545f491)) & 0xfffff;
  return high * 0x100000000 + low;
}

/** The rarest first; of equals in the order of the alphabet, which a retyped title keeps. */
function tellingWords(title: readonly string[]): readonly string[] {
  return title
    .filter((word) => factsOf(word).weight > TELLING)
    .toSorted((a, b) => factsOf(b).weight - factsOf(a).weight || (a < b ? -1 : 1));
}

/** All of a title's telling words, in whatever order. */
function titleHash(title: readonly string[]): number {
  const telling = title.filter((word) => factsOf(word).weight > TELLING);
  let hash = 0;
  for (const word of telling.length === 0 ? title : telling) hash = (hash + mix(factsOf(word).hash)) | 0;
  return hash;
}

/** Pairs that few titles have, in whatever order. */
function pairsOf(words: readonly string[]): readonly number[] {
  const found: number[] = [];
  for (const [at, one] of words.entries())
    for (const other of words.slice(at + 1)) {
      const [a, b] = [factsOf(one), factsOf(other)];
      if (a.weight + b.weight < PAIR) continue;
      found.push(mix(mix(Math.min(a.hash, b.hash)) + Math.max(a.hash, b.hash)));
    }
  return found;
}
