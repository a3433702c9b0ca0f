import type { Message, MessageItem } from '../domain/delivery.ts';
import {
  actions,
  context,
  fitBlocks,
  fitGroups,
  header,
  section,
  sectionWith,
  sizeOf,
  topText,
  type SlackBlock,
  type SlackReply,
} from './blocks.ts';
import { cardOf } from './card.ts';
import { line } from './clean-text.ts';
import { button } from './elements.ts';
import { itemActs, itemMenu } from './item-acts.ts';
import { dotted, LONGEST, numberWords } from './lengths.ts';
import { bodyLines, buttonOf, headingOf, isOneAlert, openBesides, troubleLines } from './letter.ts';
import { dateTimeWords } from './london-words.ts';
import { escapeMrkdwn, link } from './mrkdwn.ts';
import { periodWords } from './period-words.ts';
import { sectionsOf } from './sections.ts';
import { attribution, entryOf, wholeOf, whyOf, type Shown } from './slack-card.ts';
import { headed, threadOf, titlesOf, type SlackThreaded } from './slack-digest.ts';
import { ACTS } from './slack-names.ts';
import { isSentences, subjectOf } from './subject.ts';

/** A message as it is posted. */
export interface SlackPost extends SlackReply {
  /** What is to stand in its thread, in order: a digest's cards. */
  readonly thread: readonly SlackThreaded[];
  /** The procurements that found no room, neither in it nor in its thread, in the order in which they would have stood. */
  readonly left: readonly number[];
}

/** What a message has no room for when its badges grow longer than they were. */
const SPARE = 700;

/** A message as a Slack post, within Block Kit's limits whatever it holds. */
export function renderSlack(message: Message): SlackPost {
  if (isSentences(message)) return alone(message, [...head(message), ...foot(message)]);
  if (message.kind === 'digest') return digest(message);
  const [only] = message.items;
  if (only !== undefined && isOneAlert(message)) {
    const isReply = message.thread !== undefined;
    return alone(message, [...card({ item: only, now: message.now, isReply }), ...foot(message)]);
  }
  return list(message, SPARE);
}

/**
 * The message on which a reply hangs, as it reads now; undefined where there is nothing to update. It keeps its form: one card, or a
 * list.
 */
export function renderFirst(reply: Message): SlackReply | undefined {
  const { first, now } = reply;
  if (first === undefined || first.items.length === 0) return undefined;
  const { deliveryId, left = [], ...stood } = first;
  const message: Message = { ...reply, ...stood, deliveryId, period: undefined, openBesides: undefined };
  const [only] = message.items;
  if (only !== undefined && isOneAlert(message)) {
    const badge = badgeNow(only.kind);
    const blocks = [...card({ item: only, now, badge }), updatedLine(reply), ...foot(message)];
    return { text: textOf(message, badge), blocks };
  }
  const { text, blocks } = list(message, 0, { left, updated: updatedLine(reply, reply.items[0]) });
  return { text, blocks };
}

/** When it was, and in a list of what, for that may be among those that have no room; without a reply no thread says more. */
function updatedLine({ items, now }: Message, of?: MessageItem): SlackBlock {
  const { url, title } = of?.procurement.view ?? { url: undefined, title: '' };
  const what = of === undefined ? '' : `${link(url, line(title, LONGEST.brief))}, `;
  const when = escapeMrkdwn(dateTimeWords(now));
  return context(`Updated ${what}${when}${items.length === 0 ? '' : ': see the thread'}`);
}

/** What the thread tells of as a change is, at its head, what was updated. */
function badgeNow(kind: Shown['item']['kind']): string | undefined {
  return kind === 'changed' ? 'Updated' : undefined;
}

/** The digest as it stands when these of its procurements are in no message of its thread. */
export function renderDigestRoot(message: Message, left: readonly number[]): SlackReply {
  const top = [...head(message)];
  const tail = (hidden: number): SlackBlock[] => [
    context(
      hidden > 0
        ? `and ${numberWords(hidden)} more. Details of all are in the thread.`
        : 'Details are in the thread.',
    ),
    ...rest(message, left.length),
    ...foot(message),
  ];
  const { length } = message.items;
  const { blocks, shown } = titlesOf(message, 9_500 - sizeOf(top) - sizeOf(tail(length)));
  return { text: textOf(message), blocks: [...top, ...blocks, ...tail(length - shown)] };
}

function digest(message: Message): SlackPost {
  if (message.items.length === 0) return alone(message, [...head(message), ...foot(message)]);
  const { thread, left } = threadOf(message);
  return { ...renderDigestRoot(message, left), thread, left };
}

function alone(message: Message, blocks: readonly SlackBlock[]): SlackPost {
  const fitted = fitBlocks({ head: blocks, groups: [], total: 0, tail: () => [] });
  return { text: textOf(message), blocks: fitted, thread: [], left: [] };
}

/** One procurement, why it came, and what to do about it. */
function card(shown: Shown): readonly SlackBlock[] {
  const why = whyOf(shown);
  return [
    section(wholeOf(shown)),
    ...(why.length === 0 ? [] : [context(why.join('\n'))]),
    itemActs(shown.item.procurement, shown.now),
  ];
}

/** Several, each with its menu. `standing`: what had no room from the first, which its heading counts, and when it was updated. */
function list(
  message: Message,
  spare: number,
  standing: { readonly left: readonly MessageItem[]; readonly updated?: SlackBlock } = { left: [] },
): SlackPost {
  const { updated } = standing;
  const all = { ...message, items: [...message.items, ...standing.left] };
  const ordered = sectionsOf(message).flatMap(({ items }) => items);
  const { blocks, placed } = fitGroups(
    {
      head: head(all),
      groups: entries(message, sectionsOf(all).length > 1, updated !== undefined),
      total: ordered.length,
      tail: (left) => [
        ...(updated === undefined ? [] : [updated]),
        ...rest(message, standing.left.length + left),
        ...foot(message),
      ],
    },
    spare,
  );
  const left = ordered.slice(placed).map(({ procurement }) => procurement.id);
  return { text: textOf(all), blocks, thread: [], left };
}

/** A section's heading goes with its first procurement, so that none stands alone; the only one is the message's. */
function* entries(message: Message, isSeveral: boolean, isUpdate: boolean): Generator<SlackBlock[]> {
  for (const { heading, item, isFirst } of headed(message, isSeveral)) {
    const badge = isUpdate ? badgeNow(item.kind) : undefined;
    const entry = sectionWith(
      entryOf({ item, now: message.now, badge, under: heading }),
      itemMenu(item.procurement.id),
    );
    yield isFirst && heading !== '' ? [section(`*${escapeMrkdwn(heading)}*`), entry] : [entry];
  }
}

/** What found no room, and how to see it. */
function rest({ deliveryId }: Message, left: number): SlackBlock[] {
  if (left === 0) return [];
  const label = left === 1 ? 'Show 1 more' : `Show ${numberWords(left)} more`;
  return deliveryId === undefined
    ? [context(`and ${numberWords(left)} more`)]
    : [actions(button({ label, act: ACTS.rest, value: `${deliveryId} 1` }))];
}

/** What stands over a list, or is all of a message of sentences. */
function head(message: Message): readonly SlackBlock[] {
  const { period, cadence } = message;
  const press = buttonOf(message);
  return [
    header(headingOf(message)),
    ...(period === undefined ? [] : [context(escapeMrkdwn(periodWords(period, cadence)))]),
    ...fitting(bodyLines(message).map((sentence) => section(named(escapeMrkdwn(sentence))))),
    ...(press === undefined ? [] : [section(`*${link(press.url, press.label)}*`)]),
  ];
}

/** A channel that our own sentences speak of, by its name: Slack puts that in, for whoever may see it. */
function named(sentence: string): string {
  return sentence.replaceAll(/\bchannel #([CG][A-Z0-9]{2,})\b/g, 'channel <#$1>');
}

/** So much of what Slack takes may be sentences; a heading, a button and the foot have the rest. */
const MOST_SENTENCES = 7_000;

function fitting(sentences: readonly SlackBlock[]): readonly SlackBlock[] {
  const first = sentences.findIndex((_, at) => sizeOf(sentences.slice(0, at + 1)) > MOST_SENTENCES);
  return first < 0 ? sentences : sentences.slice(0, first);
}

/** What a notification shows: of one procurement there is room for the whole title. */
function textOf(message: Message, instead?: string): string {
  const [only] = message.items;
  if (only === undefined || !isOneAlert(message)) return topText(subjectOf(message));
  const { badge, title, buyer, deadline } = cardOf(only, message.now);
  return topText(`${instead ?? badge}: ${dotted([title, buyer, deadline])}`);
}

function foot(message: Message): readonly SlackBlock[] {
  const open = openBesides(message);
  const lines = troubleLines(message);
  return [
    ...(open === undefined ? [] : [context(open.words)]),
    ...(lines.length === 0 ? [] : [context(escapeMrkdwn(lines.join('\n')))]),
    attribution(),
  ];
}
