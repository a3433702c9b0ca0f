import { FIELD_NAMES } from '../match/field-names.ts';
import { parseQuery } from '../match/parse.ts';
import { printQuery } from '../match/print.ts';
import type { SaveFields } from '../present/save-form.ts';
import { ACTS, FORMS } from '../present/slack-names.ts';
import type { AnswerDeps, Answers } from './answering.ts';
import { placeOf } from './asker.ts';
import type { ActionCall, CommandCall } from './calls.ts';
import { saveAlert } from './save-alert.ts';
import { readFields, readMemo, type SaveMemo } from './save-fields.ts';
import { openWith, showForm, type Opening } from './save-view.ts';

/** How long a search can be saved by its number, or as the last one: a day's work. */
const REMEMBERED_MS = 24 * 3_600_000;

/** Whether somebody who typed `save …` means to save it: `save energy` is a search. */
function isToBeSaved(rest: string): boolean {
  if (rest === '' || /["“”„()*]|(?:^|\s)-\p{L}|(?:^|\s)(?:OR|AND|NOT)(?:\s|$)/u.test(rest)) return true;
  return [...rest.matchAll(/([a-z-]+):\S/gi)].some(([, name = '']) => FIELD_NAMES.has(name.toLowerCase()));
}

/** Opens the form that saves a search; an empty one without `search`, the number of an asked search. */
export async function openSaveForm(
  call: Opening,
  search: string | undefined,
  deps: AnswerDeps,
): Promise<void> {
  if (search === undefined) return await openForm(call, '', deps);
  const found = await deps.store.askedSearches.byId(search);
  const isTheirs = found?.team === call.asker.team && found.user === call.asker.user;
  if (!isTheirs) {
    const words = `I do not remember that search any more. Type ${deps.command} save and what you look for.`;
    return await call.reply({ text: words });
  }
  return await openForm(call, found.text, deps);
}

/** The form with a query as typed. */
async function openForm(call: Opening, text: string, deps: AnswerDeps): Promise<void> {
  const { asker } = call;
  const place = placeOf(asker);
  const isChannel = place.id !== asker.user;
  const memo: SaveMemo = {
    place: isChannel ? place.id : undefined,
    name: undefined,
    id: undefined,
    isHome: asker.channel === undefined,
  };
  const fields: SaveFields = {
    query: withoutSort(text),
    cadence: 'instant',
    wanted: ['new', 'changes'],
    where: isChannel ? 'here' : 'me',
    other: undefined,
  };
  await openWith(call, { memo, fields }, deps);
}

/** In which order to answer is no part of an alert. */
function withoutSort(text: string): string {
  return /\bsort:/i.test(text) ? printQuery(parseQuery(text).query) : text;
}

/** The last search of this person in this channel; an empty form where there is none. */
async function saveLast(call: CommandCall, deps: AnswerDeps): Promise<void> {
  const { team, user, channel } = call.asker;
  const since = deps.clock.now() - REMEMBERED_MS;
  const last =
    channel === undefined ? undefined : await deps.store.askedSearches.last({ team, user, channel }, since);
  await openForm(call, last?.text ?? '', deps);
}

async function previewTyped({ asker, view }: ActionCall, deps: AnswerDeps): Promise<void> {
  if (view === undefined) return;
  const { id, hash } = view;
  await showForm({ asker, id, hash }, { memo: readMemo(view.memo), fields: readFields(view) }, deps);
}

export const SAVING: Partial<Answers> = {
  commands: {
    save: {
      takes: isToBeSaved,
      opensForm: () => true,
      answer: async (call, deps) =>
        call.rest === '' ? await saveLast(call, deps) : await openForm(call, call.rest, deps),
    },
  },
  actions: {
    [ACTS.save]: async (call, deps) => await openSaveForm(call, call.value, deps),
    [ACTS.newAlert]: async (call, deps) => await openForm(call, '', deps),
    [ACTS.query]: previewTyped,
    [ACTS.wanted]: previewTyped,
    [ACTS.where]: previewTyped,
    [ACTS.other]: previewTyped,
  },
  forms: { [FORMS.save]: saveAlert },
};
