import type { Message, MessageLinks } from '../domain/delivery.ts';
import { inSentence } from './because-words.ts';
import { factsOf } from './card.ts';
import { line } from './clean-text.ts';
import { footerWords, type Footer, type FooterWords } from './footer.ts';
import { LONGEST, MOST_ITEMS, dotted, numberWords } from './lengths.ts';
import { dateTimeWords } from './london-words.ts';
import { periodWords } from './period-words.ts';
import { sectionsOf } from './sections.ts';
import { countWords, headlineOf, isSentences } from './subject.ts';
import { subscriptionTag } from './subscription-words.ts';

/** A subscription that a digest is for, and how much it brought. */
export interface Contribution {
  readonly tag: string;
  readonly words: string;
}

/** What stands round the procurements of a mail, in words. */
export interface Letter {
  /** Undefined where the one procurement speaks for itself. */
  readonly heading: string | undefined;
  /** What an inbox shows after the subject. */
  readonly preview: string;
  /** Of which part of time it speaks. */
  readonly period: string | undefined;
  /** What a list is for, a subscription each. */
  readonly contributions: readonly Contribution[];
  /** The sentences of a message that says its own. */
  readonly body: readonly string[];
  readonly button: Message['button'];
  /** Undefined where nothing in it grows old. */
  readonly asOf: string | undefined;
  /** What is open besides what is offered. */
  readonly open: { readonly words: string; readonly url: string | undefined } | undefined;
  readonly troubles: readonly string[];
  /** Stands above a list, too, where a long one would hide the foot. */
  readonly leave: Pick<MessageLinks, 'unsubscribe' | 'manage'> | undefined;
  readonly footer: FooterWords;
}

export function letterOf(message: Message, footer: Footer): Letter {
  const isList = !isSentences(message) && message.kind !== 'alert';
  return {
    heading: isOneAlert(message) ? undefined : headingOf(message),
    preview: previewOf(message),
    period: message.period && periodWords(message.period, message.cadence),
    contributions: isList ? contributionsTo(message) : [],
    body: bodyLines(message),
    button: buttonOf(message),
    asOf: asOfWords(message),
    open: openBesides(message),
    troubles: troubleLines(message),
    leave: isList ? message.links : undefined,
    footer: footerWords(message, footer),
  };
}

/** What there is to press, its label a clean line. */
export function buttonOf({ button }: Pick<Message, 'button'>): Message['button'] {
  return button && { url: button.url, label: line(button.label, LONGEST.button) || 'Open' };
}

/** Whether all that a message says is one procurement. */
export function isOneAlert({ kind, items }: Pick<Message, 'kind' | 'items'>): boolean {
  return kind === 'alert' && items.length === 1;
}

/** What stands over a list: how much of what; over a message of sentences, what it is about. */
export function headingOf(message: Message): string {
  return isSentences(message) ? headlineOf(message) : countWords(message);
}

/** The facts of an alert, the first sentence, or the most urgent titles. */
function previewOf(message: Message): string {
  if (isSentences(message)) return bodyLines(message)[0] ?? '';
  const [first] = message.items;
  if (first !== undefined && isOneAlert(message)) {
    const { deadline, value, categories } = factsOf(first.procurement, message.now);
    return dotted([deadline, value, ...categories]);
  }
  const ordered = sectionsOf(message).flatMap(({ items }) => items);
  return dotted(
    ordered.slice(0, MOST_ITEMS.preview).map((item) => line(item.procurement.view.title, LONGEST.brief)),
  );
}

function asOfWords({ kind, now }: Message): string | undefined {
  if (kind === 'confirmation' || kind === 'manage') return undefined;
  return `As of ${dateTimeWords(now)}, London time.`;
}

/** `3 for IT procurements that mention 'cyber'`, a subscription each, those that brought most first. */
function contributionsTo({ items }: Message): readonly Contribution[] {
  const brought = new Map<number, { query: string; described: string; count: number }>();
  for (const { because } of items)
    for (const { subscriptionId, query, described } of because) {
      const known = brought.get(subscriptionId);
      brought.set(subscriptionId, { query, described, count: (known?.count ?? 0) + 1 });
    }
  const all = [...brought.values()].toSorted((a, b) => b.count - a.count);
  const shown = all.slice(0, MOST_ITEMS.subscriptions).map(({ query, described, count }) => ({
    tag: subscriptionTag(query),
    words: `${numberWords(count)} for ${inSentence(described)}`,
  }));
  const left = all.length - shown.length;
  return left > 0 ? [...shown, { tag: '', words: `and ${numberWords(left)} more subscriptions` }] : shown;
}

/** The sentences of a message that says its own, behind its headline; none of any other. */
export function bodyLines(message: Message): readonly string[] {
  if (!isSentences(message)) return [];
  return cleanLines(message.words?.slice(1) ?? [], LONGEST.sentence).slice(0, MOST_ITEMS.words);
}

/** Portals that could not be read, a clean line each. */
export function troubleLines({ troubles }: Message): readonly string[] {
  return cleanLines(troubles, LONGEST.trouble).slice(0, MOST_ITEMS.troubles);
}

function cleanLines(lines: readonly string[], most: number): readonly string[] {
  return lines.map((one) => line(one, most)).filter((one) => one !== '');
}

/** What stands over the troubles. */
export const TROUBLES_TITLE = 'What could not be read';

/** That more is open than is offered, and where; undefined where there is none. */
export function openBesides({
  openBesides: count = 0,
  links,
}: Message): { readonly words: string; readonly url: string | undefined } | undefined {
  if (count === 0) return undefined;
  return { words: `and ${numberWords(count)} more open now`, url: links && `${links.rest}/open` };
}

/** What stands in place of the procurements that found no room; `isLinked`: it leads to them. */
export function moreWords(left: number, isLinked: boolean): string {
  const more = `and ${numberWords(left)} more`;
  return isLinked ? more : `${more}. A narrower query would show you each of them.`;
}
