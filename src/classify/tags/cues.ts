import { tokens } from '../../base/text/tokens.ts';

/** What a word may begin, as bits: a text without the word is not searched for it. */
export const CUE = {
  name: 1,
  framework: 2,
  callOff: 4,
  direct: 8,
  open: 16,
  demand: 32,
  insurance: 64,
  turnover: 128,
} as const;

const WORDS: readonly (readonly [cue: keyof typeof CUE, words: string])[] = [
  ['framework', 'framework dps dynamic'],
  ['callOff', 'call called calling mini minicompetition competition calloff'],
  ['direct', 'direct directly prior transparency veat publication'],
  ['open', 'open'],
  ['demand', 'bpss baseline ctc counter sc security dv edv developed nppv non cyber 27001 iso27001'],
  ['insurance', 'indemnity liability cyber'],
  ['turnover', 'turnover turn'],
];

/** By stem, the cues that a word gives. `first` are the words with which a name may begin. */
export function cueMap(first: Iterable<string>): ReadonlyMap<string, number> {
  const bits = new Map<string, number>();
  const add = (words: string, bit: number): void => {
    for (const { stem } of tokens(words)) bits.set(stem, (bits.get(stem) ?? 0) | bit);
  };
  for (const [cue, words] of WORDS) add(words, CUE[cue]);
  for (const word of first) add(word, CUE.name);
  return bits;
}
