import { londonDateTime } from '../base/london.ts';
import type { ToldRecord, WhyConclusion, WhyHeld, WhyRule, NothingToTell } from '../domain/why.ts';
import { line } from './clean-text.ts';
import { LONGEST } from './lengths.ts';
import { itSaid, ruleWords, TOLD_WORDS } from './why-words.ts';

/** What it comes to, in one sentence. */
export function whyConclusion({
  conclusion,
  subscription,
}: Pick<WhyHeld, 'conclusion' | 'subscription'>): string {
  switch (conclusion.kind) {
    case 'sent':
      return sentWords(conclusion);
    case 'sending':
      return 'It is being sent right now.';
    case 'queued':
      return queuedWords(conclusion);
    case 'freed':
      return freedWords(conclusion, subscription.state === 'ended');
    case 'coming':
      return `It will be in the ${conclusion.cadence} digest of ${londonDateTime(conclusion.slot)}, ${TOLD_WORDS[conclusion.as]}.`;
    case 'not':
    default:
      return notWords(conclusion, subscription.state === 'paused');
  }
}

type Of<Kind extends WhyConclusion['kind']> = Extract<WhyConclusion, { kind: Kind }>;

function sentWords({ told, last }: Of<'sent'>): string {
  const then = last === undefined ? '' : `, and last ${whenWords(last)} ${TOLD_WORDS[last.entry.kind]}`;
  const other = told.isOther
    ? `, for subscription ${told.entry.subscriptionIds.join(', ')} of the same subscriber: nobody is told twice`
    : '';
  if (told.delivery === undefined)
    return `It was known to the subscriber ${whenWords(told)}, without a message${then}.`;
  return `It was sent ${whenWords(told)} ${TOLD_WORDS[told.entry.kind]}${byWords(told)}${then}${other}.`;
}

function whenWords({ entry }: ToldRecord): string {
  return `on ${londonDateTime(entry.toldAt ?? 0)}`;
}

function byWords({ delivery }: ToldRecord): string {
  return delivery?.kind === 'digest' ? `, in the ${delivery.cadence} digest` : '';
}

function queuedWords({ told: { delivery, entry }, pausedUntil }: Of<'queued'>): string {
  const what = `It waits to be sent ${TOLD_WORDS[entry.kind]}`;
  if (pausedUntil !== undefined) return `${what}; sending is paused until ${londonDateTime(pausedUntil)}.`;
  if (delivery?.reason !== undefined)
    return `${what}; the last attempt failed (${line(delivery.reason, LONGEST.trouble)}), and the next is due ${londonDateTime(delivery.dueAt)}.`;
  const due = delivery === undefined ? '' : `, due since ${londonDateTime(delivery.dueAt)}`;
  return `${what}${due}: \`serve\` or \`dispatch\` sends it.`;
}

function freedWords({ told: { delivery }, next }: Of<'freed'>, isOver: boolean): string {
  const reason = delivery?.reason === undefined ? '' : ` (${line(delivery.reason, LONGEST.trouble)})`;
  const later =
    next === undefined
      ? 'a summary tells it when the subscriber can be reached again'
      : `the digest of ${londonDateTime(next)} will carry it`;
  const then = isOver ? 'the subscription has ended' : later;
  return `It was not sent because its message could not be delivered${reason}; ${then}.`;
}

function notWords({ because, otherwise, before }: Of<'not'>, isPaused: boolean): string {
  const known = before === undefined ? '' : ` (the procurement was told of ${whenWords(before)})`;
  if (because.length === 0)
    return `It was not sent because ${OTHERWISE[otherwise ?? 'no-event-since']}${known}.`;
  const left = because.length - MOST_REASONS;
  const more = left > 0 ? [`${left} more ${left === 1 ? 'reason' : 'reasons'} above`] : [];
  const reasons = [...because.slice(0, MOST_REASONS).map(reasonWords), ...more];
  const later = isPaused ? ' What a paused subscription misses is told when it rings again.' : '';
  return `It was not sent because ${reasons.join('; and ')}${known}.${later}`;
}

const MOST_REASONS = 3;

const OTHERWISE: Readonly<Record<NothingToTell, string>> = {
  'says-nothing-new': 'it says nothing else than the subscriber was told before',
  'a-copy': 'it is a copy of what the subscriber was told before',
  paperwork: 'it is the paperwork of an award, which is told once',
  'no-event-since': 'nothing has happened to it since it began to match; its next news will be told',
};

/** A rule that stopped it, as the end of "because …". */
function reasonWords(rule: WhyRule): string {
  const [words = ''] = ruleWords(rule, 0);
  if (rule.rule === 'clause')
    return `the query asks for ${rule.standing.asks}, but ${withIt(rule.standing.finds)}`;
  if (rule.rule === 'it') {
    const { setting, it } = rule.classification;
    return `the query asks for IT in the setting ${rule.asked ?? 'any'}, but it is ${itSaid(setting, it)}`;
  }
  if (rule.rule === 'open' && words.startsWith('closed '))
    return `it ${words.replace(/; asked as of .*$/, '')}`;
  return `${LEADS[rule.rule] ?? ''}${words.replace(/^(?:muted [^:]*: |it (?=wants))/, '')}`;
}

/** How the words of a rule begin, at the end of "because …". */
const LEADS: Readonly<Partial<Record<WhyRule['rule'], string>>> = {
  audible: 'it was ',
  muted: 'the subscriber muted ',
  'days-left': 'the subscription ',
  frameworks: 'it is ',
  open: 'it is ',
  wanted: 'the subscription ',
};

/** `'guarding' in the title` → `it has 'guarding' in the title`. */
function withIt(finds: string): string {
  return /^(?:it|its|none) /.test(finds) ? finds : `it has ${finds}`;
}
