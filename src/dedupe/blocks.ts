import { hashWide, mix } from './mix.ts';
import type { Signature } from './signature.ts';
import { weightOf } from './title-words.ts';

/** Texts shorter than this, in words that the title has not, are templates. */
const TEXT = 12;
const MOST_BUYERS = 3;
/** Shorter codes are no references. */
const CODE = 6;

/**
 * Keys by which two notices meet: only those that have one in common are compared. Each is a composite, so that a notice
 * meets few others however many there are, and depends on the notice alone.
 */
export function blocksOf(s: Signature): readonly number[] {
  const buyers = [...new Set(s.buyers.map((form) => form.core))].slice(0, MOST_BUYERS);
  const telling = tellingWords(s.title);
  const whole = titleKey(s.title);
  const keys = new Set([
    ...(buyers.length === 0 ? [''] : buyers).flatMap((buyer) => underBuyer(s, buyer, telling, whole)),
    ...(s.deadline === undefined
      ? []
      : pairsOf(telling.slice(0, 3)).map((pair) => `w ${pair} ${String(s.deadline)}`)),
    ...(s.text === 0 ? [] : [`x ${String(s.text)} ${whole}`]),
    ...[s.own.value, ...s.titleCodes.slice(0, 3)]
      .filter((code) => code.length >= CODE)
      .map((code) => `r ${code}`),
  ]);
  return [...keys].map(hashWide);
}

function underBuyer(
  s: Signature,
  buyer: string,
  telling: readonly string[],
  whole: string,
): readonly string[] {
  const pairs = pairsOf(telling.slice(0, 4));
  return [
    `t ${buyer} ${whole}`,
    ...(telling.length === 1 ? telling : pairs).map((pair) => `p ${buyer} ${pair}`),
    ...(s.deadline === undefined
      ? []
      : s.divisions.map((division) => `d ${buyer} ${String(s.deadline)} ${division}`)),
    ...(s.words >= TEXT
      ? bands(s).flatMap((band) => telling.slice(0, 3).map((word) => `s ${buyer} ${band} ${word}`))
      : []),
  ];
}

/** The rarest first; of equals in the order of the alphabet, which a retyped title keeps. */
function tellingWords(title: readonly string[]): readonly string[] {
  return title
    .filter((word) => weightOf(word) > 1)
    .toSorted((a, b) => weightOf(b) - weightOf(a) || (a < b ? -1 : 1));
}

/** All of a title's telling words, in whatever order. */
function titleKey(title: readonly string[]): string {
  const telling = title.filter((word) => weightOf(word) > 1);
  return (telling.length === 0 ? title : telling).toSorted().join(' ');
}

/** Pairs that few titles have. */
function pairsOf(words: readonly string[]): readonly string[] {
  return words.flatMap((one, at) =>
    words
      .slice(at + 1)
      .filter((other) => weightOf(one) + weightOf(other) >= PAIR)
      .map((other) => (one < other ? `${one} ${other}` : `${other} ${one}`)),
  );
}

const PAIR = 5;
const BANDS = 2;
const ROWS = 2;

function bands(s: Signature): readonly string[] {
  return Array.from({ length: BANDS }, (_, band) => {
    let hash = band;
    for (let row = 0; row < ROWS; row += 1) hash = mix(hash ^ (s.sketch[band * ROWS + row] ?? 0));
    return String(hash);
  });
}
