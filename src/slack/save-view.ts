import { imagined, newcomer, type Subscription } from '../domain/subscription.ts';
import { preview } from '../flows/preview.ts';
import { describeQuery } from '../match/describe.ts';
import { parseQuery } from '../match/parse.ts';
import type { SlackBlock, SlackModal } from '../present/blocks.ts';
import { previewBlocks } from '../present/preview-blocks.ts';
import { editForm, saveForm, type SaveFields } from '../present/save-form.ts';
import type { AnswerDeps } from './answering.ts';
import { personOf, type Asker } from './asker.ts';
import type { CommandCall } from './calls.ts';
import { errorCode } from './error-code.ts';
import { isGranted, READ_CHANNELS } from './granted.ts';
import { memoText, targetOf, type SaveMemo } from './save-fields.ts';

export type Opening = Pick<CommandCall, 'asker' | 'trigger' | 'reply'>;

export interface Filled {
  readonly memo: SaveMemo;
  readonly fields: SaveFields;
}

/** At once, for Slack waits for three seconds; what it would bring is counted afterwards. */
export async function openWith(call: Opening, { memo, fields }: Filled, deps: AnswerDeps): Promise<void> {
  const { asker, trigger } = call;
  const opened = await deps.slack.ask(asker.team, 'views.open', {
    trigger_id: trigger,
    view: formOf({ memo, fields }, previewOf(fields)),
  });
  if (!opened.ok)
    return await call.reply({ text: 'Slack did not open the form in time. Please try that again.' });
  // By itself: the form is open, and a command that took longer would be answered that the search goes on.
  showCounted({ asker, ...viewIn(opened.said) }, { memo, fields }, deps).catch((error: unknown) => {
    deps.log.error({ code: errorCode(error) }, 'a form could not show what its query would bring');
  });
}

async function showCounted(shown: Shown, { memo, fields }: Filled, deps: AnswerDeps): Promise<void> {
  const name = memo.place === undefined ? undefined : await nameOf(shown.asker, memo.place, deps);
  await showForm(shown, { memo: { ...memo, name }, fields }, deps);
}

interface Shown {
  readonly asker: Asker;
  readonly id: string;
  readonly hash: string;
}

/** The same form with what its query means and would bring; where it was changed meanwhile, a later showing comes. */
export async function showForm(
  { asker, id, hash }: Shown,
  { memo, fields }: Filled,
  deps: AnswerDeps,
): Promise<void> {
  const about = await countedPreview(asker, { memo, fields }, deps);
  const view = formOf({ memo, fields }, about);
  await deps.slack.ask(asker.team, 'views.update', { view_id: id, ...(hash === '' ? {} : { hash }), view });
}

/** A form of the kind that its memo says. */
export function formOf({ memo, fields }: Filled, about: readonly SlackBlock[], problem?: string): SlackModal {
  const common = { fields, memo: memoText(memo), about };
  if (memo.id !== undefined) return editForm(common);
  const here =
    memo.place === undefined ? undefined : memo.name === undefined ? 'this channel' : `#${memo.name}`;
  return saveForm({ ...common, here, problem });
}

/** Without what it would bring. */
function previewOf({ query: text }: SaveFields): readonly SlackBlock[] {
  if (text === '') return [];
  const { query, messages } = parseQuery(text);
  return previewBlocks({ text, messages, expected: undefined, described: describeQuery(query) });
}

/** What a query would bring where it is to go: what is muted there does not come. */
export async function countedPreview(
  asker: Asker,
  filled: Filled,
  deps: AnswerDeps,
): Promise<readonly SlackBlock[]> {
  const { query: text } = filled.fields;
  if (text === '') return [];
  const { query, messages } = parseQuery(text);
  const expected = await preview({ query, by: await wouldBe(asker, filled, deps) }, deps);
  return previewBlocks({ text, messages, expected, described: describeQuery(query) });
}

/** The alert as it would be if the form were handed in now. */
async function wouldBe(
  asker: Asker,
  { memo, fields }: Filled,
  { store, clock }: AnswerDeps,
): Promise<Subscription> {
  const { query, cadence, wanted } = fields;
  const chosen = { query: parseQuery(query).canonical, cadence, wanted };
  const [alert] = memo.id === undefined ? [] : await store.subscriptions.byIds([memo.id]);
  if (alert !== undefined) return { ...alert, ...chosen };
  const to = targetOf(asker, memo, fields);
  const whose = to && (await store.subscriptions.subscriberAt(to));
  return imagined(whose ?? newcomer(to ?? personOf(asker)), chosen, clock.now());
}

async function nameOf(asker: Asker, channel: string, deps: AnswerDeps): Promise<string | undefined> {
  if (!(await isGranted(asker.team, READ_CHANNELS, deps))) return undefined;
  const answered = await deps.slack.ask(asker.team, 'conversations.info', { channel });
  const said = answered.ok ? answered.said['channel'] : undefined;
  const name: unknown = typeof said === 'object' && said !== null && 'name' in said ? said.name : undefined;
  return typeof name === 'string' ? name : undefined;
}

/** Of an answer to `views.open`. */
function viewIn(said: Readonly<Record<string, unknown>>): { readonly id: string; readonly hash: string } {
  const view = said['view'];
  const word = (name: string): string => {
    const value: unknown =
      typeof view === 'object' && view !== null
        ? Object.entries(view).find(([key]) => key === name)?.[1]
        : '';
    return typeof value === 'string' ? value : '';
  };
  return { id: word('id'), hash: word('hash') };
}
