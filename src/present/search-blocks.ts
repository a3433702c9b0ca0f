import type { Procurement } from '../domain/procurement.ts';
import type { Query, Sort } from '../domain/query.ts';
import { context, fitBlocks, section, topText, type SlackBlock, type SlackReply } from './blocks.ts';
import { factsOf } from './card.ts';
import { line } from './clean-text.ts';
import { LONGEST, dotted } from './lengths.ts';
import { escapeMrkdwn } from './mrkdwn.ts';
import { attribution, factsLine, titleLine } from './slack-blocks.ts';
import { slackSnippet, snippetOf } from './snippet.ts';

/** What a search found, as `flows/search.ts` answers it. */
export interface SearchAnswer {
  /** As written. */
  readonly queryText: string;
  readonly query: Query;
  readonly canonical: string;
  readonly sort: Sort;
  /** What was not understood: a place in `queryText` and a sentence about it. */
  readonly messages: readonly { readonly at: number; readonly length: number; readonly text: string }[];
  /** The query in a sentence. */
  readonly described: string;
  readonly total: number;
  readonly procurements: readonly Procurement[];
  /** UTC milliseconds. */
  readonly now: number;
}

const SHOWN = 5;
const MOST_MISTAKES = 5;
/** How much of the query stands before a pointed place, in UTF-16 units. */
const BEFORE = 30;

/** The answer to the slash command: what was asked, the first five found, the count, and what was not understood. */
export function renderSearchReply(answer: SearchAnswer): SlackReply {
  const found = answer.procurements.slice(0, SHOWN);
  const count = countLine(answer, found.length);
  return {
    text: topText(`${count} ${line(answer.described, LONGEST.query)}`),
    blocks: fitBlocks({
      head: [
        section(`*${escapeMrkdwn(count)}*\n${escapeMrkdwn(line(answer.described, LONGEST.trouble))}`),
        ...mistakes(answer),
      ],
      groups: found.map((procurement) => [entry(procurement, answer)]),
      total: found.length,
      tail: () => [context(`Searched for ${code(answer.canonical)}`), attribution()],
    }),
  };
}

const FIRST: Readonly<Record<Sort, (shown: number) => string>> = {
  newest: (shown) => `The newest ${shown}:`,
  relevance: (shown) => `The best ${shown}:`,
  deadline: (shown) => `The ${shown} that close soonest:`,
  value: (shown) => `The ${shown} of the largest value:`,
};

function countLine({ total, sort }: SearchAnswer, shown: number): string {
  if (total === 0) return 'Nothing found.';
  const all = total === 1 ? '1 procurement found.' : `${total.toLocaleString('en-GB')} procurements found.`;
  return total > shown ? `${all} ${FIRST[sort](shown)}` : all;
}

function entry(procurement: Procurement, { query, now }: SearchAnswer): SlackBlock {
  const facts = factsOf(procurement, now);
  const snippet = slackSnippet(snippetOf(query, procurement.view).snippet);
  return section(
    [
      titleLine(facts),
      factsLine(facts),
      escapeMrkdwn(dotted([facts.stage, facts.regions, facts.alsoOn])),
      ...(snippet === '' ? [] : [snippet]),
    ].join('\n'),
  );
}

function mistakes(answer: SearchAnswer): SlackBlock[] {
  if (answer.messages.length === 0) return [];
  const lines = answer.messages
    .slice(0, MOST_MISTAKES)
    .map(
      ({ at, length, text }) =>
        `• ${escapeMrkdwn(line(text, LONGEST.trouble))}${pointer(answer.queryText, at, length)}`,
    );
  return [section(lines.join('\n'))];
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
