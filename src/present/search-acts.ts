import { SORTS, type Sort } from '../domain/query.ts';
import { parseQuery, type QueryMessage } from '../match/parse.ts';
import { actions, type SlackBlock } from './blocks.ts';
import { button, select, type SlackElement } from './elements.ts';
import { line } from './clean-text.ts';
import { LONGEST } from './lengths.ts';
import { SORT_WORDS } from './search-words.ts';
import { ACTS } from './slack-names.ts';

/** Where somebody stands in what a search found. */
export interface SearchPage {
  /** By which buttons name the search. */
  readonly id: string;
  /** 0 for the first. */
  readonly page: number;
  readonly perPage: number;
  readonly hasNext: boolean;
  /** What is saved in the place of this search: it began with the word of a command. */
  readonly toSave?: { readonly id: string; readonly text: string } | undefined;
}

/** By which buttons name what is saved. */
export function savedBy({ id, toSave }: SearchPage): string {
  return toSave?.id ?? id;
}

/** Turns the page, changes the order, and saves the search. */
export function searchActs(paging: SearchPage, sort: Sort, total: number): SlackBlock[] {
  const { id, page, hasNext, toSave } = paging;
  const turning: SlackElement[] = [
    ...(page > 0 ? [button({ label: '◀ Previous', act: ACTS.pageBack, value: `${id} ${page - 1}` })] : []),
    ...(hasNext ? [button({ label: 'Next ▶', act: ACTS.page, value: `${id} ${page + 1}` })] : []),
  ];
  const order =
    total < 2
      ? []
      : [
          select({
            act: ACTS.sort,
            choices: SORTS.map((one) => ({ label: capitalised(SORT_WORDS[one]), value: `${id} ${one}` })),
            chosen: `${id} ${sort}`,
          }),
        ];
  const label = toSave === undefined ? 'Save…' : `Save “${line(toSave.text, LONGEST.brief)}” as an alert…`;
  return [actions(...turning, ...order, button({ label, act: ACTS.save, value: savedBy(paging) }))];
}

/** A button for the query as it was probably meant; none where nothing is known better. */
export function meantActs(written: string, messages: readonly QueryMessage[]): SlackBlock[] {
  const meant = meantQuery(written, messages);
  if (meant === undefined) return [];
  return [
    actions(button({ label: `Search ${line(meant, LONGEST.brief)}`, act: ACTS.tryQuery, value: meant })),
  ];
}

/** A button that looks for either, where several notices are named that cannot all be one procurement. */
export function eitherActs(numbers: readonly string[]): SlackBlock[] {
  const either = numbers.join(' OR ');
  if (either.length > LONGEST.trouble) return [];
  return [
    actions(button({ label: `Search ${line(either, LONGEST.brief)}`, act: ACTS.tryQuery, value: either })),
  ];
}

/** One mistake may hide another. */
const MOST_ROUNDS = 3;

/** What was written with what was probably meant in its places; undefined where that is no better. */
function meantQuery(written: string, messages: readonly QueryMessage[]): string | undefined {
  let meant = written;
  let left = messages;
  for (let round = 0; round < MOST_ROUNDS && left.some(({ instead }) => instead !== undefined); round += 1) {
    meant = replaced(meant, left);
    left = parseQuery(meant).messages;
  }
  const isBetter = meant !== written && meant.length <= LONGEST.trouble && left.length < messages.length;
  return isBetter ? meant : undefined;
}

/** From the end, so that places before it stay where they are. */
function replaced(written: string, messages: readonly QueryMessage[]): string {
  return messages
    .toSorted((a, b) => b.at - a.at)
    .reduce(
      (text, { at, length, instead }) =>
        instead === undefined ? text : `${text.slice(0, at)}${instead}${text.slice(at + length)}`,
      written,
    );
}

function capitalised(words: string): string {
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}
