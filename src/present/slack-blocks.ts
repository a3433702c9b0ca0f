import type { Message, MessageItem } from '../domain/delivery.ts';
import {
  context,
  fitBlocks,
  header,
  section,
  sizeOf,
  topText,
  type SlackBlock,
  type SlackReply,
} from './blocks.ts';
import { buyerLine } from './buyer-words.ts';
import { cardOf, type Card, type Facts } from './card.ts';
import { OGL_TEXT, OGL_URL } from './footer.ts';
import { dotted } from './lengths.ts';
import { bodyLines, buttonOf, headingOf, moreWords, openBesides, troubleLines } from './letter.ts';
import { POSSIBLY } from './link-words.ts';
import { escapeMrkdwn, link } from './mrkdwn.ts';
import { periodWords } from './period-words.ts';
import { sectionsOf } from './sections.ts';
import { subjectOf } from './subject.ts';

/** A message as a Slack post, within Block Kit's limits whatever it holds. */
export function renderSlack(message: Message): SlackReply {
  const alert = message.kind === 'alert';
  return {
    text: topText(alert && message.items.length > 0 ? alertText(message) : subjectOf(message)),
    blocks: fitBlocks({
      head: alert ? [] : head(message),
      groups: alert ? alertGroups(message) : digestGroups(message),
      total: message.items.length,
      tail: (left) => [
        ...(left > 0 ? [context(moreWords(left, false))] : []),
        ...besides(message),
        ...troubles(message),
        attribution(),
      ],
    }),
  };
}

/** What stands over a list, or is all of a message of sentences. */
function head(message: Message): readonly SlackBlock[] {
  const { period, cadence } = message;
  const button = buttonOf(message);
  return [
    header(headingOf(message)),
    ...(period === undefined ? [] : [context(escapeMrkdwn(periodWords(period, cadence)))]),
    ...fitting(bodyLines(message).map((sentence) => section(escapeMrkdwn(sentence)))),
    ...(button === undefined ? [] : [section(`*${link(button.url, button.label)}*`)]),
  ];
}

/** So much of what Slack takes may be sentences; a heading, a button and the foot have the rest. */
const MOST_SENTENCES = 7_000;

function fitting(sentences: readonly SlackBlock[]): readonly SlackBlock[] {
  const first = sentences.findIndex((_, at) => sizeOf(sentences.slice(0, at + 1)) > MOST_SENTENCES);
  return first < 0 ? sentences : sentences.slice(0, first);
}

/** What a notification shows: there is room for the whole title. */
function alertText(message: Message): string {
  return message.items
    .map((item) => cardOf(item, message.now))
    .map((card) => `${card.badge}: ${dotted([card.title, card.buyer, card.deadline])}`)
    .join('\n');
}

function* alertGroups(message: Message): Generator<SlackBlock[]> {
  for (const item of message.items) yield [whole(item, message.now)];
}

/** A section's heading goes with its first procurement, so that none stands alone. */
function* digestGroups(message: Message): Generator<SlackBlock[]> {
  for (const { title, items } of sectionsOf(message)) {
    for (const [index, item] of items.entries()) {
      const entry = section(entryText(cardOf(item, message.now)));
      yield index === 0 ? [section(`*${escapeMrkdwn(title)}*`), entry] : [entry];
    }
  }
}

function whole(item: MessageItem, now: number): SlackBlock {
  const card = cardOf(item, now);
  const why = card.because.map(({ words }) => `_${escapeMrkdwn(words.replaceAll('_', ' '))}_`);
  const framework = card.framework && `Bought under framework ${card.framework}`;
  const demands = card.demands && `Asks for ${card.demands}`;
  const more = dotted([card.stage, card.regions, card.sme, card.alsoOn, framework, card.route, demands]);
  const summary = card.summary === undefined ? [] : [card.summary];
  const suppliers = card.kind === 'awarded' && card.suppliers !== undefined ? [`To ${card.suppliers}`] : [];
  const possibly = card.possibly.map(({ words, url }) => `${POSSIBLY} ${link(url, words)}`);
  return section(
    [entryText(card), ...[...summary, ...suppliers, more].map(escapeMrkdwn), ...possibly, ...why].join('\n'),
  );
}

/** Badge, title, changes, buyer, deadline and value, and what is said against those: what every list shows of one procurement. */
function entryText(card: Card): string {
  const changes = card.changes.map(
    ({ label, was, now }) => `• ${label}: ~${escapeMrkdwn(was)}~ → *${escapeMrkdwn(now)}*`,
  );
  const notOpen = card.notOpen === undefined ? [] : [`:no_entry_sign: ${escapeMrkdwn(card.notOpen)}`];
  const warnings = card.warnings.map((warning) => `:warning: ${escapeMrkdwn(warning)}`);
  return [`*${card.badge}:* ${titleLine(card)}`, ...notOpen, ...changes, factsLine(card), ...warnings].join(
    '\n',
  );
}

/** The title, in bold, as a link to the portal. */
export function titleLine(facts: Facts): string {
  return `*${link(facts.url, facts.title)}*`;
}

/** `Ashcombe Borough Council · Wed 30 Sep 2026, 12:00 (29 days left) · £120,000 · Cyber security and identity`. */
export function factsLine(facts: Facts): string {
  return escapeMrkdwn(dotted([buyerLine(facts), facts.deadline, facts.value, ...facts.categories]));
}

function besides(message: Message): SlackBlock[] {
  const open = openBesides(message);
  return open === undefined ? [] : [context(open.words)];
}

function troubles(message: Message): SlackBlock[] {
  const lines = troubleLines(message);
  return lines.length === 0 ? [] : [context(escapeMrkdwn(lines.join('\n')))];
}

/** The licence asks for it wherever the data is shown. */
export function attribution(): SlackBlock {
  return context(link(OGL_URL, OGL_TEXT));
}
