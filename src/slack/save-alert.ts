import {
  imagined,
  newcomer,
  type Address,
  type SlackPlace,
  type Subscription,
} from '../domain/subscription.ts';
import { subscribe, type Wish } from '../flows/subscribe.ts';
import { parseQuery } from '../match/parse.ts';
import { setUpReply } from '../present/alert-blocks.ts';
import { alertTitle } from '../present/alert-words.ts';
import { cannotPostWords } from '../present/cannot-post.ts';
import { escapeMrkdwn } from '../present/mrkdwn.ts';
import { ASKED, SAVE_CONSENT, saidForm, type SaveFields } from '../present/save-form.ts';
import type { AnswerDeps } from './answering.ts';
import { personOf, type Asker } from './asker.ts';
import type { FormAnswer, FormCall } from './calls.ts';
import { errorCode } from './error-code.ts';
import { publishHome } from './home.ts';
import { isPerson } from './may-manage.ts';
import { postIn, wordIn } from './post-in.ts';
import { faultsOf, readFields, readMemo, targetOf, type SaveMemo, type SlackAddress } from './save-fields.ts';
import { countedPreview, formOf } from './save-view.ts';
import { showStanding } from './standing.ts';

const TITLE = 'Save as an alert';

/** Proves that we can post there before anything is kept: the proof is the message that says it was set up. */
export async function saveAlert({ asker, view }: FormCall, deps: AnswerDeps): Promise<FormAnswer> {
  const memo = readMemo(view.memo);
  const fields = readFields(view);
  const faults = faultsOf(fields, memo);
  const to = targetOf(asker, memo, fields);
  if (Object.keys(faults).length > 0) return { errors: faults };
  if (to === undefined) return { errors: { [ASKED.where]: 'Choose where to post it.' } };
  const saving: Saving = { asker, viewId: view.id, memo, fields, wish: wishOf(asker, to, fields), to };
  const known = await sameAs(saving.wish, deps);
  if (known !== undefined) return { errors: { [ASKED.query]: knownWords(known, saving, deps) } };
  return {
    update: saidForm(TITLE, 'Checking that I can post there…'),
    afterwards: async () => await proveAndSave(saving, deps),
  };
}

interface Saving {
  readonly asker: Asker;
  readonly viewId: string;
  readonly memo: SaveMemo;
  readonly fields: SaveFields;
  readonly wish: Wish;
  readonly to: SlackAddress;
}

function wishOf({ user }: Asker, address: Address, { query, cadence, wanted }: SaveFields): Wish {
  return {
    address,
    query,
    cadence,
    wanted,
    maker: user,
    consent: { by: 'subscriber', ...SAVE_CONSENT },
  };
}

async function sameAs(
  { address, query, cadence }: Wish,
  { store }: AnswerDeps,
): Promise<Subscription | undefined> {
  const whose = await store.subscriptions.subscriberAt(address);
  const { canonical } = parseQuery(query);
  return whose && (await store.subscriptions.same(whose.id, { query: canonical, cadence }));
}

function knownWords({ state }: Subscription, { to }: Saving, { command }: AnswerDeps): string {
  const whose = isPerson(to.id) ? 'You have' : 'That channel has';
  return state === 'paused'
    ? `${whose} this alert already; it is paused. ${command} resume wakes it.`
    : `${whose} this alert already: ${command} alerts shows it.`;
}

async function proveAndSave(saving: Saving, deps: AnswerDeps): Promise<void> {
  const { asker, to, wish } = saving;
  const { canonical } = parseQuery(wish.query);
  const whose = newcomer(to);
  const { cadence, wanted } = wish;
  const chosen = { query: canonical, cadence, wanted, maker: asker.user };
  const alert = imagined(whose, chosen, deps.clock.now());
  const shown = { isPerson: isPerson(to.id), command: deps.command };
  const posted = await postIn(to, setUpReply({ alert, isKept: false, ...shown }), deps);
  if (!posted.ok) {
    const bot = (await deps.store.installations.of(asker.team))?.botUser;
    return await failed(saving, cannotPostWords({ code: posted.code, bot, ...shown }), deps);
  }
  const post = placeIn(posted.said, to);
  const kept = await keep({ ...wish, post }, deps);
  if (typeof kept === 'string') {
    await takeDown(to, post, deps);
    return await failed(saving, kept, deps);
  }
  await sayKept(saving, kept.alert, deps);
  await succeeded(saving, kept, deps);
}

function placeIn(said: Readonly<Record<string, unknown>>, { id }: SlackAddress): SlackPlace | undefined {
  const ts = wordIn(said, 'ts');
  return ts === undefined ? undefined : { channel: wordIn(said, 'channel') ?? id, ts };
}

async function takeDown(
  { team }: SlackAddress,
  post: SlackPlace | undefined,
  { slack }: AnswerDeps,
): Promise<void> {
  if (post !== undefined) await slack.ask(team, 'chat.delete', { ...post });
}

/** The message that says that it is being set up says from now on that it is; another does where that one cannot be changed. */
async function sayKept({ to }: Saving, alert: Subscription, deps: AnswerDeps): Promise<void> {
  const { store, command } = deps;
  if ((await showStanding({ ids: [alert.id] }, deps)).has(alert.id)) return;
  const reply = setUpReply({ alert, isKept: true, isPerson: isPerson(to.id), command });
  const posted = await postIn(to, reply, deps);
  const post = posted.ok ? placeIn(posted.said, to) : undefined;
  if (post === undefined) return;
  await store.transaction((tx) => tx.subscriptions.posted(alert.id, post));
  await takeDown(to, alert.post, deps);
}

interface Kept {
  readonly alert: Subscription;
  readonly openNow: number;
}

/** What there is then, or why there is nothing, mrkdwn. */
async function keep(wish: Wish, deps: AnswerDeps): Promise<Kept | string> {
  try {
    const { subscription, openNow } = await subscribe(wish, deps);
    return subscription === undefined
      ? 'There is an alert just like this already.'
      : { alert: subscription, openNow };
  } catch (error) {
    deps.log.error({ code: errorCode(error) }, 'an alert from Slack could not be kept');
    return 'It could not be kept: that is our fault, not yours. Please try again in a minute.';
  }
}

/** The form stands again as it was filled in, with why; by direct message where it was closed meanwhile. */
async function failed(saving: Saving, why: string, deps: AnswerDeps): Promise<void> {
  const { asker, viewId, memo, fields } = saving;
  const view = formOf({ memo, fields }, await countedPreview(asker, { memo, fields }, deps), why);
  const shown = await deps.slack.ask(asker.team, 'views.update', { view_id: viewId, view });
  if (shown.ok) return;
  const text = `Nothing was saved. ${why}`;
  await postIn(personOf(asker), { text, blocks: [] }, deps);
}

async function succeeded({ asker, viewId, memo, to }: Saving, kept: Kept, deps: AnswerDeps): Promise<void> {
  const where = isPerson(to.id) ? 'to you' : `in <#${to.id}>`;
  const { openNow, alert } = kept;
  const open =
    openNow === 0
      ? 'Nothing that is open now matches; you hear of what comes.'
      : `${openNow.toLocaleString('en-GB')} ${openNow === 1 ? 'that matches is' : 'that match are'} open now: the first message offers what is.`;
  const view = saidForm(
    TITLE,
    `:white_check_mark: *Saved.* ${escapeMrkdwn(alertTitle(alert))}`,
    `It is posted ${where}. ${open}`,
    `Change or end it whenever you like: ${deps.command} alerts`,
  );
  await deps.slack.ask(asker.team, 'views.update', { view_id: viewId, view });
  if (memo.isHome) await publishHome(asker, deps);
}
