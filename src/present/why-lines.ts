import type { Why, WhyRule } from '../domain/why.ts';
import { whyConclusion } from './why-conclusion.ts';
import { whyNotHeldLines } from './why-not-held.ts';
import { ruleWords } from './why-words.ts';

/** A rule for people: its name, `✓`, `✗` or `–`, and a sentence with the values. */
export interface SaidRule {
  readonly rule: WhyRule['rule'];
  readonly verdict: WhyRule['verdict'];
  readonly words: readonly string[];
}

export interface SaidWhy {
  readonly rules: readonly SaidRule[];
  /** One sentence. */
  readonly conclusion: string;
}

const SIGNS: Readonly<Record<WhyRule['verdict'], string>> = { yes: '✓', no: '✗', aside: '–' };

const LABELS: Readonly<Record<WhyRule['rule'], string>> = {
  collected: 'Collected',
  procurement: 'Procurement',
  audible: 'Audible',
  since: 'Since then',
  it: 'IT',
  clause: 'Query',
  muted: 'Muted',
  'days-left': 'Days left',
  frameworks: 'Frameworks',
  open: 'Open',
  wanted: 'Wanted',
  subscription: 'Subscription',
  told: 'Told',
  channel: 'Channel',
};
const LABEL_WIDTH = 14;

/** Why a subscription was told of a notice or not, in words. `now` is UTC milliseconds. */
export function sayWhy(why: Why, now: number): SaidWhy {
  if (why.kind === 'not-held') return whyNotHeldLines(why, now);
  const rules = why.rules.map((rule) => ({
    rule: rule.rule,
    verdict: rule.verdict,
    words: ruleWords(rule, now),
  }));
  return { rules, conclusion: whyConclusion(why) };
}

/** Rule by rule, a line each, and then the conclusion. */
export function whyLines({ rules, conclusion }: SaidWhy): readonly string[] {
  const labels = rules.map(({ rule }, at) => (rules[at - 1]?.rule === rule ? '' : LABELS[rule]));
  return [
    ...rules.flatMap(({ verdict, words: [first = '', ...more] }, at) => [
      `${SIGNS[verdict]} ${(labels[at] ?? '').padEnd(LABEL_WIDTH)}${first}`,
      ...more.map((words) => `${' '.repeat(LABEL_WIDTH + 2)}${words}`),
    ]),
    '',
    conclusion,
  ];
}
