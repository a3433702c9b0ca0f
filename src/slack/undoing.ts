import { end } from '../flows/leave.ts';
import { followsOf } from '../flows/follow.ts';
import { unmute } from '../flows/mute.ts';
import { didReply, mutedWords, titleIn } from '../present/act-blocks.ts';
import { escapeMrkdwn } from '../present/mrkdwn.ts';
import { modal, type SlackReply } from '../present/blocks.ts';
import { ACTS, FORMS } from '../present/slack-names.ts';
import type { Procurement } from '../domain/procurement.ts';
import type { AnswerDeps, Answers } from './answering.ts';
import { personOf } from './asker.ts';
import type { ActionCall } from './calls.ts';
import { mayManage } from './may-manage.ts';
import { say } from './procurement-acts.ts';

/** Takes back what a button did: `follow 12`, `remind 12`, `remind 12 7` where it was 7 days before that, or `mute PLACE 7`. */
async function undo(call: ActionCall, deps: AnswerDeps): Promise<void> {
  const [what = '', first = '', second = ''] = call.value.split(' ');
  const text =
    what === 'mute'
      ? await muteUndone(call, { place: first, muteId: Number(second) }, deps)
      : await followUndone(
          call,
          {
            procurementId: Number(first),
            isReminder: what === 'remind',
            daysBefore: what === 'remind' && second !== '' ? Number(second) : undefined,
          },
          deps,
        );
  await sayUndone(call, didReply(text), deps);
}

/** Where the button stood: what says the opposite must not stay. */
async function sayUndone(call: ActionCall, reply: SlackReply, deps: AnswerDeps): Promise<void> {
  const { asker, view, message } = call;
  if (view?.name === FORMS.details) return await say(call, Number(view.memo), reply, deps);
  if (view?.name === FORMS.remind) {
    const undone = modal({ name: FORMS.remind, title: 'Taken back', memo: '', blocks: reply.blocks });
    const updated = await deps.slack.ask(asker.team, 'views.update', { view_id: view.id, view: undone });
    if (updated.ok) return;
  }
  await (message?.isEphemeral === true ? call.replace(reply) : call.reply(reply));
}

async function muteUndone(
  { asker }: ActionCall,
  { place, muteId }: { readonly place: string; readonly muteId: number },
  deps: AnswerDeps,
): Promise<string> {
  const address = { channel: 'slack', team: asker.team, id: place } as const;
  const subscriber = await deps.store.subscriptions.subscriberAt(address);
  if (subscriber === undefined || !(await mayManage(asker, { subscriber }, deps)))
    return 'Only those who are in that channel can take this back.';
  const undone = await unmute(address, muteId, deps);
  return undone === undefined
    ? 'That was taken back already.'
    : `Taken back: ${escapeMrkdwn(mutedWords(undone.what))} is no longer muted.`;
}

interface Followed {
  readonly procurementId: number;
  /** Only the reminder is taken back. */
  readonly isReminder: boolean;
  /** On how many days before it was reminded of until then, 0 for the usual number; undefined where it was not. */
  readonly daysBefore: number | undefined;
}

async function followUndone(
  { asker }: ActionCall,
  { procurementId, isReminder, daysBefore }: Followed,
  { store, clock }: AnswerDeps,
): Promise<string> {
  const [procurement] = await store.procurements.byIds([procurementId]);
  const subscriber = await store.subscriptions.subscriberAt(personOf(asker));
  if (procurement === undefined || subscriber === undefined) return 'That was taken back already.';
  const at = clock.now();
  const dropped = new Set(isReminder ? ['closing'] : ['changes', 'awards']);
  await store.transaction(async (tx) => {
    const own = await tx.subscriptions.ofSubscriber(subscriber.id);
    for (const one of followsOf(own, procurement, at)) {
      if (daysBefore !== undefined) {
        if (one.wanted.includes('closing'))
          await tx.subscriptions.change(
            one.id,
            { remindDays: daysBefore === 0 ? undefined : daysBefore },
            at,
          );
        continue;
      }
      const wanted = one.wanted.filter((word) => !dropped.has(word));
      // What was asked for by another button stays.
      if (wanted.length === 0) await end(tx, [one], at);
      else await tx.subscriptions.change(one.id, { wanted }, at);
    }
  });
  if (daysBefore !== undefined) return restoredWords(procurement, daysBefore);
  return undoneWords(procurement, isReminder);
}

function restoredWords(procurement: Procurement, daysBefore: number): string {
  const when =
    daysBefore === 0 ? 'as before' : daysBefore === 1 ? '1 day before' : `${daysBefore} days before`;
  return `Taken back: I remind you of ${titleIn(procurement)} ${when}${daysBefore === 0 ? '' : ' it closes, as it was'}.`;
}

function undoneWords(procurement: Procurement, isReminder: boolean): string {
  const title = titleIn(procurement);
  return isReminder
    ? `Taken back: nothing reminds you of ${title}.`
    : `Taken back: you no longer follow ${title}.`;
}

export const UNDOING: Partial<Answers> = { actions: { [ACTS.undo]: undo, [ACTS.unmute]: undo } };
