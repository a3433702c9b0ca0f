import { randomBytes } from 'node:crypto';
import { gathered } from '../base/gathered.ts';
import { SORTS } from '../domain/query.ts';
import type { AskedSearch } from '../domain/slack.ts';
import type { Found } from '../flows/search.ts';
import { escapeMrkdwn } from '../present/mrkdwn.ts';
import { renderSearchReply } from '../present/search-blocks.ts';
import { unansweredWords } from '../present/search-words.ts';
import { ACTS } from '../present/slack-names.ts';
import type { AnswerDeps, Answers } from './answering.ts';
import type { ActionCall, CommandCall, Reply } from './calls.ts';
import { almostWords, wordsToSave } from './command-words.ts';
import { note } from './guard.ts';

/** A command that is a search; `almost`: the command that its first word would be. */
export type SearchCall = Pick<CommandCall, 'asker' | 'text' | 'reply'> & {
  readonly almost: string | undefined;
};

type SearchDeps = Pick<AnswerDeps, 'clock' | 'search' | 'remember' | 'command' | 'log'>;

const PER_PAGE = 5;
const DAY = 86_400_000;
/** Buttons of a search work for a day; for another one it is still known what was asked. */
const KEPT_MS = 2 * DAY;
/** In place of a channel: a search that was meant as something else can be paged through, and is nobody's last. */
const NOWHERE = '';

/** Searches, and remembers what was asked once the answer is on its way. */
export async function answerSearch(call: SearchCall, deps: SearchDeps): Promise<void> {
  const { asker, text, almost, reply } = call;
  const isMeant = almost === undefined && !asksNothing(text);
  const search: AskedSearch = {
    id: randomBytes(9).toString('base64url'),
    team: asker.team,
    user: asker.user,
    channel: isMeant ? (asker.channel ?? asker.user) : NOWHERE,
    text,
    sort: undefined,
    trail: [],
    askedAt: deps.clock.now(),
  };
  const found = await deps.search(text, { limit: PER_PAGE, stage: 'open' });
  if ('unanswered' in found) return reply({ text: unansweredWords(found) });
  if ('refused' in found) return reply({ text: found.refused });
  const hint = almost === undefined ? undefined : almostWords(text, almost, deps.command);
  await reply(shown(found, { ...search, page: 0 }, { hint, ...deps }));
  const trail = found.next === undefined ? [] : [found.next];
  const toSave = toSaveOf(search);
  try {
    await deps.remember({ ...search, trail });
    if (toSave !== undefined)
      await deps.remember({
        ...search,
        id: toSave.id,
        text: toSave.text,
        channel: asker.channel ?? asker.user,
      });
  } catch (error) {
    // What was asked has been answered: only its buttons will say that they know it no more.
    note(error, deps.log, 'remembering a search');
  }
}

interface LooseSearch {
  readonly text: string;
  readonly reply: CommandCall['reply'];
  /** Escaped mrkdwn. */
  readonly hint: string;
}

/** The answer alone, without anything to press: to somebody in whose workspace nothing can be kept. */
export async function searchOnly({ text, reply, hint }: LooseSearch, deps: SearchDeps): Promise<void> {
  const found = await deps.search(text, { limit: PER_PAGE, stage: 'open' });
  if ('unanswered' in found) return reply({ text: unansweredWords(found) });
  if ('refused' in found) return reply({ text: found.refused });
  const { parsed } = found;
  await reply(renderSearchReply({ ...found, ...parsed, queryText: text, now: deps.clock.now(), hint }));
}

/** Only signs, in which nothing can be looked for. */
function asksNothing(text: string): boolean {
  return !/[\p{L}\p{N}]/u.test(text);
}

/** What `save …` was to save, where it was looked for in its stead: a search of its own, beside the one that is paged through. */
function toSaveOf({ id, channel, text }: AskedSearch): Pick<AskedSearch, 'id' | 'text'> | undefined {
  const words = channel === NOWHERE ? wordsToSave(text) : undefined;
  return words === undefined ? undefined : { id: `${id}.save`, text: words };
}

/** Keeps what is asked, all that is asked at once in one transaction: under load each of its own would hold the next answers up. */
export function remembering({ store }: Pick<AnswerDeps, 'store'>): AnswerDeps['remember'] {
  return gathered(
    async (searches) =>
      await store.transaction(async (tx) => {
        for (const search of searches) await tx.askedSearches.add(search);
        return searches.map(() => undefined);
      }),
  );
}

/** Forgets the searches that nobody can page through any more. */
export async function sweepSearches({ store, clock }: Pick<AnswerDeps, 'store' | 'clock'>): Promise<void> {
  await store.transaction((tx) => tx.askedSearches.sweep(clock.now() - KEPT_MS));
}

interface Turned extends AskedSearch {
  readonly page: number;
}

async function turnPage(call: ActionCall, deps: AnswerDeps): Promise<void> {
  const [id = '', page = ''] = call.value.split(' ');
  const search = await asked(id, call, deps);
  if (search === undefined) return;
  const to = Number(page);
  // A page that was never reached has no place to begin at.
  const reached = Number.isInteger(to) && to > 0 && to <= search.trail.length ? to : 0;
  await show(call, { ...search, page: reached }, deps);
}

async function reorder(call: ActionCall, deps: AnswerDeps): Promise<void> {
  const [id = '', order = ''] = call.value.split(' ');
  const search = await asked(id, call, deps);
  if (search === undefined) return;
  const sort = SORTS.find((one) => one === order);
  await show(call, { ...search, sort, trail: [], page: 0 }, deps);
}

/** Another page in the place of the one before; where it ends is remembered, so that the next begins there. */
async function show(call: ActionCall, search: Turned, deps: AnswerDeps): Promise<void> {
  const { id, text, sort, page, trail } = search;
  const after = trail[page - 1];
  const found = await deps.search(text, { limit: PER_PAGE, stage: 'open', sort, after });
  if ('unanswered' in found) return call.reply({ text: unansweredWords(found) });
  if ('refused' in found) return call.reply({ text: found.refused });
  await call.replace(shown(found, search, deps));
  const way = found.next === undefined ? trail : [...trail.slice(0, page), found.next];
  await deps.store.transaction((tx) =>
    tx.askedSearches.follow(id, { sort, trail: trail.length > way.length ? trail : way }),
  );
}

/** The search that somebody pages through; undefined where it is not theirs or too old, and they have been told. */
async function asked(
  id: string,
  { asker, reply }: ActionCall,
  deps: AnswerDeps,
): Promise<AskedSearch | undefined> {
  const search = await deps.store.askedSearches.byId(id);
  if (search !== undefined && (search.user !== asker.user || search.team !== asker.team)) {
    await reply({ text: `Somebody else asked for that. To search yourself, type ${typed(search, deps)}.` });
    return undefined;
  }
  if (search !== undefined && search.askedAt > deps.clock.now() - DAY) return search;
  const again = search === undefined ? `\`${deps.command}\` and what you look for` : typed(search, deps);
  await reply({ text: `This search is more than a day old. To run it again, type ${again}.` });
  return undefined;
}

function typed({ text }: AskedSearch, { command }: Pick<AnswerDeps, 'command'>): string {
  return `\`${escapeMrkdwn(`${command} ${text}`.replaceAll('`', "'"))}\``;
}

function shown(
  found: Found,
  search: Turned,
  { hint, clock }: Pick<AnswerDeps, 'clock'> & { readonly hint?: string | undefined },
): Reply {
  const { id, text, page } = search;
  return renderSearchReply({
    ...found,
    ...found.parsed,
    queryText: text,
    now: clock.now(),
    paging: { id, page, perPage: PER_PAGE, hasNext: found.next !== undefined, toSave: toSaveOf(search) },
    hint: asksNothing(text) ? NOTHING_ASKED : hint,
  });
}

const NOTHING_ASKED =
  'You asked for nothing that I can look for, so this is everything that is open. Type a few words.';

export const SEARCHING: Partial<Answers> = {
  actions: {
    [ACTS.page]: turnPage,
    [ACTS.pageBack]: turnPage,
    [ACTS.sort]: reorder,
    [ACTS.tryQuery]: async (call, deps) =>
      await answerSearch({ ...call, text: call.value, almost: undefined, reply: call.replace }, deps),
  },
};
