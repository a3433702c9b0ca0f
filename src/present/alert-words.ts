import type { Subscription } from '../domain/subscription.ts';
import { describeQuery } from '../match/describe.ts';
import { parseQuery } from '../match/parse.ts';
import { line } from './clean-text.ts';
import { dotted, LONGEST, numberWords } from './lengths.ts';
import { dateWords } from './london-words.ts';
import { escapeMrkdwn } from './mrkdwn.ts';

const CADENCES: Readonly<Record<Subscription['cadence'], string>> = {
  instant: 'at once',
  daily: 'once a day',
  weekly: 'once a week',
};

const WANTED: Readonly<Record<Subscription['wanted'][number], string>> = {
  new: 'new ones',
  changes: 'changes',
  awards: 'awards',
  closing: 'a reminder before the deadline',
};

/** What an alert looks for, in a sentence without a full stop; plain. */
export function alertTitle({ query }: Pick<Subscription, 'query'>): string {
  return line(describeQuery(parseQuery(query).query), LONGEST.query);
}

/** `at once · new ones, changes`, as mrkdwn: what somebody chose. */
export function alertTerms({ cadence, wanted }: Pick<Subscription, 'cadence' | 'wanted'>): string {
  return escapeMrkdwn(dotted(terms({ cadence, wanted })));
}

function terms({ cadence, wanted }: Pick<Subscription, 'cadence' | 'wanted'>): readonly string[] {
  return [CADENCES[cadence], wanted.map((one) => WANTED[one]).join(', ')];
}

/** `at once · new ones, changes · on`, as mrkdwn; `told`: how many it told in the last 30 days. */
export function alertFacts(alert: Subscription, told: number | undefined): string {
  const many = told === undefined ? undefined : toldWords(told);
  return escapeMrkdwn(dotted([...terms(alert), alertState(alert), many]));
}

function toldWords(told: number): string {
  return told === 0 ? 'told nothing in the last 30 days' : `told ${numberWords(told)} in the last 30 days`;
}

/** Plain: `on`, `paused until Mon 7 Dec 2026`, `paused: the bot was taken out of the channel`. */
function alertState({ state, pausedUntil, reason, notify }: Subscription): string {
  if (state === 'ended') return 'deleted';
  if (state === 'paused') {
    if (pausedUntil !== undefined) return `paused until ${dateWords(pausedUntil)}`;
    if (reason === undefined) return 'paused';
    const why = line(reason, LONGEST.reason);
    return why.startsWith('paused') ? why : `paused: ${why}`;
  }
  return notify ? 'on' : 'kept, but tells nothing';
}
