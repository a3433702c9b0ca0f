import type { Address, Subscriber, Timetable } from '../domain/subscription.ts';
import { digestToCome } from '../flows/digest-to-come.ts';
import { nextDigest } from '../flows/next-digest.ts';
import { digestReply, digestTimesForm, TIMES } from '../present/digest-words.ts';
import { dateTimeWords } from '../present/london-words.ts';
import { saidForm } from '../present/save-form.ts';
import { ACTS, FORMS } from '../present/slack-names.ts';
import { liveOf } from './alert-list.ts';
import type { AnswerDeps, Answers } from './answering.ts';
import { placeOf, type Asker } from './asker.ts';
import type { ActionCall, CommandCall, FormAnswer, FormCall } from './calls.ts';
import { isPerson, mayManage } from './may-manage.ts';
import { readMemo, memoText } from './save-fields.ts';

async function sayNext(call: CommandCall, deps: AnswerDeps): Promise<void> {
  const { store, clock, command, nextSlot } = deps;
  const place = placeOf(call.asker);
  const whose = await store.subscriptions.subscriberAt(place);
  const now = clock.now();
  const next = whose && nextDigest(whose, await liveOf(whose.id, deps), now, nextSlot);
  const shown = { isPerson: isPerson(place.id), command };
  if (whose === undefined || next === undefined)
    return await call.reply(digestReply({ next: undefined, ...shown }));
  const { cadences, dueAt } = next;
  const slots = cadences.map((cadence) => ({ cadence, at: now }));
  const message = await digestToCome(whose, slots, deps);
  const items = message?.items.length ?? 0;
  await call.reply(digestReply({ next: { cadences, dueAt, items }, ...shown }));
}

async function openTimes(call: ActionCall, deps: AnswerDeps): Promise<void> {
  const { asker, trigger } = call;
  const whose = await deps.store.subscriptions.subscriberAt(placeOf(asker));
  if (whose === undefined) return await call.reply({ text: 'Nothing comes here yet.' });
  const { timetable, heartbeat } = whose;
  const place = asker.channel;
  const memo = memoText({ place, name: undefined, id: undefined, isHome: false });
  const view = digestTimesForm({ timetable, heartbeat, memo });
  const opened = await deps.slack.ask(asker.team, 'views.open', { trigger_id: trigger, view });
  if (!opened.ok) await call.reply({ text: 'Slack did not open the form in time. Please press that again.' });
}

async function keepTimes({ asker: who, view }: FormCall, deps: AnswerDeps): Promise<FormAnswer> {
  const asker: Asker = { ...who, channel: readMemo(view.memo).place };
  const address: Address = placeOf(asker);
  const subscriber = await deps.store.subscriptions.subscriberAt(address);
  if (subscriber === undefined || !(await mayManage(asker, { subscriber }, deps)))
    return { update: saidForm('Not changed', 'There is nothing of yours to change there.') };
  const timetable = readTimes(view.values, subscriber, deps.clock.now());
  if (timetable === undefined) return { errors: { [TIMES.days]: 'Choose at least one day.' } };
  const heartbeat = [view.values[TIMES.heartbeat] ?? []].flat().includes('yes');
  await deps.store.transaction((tx) => tx.subscriptions.state(subscriber.id, { timetable, heartbeat }));
  const own = await liveOf(subscriber.id, deps);
  const next = nextDigest({ timetable }, own, deps.clock.now(), deps.nextSlot);
  const when = next === undefined ? '' : ` The next one comes on ${dateTimeWords(next.dueAt)}.`;
  return { update: saidForm('When digests come', `:white_check_mark: It is changed.${when}`) };
}

/** ISO weekdays as the form has them. */
const WEEK: readonly number[] = [1, 2, 3, 4, 5, 6, 7];

/** Undefined where no day is chosen; what else is missing stays as it was. */
function readTimes(
  values: FormCall['view']['values'],
  { timetable }: Subscriber,
  now: number,
): Timetable | undefined {
  const all = (name: string): readonly string[] => [values[name] ?? []].flat();
  const days = WEEK.filter((day) => all(TIMES.days).includes(String(day)));
  if (days.length === 0) return undefined;
  const weekday = WEEK.find((day) => all(TIMES.weekday).includes(String(day))) ?? timetable.weekday;
  const [typed] = all(TIMES.hour);
  const hour = typed !== undefined && /^(?:1?\d|2[0-3])$/.test(typed) ? Number(typed) : timetable.hour;
  return { ...timetable, days, weekday, hour, since: now };
}

export const DIGEST_TIMES: Partial<Answers> = {
  commands: { digest: { takes: (rest) => rest === '', answer: sayNext } },
  actions: { [ACTS.digestTimes]: openTimes },
  forms: { [FORMS.digestTimes]: keepTimes },
};
