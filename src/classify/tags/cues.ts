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
  fit: 256,
  threshold: 512,
} as const;

const WORDS: readonly (readonly [cue: keyof typeof CUE, words: string])[] = [
  ['framework', 'framework dps dynamic'],
  ['callOff', 'call called calling mini minicompetition competition calloff'],
  ['direct', 'direct directly prior transparency veat publication competition waiver exemption single'],
  ['open', 'open'],
  [
    'demand',
    'bpss baseline ctc counter sc security dv edv developed nppv nppv1 nppv2 nppv3 nppv4 non cyber 27001 iso27001',
  ],
  ['insurance', 'indemnity liability cyber pi pl el'],
  ['turnover', 'turnover turn'],
  ['fit', 'sme smes vcse vcses medium voluntary'],
  ['threshold', 'threshold thresholds'],
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
