import { londonDate, londonDateTime } from '../base/london.ts';
import type { ProcurementEvent } from '../domain/event.ts';
import type { Period } from '../domain/notice.ts';
import { PORTAL_NAMES } from '../domain/portal.ts';
import type { HeldProcurement, NoticeRef, Reason, SourcedField, View } from '../domain/procurement.ts';
import type { Lookalike, Story } from '../domain/story.ts';
import type { NoticeName, Tie } from '../domain/tie.ts';
import { factsOf, type Facts } from './card.ts';
import { changeWords, fieldWords } from './change-words.ts';
import { line } from './clean-text.ts';
import { itWords, speaksFor } from './class-words.ts';
import { conflictLine } from './conflict-words.ts';
import { endWords } from './end-words.ts';
import { LONGEST, MOST_ITEMS, dotted, listed } from './lengths.ts';
import { briefWords, linkBackRow, linkRows } from './link-words.ts';
import { safeUrl } from './safe-url.ts';
import { stageName } from './stage-words.ts';
import { tagWords } from './tag-words.ts';

const LABEL_WIDTH = 12;
const DATE_WIDTH = 17;
const STAGE_WIDTH = 19;

type Row = readonly [string, string | undefined];

/** A procurement whole, for a terminal: a label and its words to a line, then its notices and what happened, oldest first. */
export function storyLines(story: Story, now: number): readonly string[] {
  const { held } = story;
  const facts = factsOf(held, now);
  return [
    `#${held.id}  ${facts.title}`,
    ...[
      ...fieldRows(held.view, facts),
      ...classRows(held, facts),
      ...linksOf(story),
      ['Link', facts.url] as const,
    ].flatMap(rowLine),
    ...block(
      'Notices',
      held.view.notices.map((notice) => noticeLine(notice, held)),
    ),
    ...block('What happened', story.history.map(eventLine)),
    ...block(
      `Possibly the same (\`tenderbell join ${held.id} …\` says that one is)`,
      capped(story.possibly.map(lookalikeLine)),
    ),
    ...block(
      `Joined because (\`tenderbell split ${held.id} …\` says otherwise)`,
      capped(story.joinedBecause.map((tie) => `${namesOf(tie)}: ${tieWords(tie)}`)),
    ),
  ];
}

function capped(lines: readonly string[]): readonly string[] {
  const left = lines.length - MOST_ITEMS.links;
  return left > 0 ? [...lines.slice(0, MOST_ITEMS.links), `and ${left} more`] : lines;
}

function rowLine([label, words]: Row): readonly string[] {
  return words === undefined || words === '' ? [] : [`${label.padEnd(LABEL_WIDTH)}${words}`];
}

function block(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((one) => `  ${one}`)];
}

/** Each main field, where it is from if more than one portal speaks, and what others say instead. */
function fieldRows(view: View, facts: Facts): readonly Row[] {
  const said = (label: string, field: SourcedField, words: string | undefined): readonly Row[] => [
    [label, words === undefined ? undefined : `${words}${sourceWords(view, field)}`],
    ...conflictRows(view, field),
  ];
  const { procedure, contract, ends } = view;
  return [
    ...conflictRows(view, 'title'),
    ...said('Buyer', 'buyer', facts.buyer),
    ['Stage', facts.stage],
    ...said('Deadline', 'deadline', facts.deadline),
    ...said('Value', 'value', facts.value),
    ...said('Where', 'regions', facts.regions),
    ...said('Procedure', 'procedure', procedure && line(procedure, LONGEST.category)),
    ...said('Contract', 'contract', contract && fieldWords('contract', contractText(contract))),
    ...said('Ends', 'ends', ends && endWords(ends)),
    ...conflictRows(view, 'lots'),
    ...said('SMEs', 'sme', facts.sme),
    ['Suppliers', facts.suppliers],
    ...conflictRows(view, 'description'),
  ];
}

function contractText({ start, end }: Period): string {
  return `${start ?? ''}..${end ?? ''}`;
}

function sourceWords({ portals, sources, notices }: View, field: SourcedField): string {
  const source = notices[sources[field] ?? -1];
  return portals.length < 2 || source === undefined ? '' : `  [${PORTAL_NAMES[source.portal]}]`;
}

function conflictRows(view: View, field: SourcedField): readonly Row[] {
  return view.conflicts
    .filter((conflict) => conflict.field === field)
    .map((conflict) => ['', conflictLine(view, conflict)] as const);
}

function classRows({ view, classification }: HeldProcurement, facts: Facts): readonly Row[] {
  const { categories, reasons, subcategories, tags, summary } = classification;
  const kinds = categories.flatMap(({ name, reasons: why }) =>
    why.map((reason) => reasonRow(reason, `${name}: ${reason.words}`)),
  );
  const said = reasons.filter(({ place }) => place === 'person');
  const why = reasons.filter(({ place }) => place !== 'person');
  return [
    ...summary.map((sentence, at) => [at === 0 ? 'Summary' : '', line(sentence, LONGEST.summary)] as const),
    ['CPV', view.cpv.map(({ code }) => code).join(', ')],
    ['IT', itWords(classification)],
    // Why it is of a kind says why it is IT.
    ...(kinds.length === 0 ? why.map((reason) => reasonRow(reason, reason.words)) : []),
    ['Categories', facts.categories.join(', ')],
    ...kinds,
    ['Subcategory', subcategories.map((slug) => line(slug, LONGEST.category)).join(', ')],
    ['Tags', tagWords(tags)],
    ...said.map(({ words }) => ['Corrected', line(words, LONGEST.reason)] as const),
  ];
}

function reasonRow(reason: Reason, words: string): Row {
  return [speaksFor(reason) ? '  because' : '  against', line(words, LONGEST.reason)];
}

function linksOf({ links, linkedFrom }: Story): readonly Row[] {
  const rows = [...links.flatMap(linkRows), ...linkedFrom.map(linkBackRow)];
  const left = rows.length - MOST_ITEMS.links;
  return left > 0 ? [...rows.slice(0, MOST_ITEMS.links), ['', `and ${left} more`]] : rows;
}

/** `Tue 1 Sep 2026   tender             Find a Tender  UK4  https://…`. */
function noticeLine(notice: NoticeRef, { versions }: HeldProcurement): string {
  const own = versions.filter((version) => isOf(notice, version));
  const outcome = own.findLast(({ published }) => published === notice.published)?.outcome;
  const stage = stageName(outcome === undefined ? notice.stage : `${notice.stage}:${outcome}`);
  const parts = [
    PORTAL_NAMES[notice.portal],
    line(notice.form, LONGEST.category),
    ...(own.length > 1 ? [`version ${own.length}`] : []),
    safeUrl(notice.url) ?? '',
  ];
  return `${londonDate(notice.published).padEnd(DATE_WIDTH)}${stage.padEnd(STAGE_WIDTH)}${parts.join('  ')}`;
}

function isOf(name: NoticeName, { portal, noticeId }: NoticeName): boolean {
  return portal === name.portal && noticeId === name.noticeId;
}

function eventLine({ seq, published, kind, changes }: ProcurementEvent): string {
  const told = changes
    .slice(0, MOST_ITEMS.changes)
    .map(changeWords)
    .map(({ label, was, now }) => `${label}: ${was} → ${now}`);
  return [`event ${seq}`, londonDateTime(published), kind, dotted(told)].join('  ').trimEnd();
}

function lookalikeLine({ other, tie }: Lookalike): string {
  return `${briefWords(other)}  (${tieWords(tie)})`;
}

function namesOf({ a, b }: Tie): string {
  return [a, b].map(nameWords).join(' and ');
}

function nameWords({ portal, noticeId }: NoticeName): string {
  return line(`${PORTAL_NAMES[portal]} ${noticeId}`, LONGEST.name);
}

/** `97 % sure: same buyer, same deadline day`. */
function tieWords({ confidence, reasons }: Tie): string {
  const words = reasons.map((reason) => line(reason, LONGEST.reason));
  return `${Math.round(confidence * 100)} % sure: ${listed(words, MOST_ITEMS.reasons)}`;
}
