import type { Procurement } from '../domain/procurement.ts';
import type { Query, Sort } from '../domain/query.ts';
import { documentOf } from '../match/document.ts';
import { because } from '../match/evaluate.ts';
import type { QueryMessage } from '../match/parse.ts';
import { reasonsWords } from './because-words.ts';
import { context, fitBlocks, section, sizeOf, topText, type SlackBlock, type SlackReply } from './blocks.ts';
import { factsOf } from './card.ts';
import { line } from './clean-text.ts';
import { itemActs } from './item-acts.ts';
import { LONGEST, dotted, numberWords } from './lengths.ts';
import { clampEscaped, escapeMrkdwn } from './mrkdwn.ts';
import { eitherActs, meantActs, savedBy, searchActs, type SearchPage } from './search-acts.ts';
import { SORT_WORDS } from './search-words.ts';
import { attribution, factsLine, titleLine } from './slack-card.ts';
import { slackSnippet, snippetOf } from './snippet.ts';

/** What a search found, as `flows/search.ts` answers it. */
export interface SearchAnswer {
  /** As written. */
  readonly queryText: string;
  readonly query: Query;
  readonly canonical: string;
  readonly sort: Sort;
  /** What was not understood: a place in `queryText` and a sentence about it. */
  readonly messages: readonly QueryMessage[];
  /** The query in a sentence. */
  readonly described: string;
  readonly total: number;
  readonly procurements: readonly Procurement[];
  /** UTC milliseconds. */
  readonly now: number;
  /** Where it can be paged through. */
  readonly paging?: SearchPage | undefined;
  /** What else is to be said, in a small line of escaped mrkdwn. */
  readonly hint?: string | undefined;
}

const SHOWN = 5;
const MOST_MISTAKES = 3;
/** What the JSON of a whole answer may come to: `fitBlocks` and Slack take a little more. */
const MOST = 9_900;
/** How much of the query stands before a pointed place, in UTF-16 units. */
const BEFORE = 30;

/** The answer to the slash command: what was asked, five of what was found, the count, and what was not understood. */
export function renderSearchReply(answer: SearchAnswer): SlackReply {
  const found = answer.procurements.slice(0, SHOWN);
  const count = countLine(answer, found.length);
  const head = [
    section(`*${escapeMrkdwn(count)}*\n${escapeMrkdwn(line(answer.described, LONGEST.query))}`),
    ...(answer.hint === undefined ? [] : [context(answer.hint)]),
    ...mistakes(answer),
    ...(found.length === 0 ? nothing(answer) : []),
  ];
  const { paging, sort, total } = answer;
  const tail = [
    ...(paging === undefined ? [] : searchActs(paging, sort, total)),
    context(`Searched for ${code(answer.canonical)}`),
    attribution(),
  ];
  const room = Math.floor((MOST - sizeOf(head) - sizeOf(tail)) / Math.max(found.length, 1));
  return {
    text: topText(`${count} ${line(answer.described, LONGEST.query)}`),
    blocks: fitBlocks({
      head,
      groups: found.map((procurement) => entry(procurement, answer, room)),
      total: found.length,
      tail: () => tail,
    }),
  };
}

const FIRST: Readonly<Record<Sort, (shown: number) => string>> = {
  newest: (shown) => `The newest ${shown}:`,
  relevance: (shown) => `The best ${shown}:`,
  deadline: (shown) => `The ${shown} that close soonest:`,
  value: (shown) => `The ${shown} of the largest value:`,
};

function countLine({ total, sort, paging }: SearchAnswer, shown: number): string {
  if (total === 0) return 'Nothing found.';
  const all = total === 1 ? '1 procurement found.' : `${numberWords(total)} procurements found.`;
  if (paging !== undefined && (paging.page > 0 || paging.hasNext)) {
    const before = paging.page * paging.perPage;
    return `${numberWords(before + 1)}–${numberWords(before + shown)} of ${numberWords(total)} procurements, ${SORT_WORDS[sort]}.`;
  }
  return total > shown ? `${all} ${FIRST[sort](shown)}` : all;
}

/** What to try where nothing was found. */
function nothing({ canonical, query }: SearchAnswer): SlackBlock[] {
  if (query.kind === 'identifier')
    return [
      section(
        'I hold no notice of that number or address. It may be older than what I have read, not published yet, or from another portal.',
      ),
    ];
  const several = numbersIn(query);
  if (several.length > 1)
    return [
      section(
        'These numbers name no procurement that I hold together: notices of two procurements are never both one. With `OR` between them, either is found.',
      ),
      ...eitherActs(several),
    ];
  const isOpenOnly = /(?:^|\s)stage:open(?:\s|$)/.test(canonical);
  const tries = [
    ...(isOpenOnly ? ['• `stage:any` also finds what is closed or awarded'] : []),
    '• `it:broad` takes in what is only partly information technology',
    '• fewer words, `OR` between them, or `cyber*` for every word that begins so',
    '• Save… tells you when something comes',
  ];
  return [section(`Try it wider:\n${tries.join('\n')}`)];
}

/** The notices that must all be of one procurement, as they are written; a number that two portals might give is one of these. */
function numbersIn(query: Query): readonly string[] {
  if (query.kind !== 'and') return [];
  return query.of.flatMap((part) => {
    const leaves = part.kind === 'or' ? part.of : [part];
    const names = leaves.flatMap((leaf) =>
      leaf.kind === 'identifier' && !leaf.negated ? [leaf.written] : [],
    );
    return names.length === leaves.length ? [names.join(' OR ')] : [];
  });
}

/** One procurement and what can be done with it, of `room` characters of JSON at most: what matters least goes first. */
function entry(procurement: Procurement, answer: SearchAnswer, room: number): SlackBlock[] {
  const { query, now, paging } = answer;
  const facts = factsOf(procurement, now);
  const snippet = slackSnippet(snippetOf(query, procurement.view).snippet);
  const reasons = reasonsWords(because(query, documentOf(procurement), now));
  const acts = paging === undefined ? [] : [itemActs(procurement, now, savedBy(paging))];
  const lines = [
    titleLine(facts),
    factsLine(facts),
    escapeMrkdwn(dotted([facts.stage, facts.regions, facts.alsoOn])),
    snippet,
    ...(reasons === '' ? [] : [`_Matched by: ${escapeMrkdwn(reasons.replaceAll('_', ' '))}_`]),
  ].filter((one) => one !== '');
  for (let kept = lines.length; kept > 1; kept -= 1) {
    const blocks = [section(lines.slice(0, kept).join('\n')), ...acts];
    if (sizeOf(blocks) <= room) return blocks;
  }
  const title = escapeMrkdwn(line(facts.title, LONGEST.title));
  const isWhole = sizeOf([section(titleLine(facts)), ...acts]) <= room;
  return [section(isWhole ? titleLine(facts) : clampEscaped(title, LONGEST.title)), ...acts];
}

function mistakes(answer: SearchAnswer): SlackBlock[] {
  if (answer.messages.length === 0) return [];
  const lines = answer.messages
    .slice(0, MOST_MISTAKES)
    .map(
      ({ at, length, text }) =>
        `• ${escapeMrkdwn(line(text, LONGEST.trouble))}${pointer(answer.queryText, at, length)}`,
    );
  return [section(lines.join('\n')), ...meantActs(answer.queryText, answer.messages)];
}

/** The query round the place, with the place marked: ` (here: …cyber »regoin:« wales)`. */
function pointer(query: string, at: number, length: number): string {
  const place = line(query.slice(at, at + length), LONGEST.category);
  if (place === '') return '';
  const before = line(query.slice(Math.max(0, at - BEFORE), at), BEFORE);
  const after = line(query.slice(at + length, at + length + BEFORE), BEFORE);
  const whole = [at > BEFORE ? `…${before}` : before, `»${place}«`, after]
    .filter((part) => part !== '')
    .join(' ');
  return ` (here: ${code(whole)})`;
}

/** Inline code; a backtick would end it. */
function code(text: string): string {
  return `\`${escapeMrkdwn(line(text, LONGEST.query).replaceAll('`', "'"))}\``;
}
