import { PORTAL_NAMES } from '../domain/portal.ts';
import type { ProcurementEvent } from '../domain/event.ts';
import type { Story } from '../domain/story.ts';
import { actions, context, modal, section, type SlackBlock, type SlackModal } from './blocks.ts';
import { changeWords } from './change-words.ts';
import { categoryLine, itWords, speaksFor } from './class-words.ts';
import { line } from './clean-text.ts';
import { factsOf, type Facts } from './card.ts';
import { button } from './elements.ts';
import { LONGEST, MOST_ITEMS, dotted } from './lengths.ts';
import { linkBackRow, linkRows, lookalikeWords, POSSIBLY } from './link-words.ts';
import { dateWords } from './london-words.ts';
import { clampEscaped, escapeMrkdwn, link } from './mrkdwn.ts';
import { remindDaysOf } from './remind-days.ts';
import { attribution, titleLine } from './slack-card.ts';
import { ACTS, FORMS } from './slack-names.ts';

const MOST = { description: 900, documents: 15, lots: 15, notices: 12, events: 12, reasons: 6 } as const;

/** All that is known of one procurement. `said`: what somebody has just done about it. */
export function detailsView(story: Story, now: number, said: readonly SlackBlock[] = []): SlackModal {
  const { held } = story;
  const facts = factsOf(held, now);
  return modal({
    name: FORMS.details,
    title: 'Details',
    memo: String(held.id),
    blocks: [
      ...said,
      section(
        [titleLine(facts), ...(facts.summary === undefined ? [] : [escapeMrkdwn(facts.summary)])].join('\n'),
      ),
      ...acts(held, now),
      section(factLines(story, facts).join('\n')),
      ...titled('Why it is here', whyLines(story)),
      ...titled('What happened', timeline(story)),
      ...titled('Documents', documents(story)),
      ...titled('Lots', lots(story)),
      ...titled('Contacts', [contacts(facts)]),
      ...titled('Its notices', elsewhere(story)),
      ...titled('Linked', linked(story)),
      ...titled('As its notices say', [description(story)]),
      attribution(),
    ],
  });
}

function acts({ id, view }: Story['held'], now: number): SlackBlock[] {
  const value = String(id);
  const buttons = [
    button({ label: 'Follow', act: ACTS.follow, value, style: 'primary' }),
    ...(remindDaysOf(view, now).length === 0
      ? []
      : [button({ label: 'Remind me…', act: ACTS.remind, value })]),
    button({ label: 'Share…', act: ACTS.share, value }),
    button({ label: 'Mute this buyer', act: ACTS.muteBuyer, value }),
    button({ label: 'Not relevant', act: ACTS.notRelevant, value }),
  ];
  return [actions(...buttons)];
}

function titled(title: string, lines: readonly string[]): SlackBlock[] {
  const said = lines.filter((one) => one !== '');
  return said.length === 0 ? [] : [section(`*${title}*\n${said.join('\n')}`)];
}

function factLines({ held: { view } }: Story, facts: Facts): readonly string[] {
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Buyer', dotted([facts.buyer, facts.buyerType])],
    ['Deadline', facts.deadline],
    ['Value', facts.value],
    ['Stage', facts.stage],
    ['Where', facts.regions],
    ['Route', facts.route],
    ['Framework', facts.framework],
    ['Asks for', facts.demands],
    ['SMEs', facts.sme],
    ['Suppliers', facts.suppliers],
    ['Published', dateWords(view.published)],
  ];
  return [
    ...rows.flatMap(([label, words]) => (words === undefined ? [] : [`*${label}:* ${escapeMrkdwn(words)}`])),
    ...facts.warnings.map((warning) => `:warning: ${escapeMrkdwn(warning)}`),
  ];
}

function whyLines({ held: { classification } }: Story): readonly string[] {
  const placed = classification.categories.flatMap(
    (one) => categoryLine(one) ?? line(one.name, LONGEST.category),
  );
  const reasons = classification.reasons
    .filter(speaksFor)
    .map(({ words }) => line(words, LONGEST.reason))
    .slice(0, MOST.reasons);
  const it = `Information technology: ${itWords(classification)}`;
  return [it, ...(placed.length === 0 ? reasons : placed)].map((words) => `• ${escapeMrkdwn(words)}`);
}

/** Its notices and what happened to it, the newest first. */
function timeline({ history }: Story): readonly string[] {
  const newest = history.toReversed();
  return capped(newest.map(eventLine), MOST.events);
}

const HAPPENED: Readonly<Record<ProcurementEvent['kind'], string>> = {
  opened: 'Opened',
  'stage-changed': 'Moved on',
  amended: 'Changed',
  'deadline-earlier': 'Deadline earlier',
  'deadline-later': 'Deadline later',
  cancelled: 'Cancelled',
  awarded: 'Awarded',
  merged: 'Found to be the same as another notice',
  split: 'Parted from another notice',
  corrected: 'Classified anew by a person',
};

function eventLine({ kind, published, changes }: ProcurementEvent): string {
  const changed = changes
    .slice(0, MOST_ITEMS.changes)
    .map(changeWords)
    .map(({ label, was, now }) => `${label}: ${was} → ${now}`);
  const words = [HAPPENED[kind], ...changed].join(' · ');
  return `• ${dateWords(published)}: ${escapeMrkdwn(line(words, LONGEST.trouble))}`;
}

function documents({ held: { view } }: Story): readonly string[] {
  return capped(
    view.documents.map(({ title, url }) => `• ${link(url, line(title, LONGEST.title) || 'Document')}`),
    MOST.documents,
  );
}

function lots({ held: { view } }: Story): readonly string[] {
  return capped(
    view.lots.map(({ id, title, status }) => {
      const state = status === undefined ? '' : ` (${status})`;
      return `• ${escapeMrkdwn(line(`${title ?? `Lot ${id}`}${state}`, LONGEST.title))}`;
    }),
    MOST.lots,
  );
}

/** Names of people stay where they were published. */
function contacts({ url, buyer, portal }: Facts): string {
  const where = `See “Contact” on the notice's page at ${portal}`;
  return `${escapeMrkdwn(buyer)}. ${link(url, where)}`;
}

function elsewhere({ held: { view } }: Story): readonly string[] {
  if (view.notices.length < 2) return [];
  return capped(
    view.notices.map(({ portal, noticeId, url, published }) => {
      const words = `${PORTAL_NAMES[portal]} ${noticeId}`;
      return `• ${link(url, line(words, LONGEST.name))}, ${dateWords(published)}`;
    }),
    MOST.notices,
  );
}

function linked({ links, linkedFrom, possibly }: Story): readonly string[] {
  const rows = [...links.flatMap(linkRows), ...linkedFrom.map(linkBackRow)];
  const known = rows.map(([label, words]) => `• ${label}: ${escapeMrkdwn(words)}`);
  const alike = possibly
    .slice(0, MOST_ITEMS.possibly)
    .map(({ other }) => `• ${POSSIBLY} ${link(other.url, lookalikeWords(other))}`);
  return capped([...known, ...alike], MOST_ITEMS.links);
}

function description({ held: { view } }: Story): string {
  return clampEscaped(escapeMrkdwn(view.description.replaceAll(/\s+/gu, ' ').trim()), MOST.description);
}

function capped(lines: readonly string[], most: number): readonly string[] {
  const left = lines.length - most;
  return left > 0 ? [...lines.slice(0, most), `and ${left} more`] : lines;
}

/** Shown where there is nothing to show. */
export function goneView(): SlackModal {
  return modal({
    name: FORMS.details,
    title: 'Details',
    memo: '',
    blocks: [
      section('I do not hold this procurement any more.'),
      context('Its notice may still be on its portal.'),
    ],
  });
}
