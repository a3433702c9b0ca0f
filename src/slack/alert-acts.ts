import type { Subscription } from '../domain/subscription.ts';
import { editSubscription, pauseSubscription } from '../flows/edit-subscription.ts';
import { end } from '../flows/leave.ts';
import { canBeTakenBack, takeBack } from '../flows/take-back.ts';
import { STANDS, type Note } from '../present/alert-blocks.ts';
import { alertTitle } from '../present/alert-words.ts';
import { escapeMrkdwn } from '../present/mrkdwn.ts';
import { ASKED, saidForm } from '../present/save-form.ts';
import { ACTS, FORMS } from '../present/slack-names.ts';
import { alertList } from './alert-list.ts';
import type { AnswerDeps, Answers } from './answering.ts';
import type { Asker } from './asker.ts';
import type { ActionCall, FormAnswer, FormCall } from './calls.ts';
import { publishHome } from './home.ts';
import { mayManage, mayManageAll } from './may-manage.ts';
import { resumeAlerts } from './resuming.ts';
import { faultsOf, readFields, readMemo, type SaveMemo } from './save-fields.ts';
import { openWith } from './save-view.ts';
import { isPostOf, showStanding, type Done } from './standing.ts';

const DAY = 86_400_000;

/** What a button is about, and where it stands. */
interface About {
  readonly alerts: readonly Subscription[];
  readonly stands: string;
  /** Of a list. */
  readonly page: number;
}

const WAS_DELETED = 'It was deleted';

const NOT_YOURS =
  'Only members of the channel may change its alerts, and only you your own. Join the channel, or ask somebody there.';

/** What came of a press: what whoever pressed is told, and what the channel is, where something was changed. */
interface Outcome {
  readonly note: Note;
  readonly done?: Done | undefined;
}

type Act = (about: About, call: ActionCall, deps: AnswerDeps) => Promise<Outcome>;

/** Nothing was changed. */
function saying(text: string): Outcome {
  return { note: { text } };
}

/** Does what a button says to the alerts that it names, where whoever presses may, and shows what there is then. */
function pressing(act: Act): (call: ActionCall, deps: AnswerDeps) => Promise<void> {
  return async (call, deps) => {
    const about = await aboutOf(call, deps);
    if (typeof about === 'string') return await call.reply({ text: about });
    const { note, done } = await act(about, call, deps);
    const { message } = call;
    const [alert] = about.alerts;
    if (about.stands === STANDS.setUp && message !== undefined && alert !== undefined) {
      const shown = done === undefined ? undefined : await showStanding(done, deps);
      // The message itself says it, where it is the one that does.
      if (shown?.has(alert.id) !== true || !isPostOf(alert, message)) await call.reply({ text: note.text });
      return;
    }
    await showAfter(call, { about, note }, deps);
    if (done !== undefined) await showStanding(done, deps);
  };
}

/** An old message may be pressed long after its alert was deleted. */
function ofLive(act: Act): Act {
  return async (about, call, deps) => {
    const alerts = about.alerts.filter((one) => one.state !== 'ended');
    if (alerts.length > 0) return await act({ ...about, alerts }, call, deps);
    return saying(`${WAS_DELETED}: ${named(about.alerts)}. To have it again, set it up anew.`);
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
  if (!(await mayManageAll(asker, alerts, deps))) return NOT_YOURS;
  return { alerts, stands, page: Number(page) || 0 };
}

interface After {
  readonly about: About;
  readonly note: Note;
}

/** In the App Home, in the list, or to whoever pressed. */
async function showAfter(call: ActionCall, { about, note }: After, deps: AnswerDeps): Promise<void> {
  const { asker, message } = call;
  if (isHome(call)) return await publishHome(asker, deps, note);
  if (about.stands === STANDS.list && message?.isEphemeral === true)
    return await call.replace(await alertList(asker, { page: about.page, note }, deps));
  await call.reply({ text: note.text });
}

function isHome({ message, view }: Pick<ActionCall, 'message' | 'view'>): boolean {
  return message === undefined && view !== undefined && view.name === '';
}

function named(alerts: readonly Subscription[]): string {
  return alerts.map((one) => `*${escapeMrkdwn(alertTitle(one))}*`).join(', ');
}

async function pause({ alerts }: About, { asker }: ActionCall, deps: AnswerDeps): Promise<Outcome> {
  for (const { id } of alerts) await pauseSubscription(id, undefined, deps);
  return {
    note: { text: `Paused: ${named(alerts)}. What you miss and is still open comes when it goes on.` },
    done: deed('Paused', asker, alerts),
  };
}

async function resume({ alerts }: About, { asker }: ActionCall, deps: AnswerDeps): Promise<Outcome> {
  const { resumed, problems } = await resumeAlerts(asker, alerts, deps);
  const done = resumed.length === 0 ? undefined : deed('Resumed', asker, resumed);
  const [problem] = problems;
  if (problem !== undefined) return { note: { text: `It stays paused. ${problem}` }, done };
  if (done === undefined) return saying('It was going on already.');
  return {
    note: { text: `Goes on: ${named(resumed)}. What was missed and is still open comes, too.` },
    done,
  };
}

async function endAlert(
  { alerts }: About,
  { asker }: ActionCall,
  { store, clock }: AnswerDeps,
): Promise<Outcome> {
  await store.transaction(async (tx) => await end(tx, alerts, clock.now()));
  return {
    note: { text: `Deleted: ${named(alerts)}. For a day you can take that back.`, ended: alerts[0] },
    done: deed('Deleted', asker, alerts),
  };
}

async function revive({ alerts }: About, { asker }: ActionCall, deps: AnswerDeps): Promise<Outcome> {
  const since = deps.clock.now() - DAY;
  if (alerts.every((one) => one.state !== 'ended')) return saying('It is as it was.');
  const late = alerts.filter((one) => one.state === 'ended' && one.stateAt <= since);
  if (late.length > 0) return saying('It was deleted more than a day ago: please set it up anew.');
  return await deps.store.transaction(async (tx) => {
    const back = await canBeTakenBack(tx, alerts);
    if (back.length === 0) return saying('There is another alert just like it by now: keep that one.');
    const taken = await takeBack(tx, back, deps);
    if ('refused' in taken) return saying(escapeMrkdwn(taken.refused));
    return {
      note: { text: `It is as it was: ${named(back)}.` },
      done: deed('Taken back', asker, taken.revived),
    };
  });
}

function deed(did: Done['did'], { user }: Asker, alerts: readonly Subscription[]): Done {
  return { did, by: user, ids: alerts.map((one) => one.id) };
}

async function openEdit(call: ActionCall, deps: AnswerDeps): Promise<void> {
  const about = await aboutOf(call, deps);
  const [alert] = typeof about === 'string' ? [] : about.alerts;
  if (typeof about === 'string' || alert === undefined)
    return await call.reply({ text: typeof about === 'string' ? about : NOT_YOURS });
  if (alert.state === 'ended') return await call.reply({ text: `${WAS_DELETED}: set it up anew.` });
  const { query, cadence, wanted, id } = alert;
  const memo: SaveMemo = {
    place: call.asker.channel,
    name: undefined,
    id,
    isHome: isHome(call),
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
  const { query, cadence, wanted } = readFields(view);
  const faults = faultsOf({ query, cadence, wanted, where: 'me', other: undefined }, memo);
  if (Object.keys(faults).length > 0) return { errors: faults };
  const done = await editSubscription(alert.id, { query, cadence, wanted }, deps);
  if ('refused' in done) return { update: saidForm('Not changed', escapeMrkdwn(done.refused)) };
  if ('known' in done) return { errors: { [ASKED.query]: 'There is another alert just like this.' } };
  const { subscription } = done;
  return {
    update: saidForm(
      'Changed',
      `:white_check_mark: It is changed: ${named([subscription])}.`,
      `Type ${deps.command} alerts to see how yours and the channel’s stand now.`,
    ),
    afterwards: async () => {
      if (memo.isHome) await publishHome(asker, deps);
      await showStanding(deed('Changed', asker, [subscription]), deps);
    },
  };
}

export const ALERT_ACTS: Partial<Answers> = {
  actions: {
    [ACTS.edit]: openEdit,
    [ACTS.pause]: pressing(ofLive(pause)),
    [ACTS.resume]: pressing(ofLive(resume)),
    [ACTS.end]: pressing(ofLive(endAlert)),
    [ACTS.revive]: pressing(revive),
  },
  forms: { [FORMS.edit]: changeAlert },
};
