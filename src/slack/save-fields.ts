import { CADENCES, WANTED, type Address } from '../domain/subscription.ts';
import { parseQuery } from '../match/parse.ts';
import { ASKED, DESTINATIONS, type SaveFields } from '../present/save-form.ts';
import { personOf, type Asker } from './asker.ts';
import type { ViewState } from './calls.ts';

export type SlackAddress = Extract<Address, { channel: 'slack' }>;

/** What a form remembers of why it was opened. */
export interface SaveMemo {
  /** The channel in which it was opened; undefined in a conversation with the bot and in the App Home. */
  readonly place: string | undefined;
  /** What that is called, where it is known. */
  readonly name: string | undefined;
  /** The subscription that it changes. */
  readonly id: number | undefined;
  /** Whether it was opened from the App Home, which shows what became of it. */
  readonly isHome: boolean;
}

export function memoText(memo: SaveMemo): string {
  return JSON.stringify(memo);
}

/** What is no memo of ours says nothing. */
export function readMemo(text: string): SaveMemo {
  const found = objectOf(text);
  const word = (name: string): string | undefined => {
    const value = found[name];
    return typeof value === 'string' ? value : undefined;
  };
  const id = found['id'];
  return {
    place: word('place'),
    name: word('name'),
    id: typeof id === 'number' ? id : undefined,
    isHome: found['isHome'] === true,
  };
}

function objectOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
  } catch {
    return {};
  }
}

/** The form as it stands, whatever is missing. */
export function readFields({ values }: Pick<ViewState, 'values'>): SaveFields {
  const all = (name: string): readonly string[] => [values[name] ?? []].flat();
  const [query = ''] = all(ASKED.query);
  const [cadence = 'instant'] = CADENCES.filter((one) => all(ASKED.cadence).includes(one));
  const [where = 'me'] = DESTINATIONS.filter((one) => all(ASKED.where).includes(one));
  const [other] = all(ASKED.other);
  const wanted = WANTED.filter((one) => all(ASKED.wanted).includes(one));
  return { query: query.trim(), cadence, wanted, where, other: other === '' ? undefined : other };
}

/** Where it is to go; undefined where that was not said. */
export function targetOf(
  asker: Asker,
  { place }: Pick<SaveMemo, 'place'>,
  { where, other }: Pick<SaveFields, 'where' | 'other'>,
): SlackAddress | undefined {
  if (where === 'me') return personOf(asker);
  const id = where === 'here' ? place : other;
  return id === undefined ? undefined : { channel: 'slack', team: asker.team, id };
}

/** What is wrong with it and what to do, by the names of questions. */
export function faultsOf(
  { query, wanted, where, other }: SaveFields,
  { place }: Pick<SaveMemo, 'place'>,
): Readonly<Record<string, string>> {
  const faults: Record<string, string> = {};
  const { messages } = parseQuery(query);
  if (query === '') faults[ASKED.query] = 'Say what to look for.';
  else if (messages.length > 0) faults[ASKED.query] = messages.map(({ text }) => sentence(text)).join(' ');
  if (!wanted.some((one) => one === 'new' || one === 'awards'))
    faults[ASKED.wanted] =
      'Choose new opportunities or who won: changes and reminders are of what was told before.';
  if (where === 'other' && other === undefined) faults[ASKED.other] = 'Choose the channel.';
  const isMeant = where === 'other' || (where === 'here' && other === place);
  if (other !== undefined && !isMeant)
    faults[ASKED.other] =
      'You chose a channel here, but another place above. Which do you mean? Choose ‘Another channel’ above, or clear this.';
  return faults;
}

function sentence(words: string): string {
  const end = /[.?!]$/.test(words) ? '' : '.';
  // Beside a question Slack shows marks as they are written.
  const plain = words.replaceAll(/`([^`]*)`/g, '‘$1’');
  return `${plain.charAt(0).toUpperCase()}${plain.slice(1)}${end}`;
}
