import type { Subscription } from '../domain/subscription.ts';
import { editSubscription, pauseSubscription } from '../flows/edit-subscription.ts';
import { end } from '../flows/leave.ts';
import { canBeTakenBack, takeBack } from '../flows/take-back.ts';
import { setUpReply, STANDS, type Note } from '../present/alert-blocks.ts';
import { alertTitle } from '../present/alert-words.ts';
import { escapeMrkdwn } from '../present/mrkdwn.ts';
import { ASKED, saidForm } from '../present/save-form.ts';
import { ACTS, FORMS } from '../present/slack-names.ts';
import { alertList } from './alert-list.ts';
import type { AnswerDeps, Answers } from './answering.ts';
import { placeOf, type Asker } from './asker.ts';
import type { ActionCall, FormAnswer, FormCall } from './calls.ts';
import { publishHome } from './home.ts';
import { isPerson, mayManage } from './may-manage.ts';
import { resumeAlerts } from './resuming.ts';
import { faultsOf, readFields, readMemo, type SaveMemo } from './save-fields.ts';
import { openWith } from './save-view.ts';

const DAY = 86_400_000;

/** What a button is about, and where it stands. */
interface About {
  readonly alerts: readonly Subscription[];
  readonly stands: string;
  /** Of a list. */
  readonly page: number;
}

const NOT_YOURS =
  'Only members of the channel may change its alerts, and only you your own. Join the channel, or ask somebody there.';

/** Does what a button says to the alerts that it names, where whoever presses may, and shows what there is then. */
function pressing(
  act: (about: About, call: ActionCall, deps: AnswerDeps) => Promise<Note>,
): (call: ActionCall, deps: AnswerDeps) => Promise<void> {
  return async (call, deps) => {
    const about = await aboutOf(call, deps);
    if (typeof about === 'string') return await call.reply({ text: about });
    await showAfter(call, { about, note: await act(about, call, deps) }, deps);
  };
}

/** Why nothing can be done, where it cannot. */
async function aboutOf(
  { asker, value }: Pick<ActionCall, 'asker' | 'value'>,
  deps: AnswerDeps,
): Promise<About | string> {
  const [ids = '', stands = '', page = '0'] = value.split(' ');
  const alerts = await deps.store.subscriptions.byIds(
    ids.split(',').map(Number).filter(Number.isSafeInteger),
  );
  if (alerts.length === 0)
    return `There is no such alert any more. ${deps.command} alerts shows what there is.`;
  const known = new Set<number>();
  for (const alert of alerts) {
    if (known.has(alert.subscriber.id)) continue;
    if (!(await mayManage(asker, alert, deps))) return NOT_YOURS;
    known.add(alert.subscriber.id);
  }
  return { alerts, stands, page: Number(page) || 0 };
}

interface After {
  readonly about: About;
  readonly note: Note;
}

/** In the App Home, in the list, in the message that says that it was set up, or to whoever pressed. */
async function showAfter(call: ActionCall, { about, note }: After, deps: AnswerDeps): Promise<void> {
  const { asker, message } = call;
  if (isHome(call)) return await publishHome(asker, deps, note);
  if (about.stands === STANDS.list && message?.isEphemeral === true)
    return await call.replace(await alertList(asker, { page: about.page, note }, deps));
  const [alert] = about.alerts;
  if (about.stands === STANDS.setUp && message !== undefined && alert !== undefined) {
    const since = isPerson(alertPlace(alert)) ? undefined : `Changed by <@${asker.user}>: ${note.text}`;
    return await showSetUp(asker, { alertId: alert.id, ...message, since }, deps);
  }
  await call.reply({ text: note.text });
}

function isHome({ message, view }: Pick<ActionCall, 'message' | 'view'>): boolean {
  return message === undefined && view !== undefined && view.name === '';
}

function alertPlace({ subscriber: { address } }: Subscription): string {
  return address.channel === 'slack' ? address.id : '';
}

interface SetUpShown {
  readonly alertId: number;
  readonly channel: string;
  readonly ts: string;
  readonly since: string | undefined;
}

/** The message says how the alert stands now. */
async function showSetUp(
  { team }: Asker,
  { alertId, channel, ts, since }: SetUpShown,
  deps: AnswerDeps,
): Promise<void> {
  const [alert] = await deps.store.subscriptions.byIds([alertId]);
  if (alert === undefined) return;
  const isOne = isPerson(alertPlace(alert));
  const reply = setUpReply({ alert, isKept: true, isPerson: isOne, command: deps.command, since });
  await deps.slack.ask(team, 'chat.update', { channel, ts, ...reply });
}

function named(alerts: readonly Subscription[]): string {
  return alerts.map((one) => `*${escapeMrkdwn(alertTitle(one))}*`).join(', ');
}

async function pause({ alerts }: About, _call: ActionCall, deps: AnswerDeps): Promise<Note> {
  for (const { id } of alerts) await pauseSubscription(id, undefined, deps);
  return {
    text: `Paused: ${named(alerts)}. What you miss and is still open comes when it goes on.`,
  };
}

async function resume({ alerts }: About, { asker }: ActionCall, deps: AnswerDeps): Promise<Note> {
  const { resumed, problems } = await resumeAlerts(asker, alerts, deps);
  const [problem] = problems;
  if (problem !== undefined) return { text: `It stays paused. ${problem}` };
  return {
    text:
      resumed.length === 0
        ? 'It was going on already.'
        : `Goes on: ${named(resumed)}. What was missed and is still open comes, too.`,
  };
}

async function endAlert({ alerts }: About, _call: ActionCall, { store, clock }: AnswerDeps): Promise<Note> {
  const live = alerts.filter((one) => one.state !== 'ended');
  await store.transaction(async (tx) => await end(tx, live, clock.now()));
  return { text: `Deleted: ${named(alerts)}. For a day you can take that back.`, ended: alerts[0] };
}

async function revive({ alerts }: About, _call: ActionCall, deps: AnswerDeps): Promise<Note> {
  const since = deps.clock.now() - DAY;
  if (alerts.every((one) => one.state !== 'ended')) return { text: 'It is as it was.' };
  const late = alerts.filter((one) => one.state === 'ended' && one.stateAt <= since);
  if (late.length > 0) return { text: 'It was deleted more than a day ago: please set it up anew.' };
  return await deps.store.transaction(async (tx) => {
    const back = await canBeTakenBack(tx, alerts);
    if (back.length === 0) return { text: 'There is another alert just like it by now: keep that one.' };
    const done = await takeBack(tx, back, deps);
    return { text: 'refused' in done ? escapeMrkdwn(done.refused) : `It is as it was: ${named(back)}.` };
  });
}

async function openEdit(call: ActionCall, deps: AnswerDeps): Promise<void> {
  const about = await aboutOf(call, deps);
  const [alert] = typeof about === 'string' ? [] : about.alerts;
  if (typeof about === 'string' || alert === undefined)
    return await call.reply({ text: typeof about === 'string' ? about : NOT_YOURS });
  if (alert.state === 'ended') return await call.reply({ text: 'It was deleted: set it up anew.' });
  const { query, cadence, wanted, id } = alert;
  const memo: SaveMemo = {
    place: call.asker.channel,
    name: undefined,
    id,
    isHome: isHome(call),
    message: about.stands === STANDS.setUp ? call.message?.ts : undefined,
  };
  await openWith(call, { memo, fields: { query, cadence, wanted, where: 'me', other: undefined } }, deps);
}

/** The form was opened in the channel that its memo names, or in none. */
async function changeAlert({ asker: who, view }: FormCall, deps: AnswerDeps): Promise<FormAnswer> {
  const memo = readMemo(view.memo);
  const asker: Asker = { ...who, channel: memo.place };
  const [alert] = await deps.store.subscriptions.byIds([memo.id ?? 0]);
  if (alert === undefined || !(await mayManage(asker, alert, deps)))
    return { update: saidForm('Not changed', NOT_YOURS) };
  const { query, cadence, wanted, ...rest } = readFields(view);
  const faults = faultsOf({ query, cadence, wanted, ...rest, where: 'me' });
  if (Object.keys(faults).length > 0) return { errors: faults };
  const done = await editSubscription(alert.id, { query, cadence, wanted }, deps);
  if ('refused' in done) return { update: saidForm('Not changed', escapeMrkdwn(done.refused)) };
  if ('known' in done) return { errors: { [ASKED.query]: 'There is another alert just like this.' } };
  return {
    update: saidForm('Changed', `:white_check_mark: It is changed: ${named([done.subscription])}.`),
    afterwards: async () => await showChanged(asker, { alert: done.subscription, memo }, deps),
  };
}

async function showChanged(
  asker: Asker,
  { alert, memo }: { readonly alert: Subscription; readonly memo: SaveMemo },
  deps: AnswerDeps,
): Promise<void> {
  const { message: ts, place, isHome: fromHome } = memo;
  if (fromHome) return await publishHome(asker, deps);
  if (ts === undefined || place === undefined) return;
  const since = placeOf(asker).id === asker.user ? undefined : `Changed by <@${asker.user}>`;
  await showSetUp(asker, { alertId: alert.id, channel: place, ts, since }, deps);
}

export const ALERT_ACTS: Partial<Answers> = {
  actions: {
    [ACTS.edit]: openEdit,
    [ACTS.pause]: pressing(pause),
    [ACTS.resume]: pressing(resume),
    [ACTS.end]: pressing(endAlert),
    [ACTS.revive]: pressing(revive),
  },
  forms: { [FORMS.edit]: changeAlert },
};
