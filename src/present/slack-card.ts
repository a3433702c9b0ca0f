import type { MessageItem } from '../domain/delivery.ts';
import { context, type SlackBlock } from './blocks.ts';
import { buyerLine } from './buyer-words.ts';
import { cardOf, type Card, type Facts } from './card.ts';
import { OGL_TEXT, OGL_URL } from './footer.ts';
import { dotted } from './lengths.ts';
import { POSSIBLY } from './link-words.ts';
import { escapeMrkdwn, link } from './mrkdwn.ts';

/** One procurement of a message, as a message now says it. */
export interface Shown {
  readonly item: MessageItem;
  readonly now: number;
  /** In place of the card's own: what the message on which a thread hangs says of it by now. */
  readonly badge?: string | undefined;
  /** In a thread, whose head says what is wanted and how it is bought. */
  readonly isReply?: boolean | undefined;
  /** What stands over it in a list, so that its badge need not say it again; '' where the message's heading says it. */
  readonly under?: string | undefined;
}

/** Badge, title, changes, facts and what is said against them: what every list shows of one procurement. */
export function entryOf(shown: Shown): string {
  return entryText(wordsOf(shown), shown);
}

/** All that is said of one procurement, but for why it came. */
export function wholeOf(shown: Shown): string {
  const card = wordsOf(shown);
  const framework = card.framework && `Bought under framework ${card.framework}`;
  const demands = card.demands && `Asks for ${card.demands}`;
  const more = dotted([card.stage, card.regions, card.sme, card.alsoOn, framework, card.route, demands]);
  const summary = card.summary === undefined ? [] : [card.summary];
  const about = shown.isReply === true ? [] : [...summary, more];
  const suppliers = card.kind === 'awarded' && card.suppliers !== undefined ? [`To ${card.suppliers}`] : [];
  const possibly = card.possibly.map(({ words, url }) => `${POSSIBLY} ${link(url, words)}`);
  return [entryText(card, shown), ...[...suppliers, ...about].map(escapeMrkdwn), ...possibly].join('\n');
}

/** Why it came, a line each. */
export function whyOf({ item, now }: Shown): readonly string[] {
  return cardOf(item, now).because.map(({ words }) => escapeMrkdwn(words));
}

function wordsOf({ item, now, badge }: Shown): Card {
  const card = cardOf(item, now);
  return badge === undefined ? card : { ...card, badge };
}

function entryText(card: Card, { under, badge }: Shown): string {
  const changes = card.changes.map(
    ({ label, was, now }) => `• ${label}: ~${escapeMrkdwn(was)}~ → *${escapeMrkdwn(now)}*`,
  );
  const notOpen = card.notOpen === undefined ? [] : [`:no_entry_sign: ${escapeMrkdwn(card.notOpen)}`];
  const warnings = card.warnings.map((warning) => `:warning: ${escapeMrkdwn(warning)}`);
  const isSaid = badge === undefined && under !== undefined && (under === '' || under.startsWith(card.badge));
  const title = isSaid ? titleLine(card) : `*${card.badge}:* ${titleLine(card)}`;
  return [title, ...notOpen, ...changes, factsLine(card), ...warnings].join('\n');
}

/** The title, in bold, as a link to the portal. */
export function titleLine(facts: Facts): string {
  return `*${link(facts.url, facts.title)}*`;
}

/** `Ashcombe Borough Council · Wed 30 Sep 2026, 12:00 (29 days left) · £120,000 · Cyber security and identity`. */
export function factsLine(facts: Facts): string {
  return escapeMrkdwn(dotted([buyerLine(facts), facts.deadline, facts.value, ...facts.categories]));
}

/** The licence asks for it wherever the data is shown. */
export function attribution(): SlackBlock {
  return context(link(OGL_URL, OGL_TEXT));
}
