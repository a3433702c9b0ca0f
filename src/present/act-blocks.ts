import type { Procurement } from '../domain/procurement.ts';
import type { Mute, Muted } from '../domain/subscription.ts';
import {
  context,
  input,
  modal,
  section,
  sectionWith,
  type SlackBlock,
  type SlackModal,
  type SlackReply,
} from './blocks.ts';
import { factsOf } from './card.ts';
import { line } from './clean-text.ts';
import { button, select } from './elements.ts';
import { LONGEST } from './lengths.ts';
import { escapeMrkdwn } from './mrkdwn.ts';
import { unfurledCard } from './procurement-card.ts';
import { remindDaysOf } from './remind-days.ts';
import { ACTS, FORMS } from './slack-names.ts';

/** What was done, in escaped mrkdwn, and how to take it back. */
export function didReply(text: string, undo?: string): SlackReply {
  const block: SlackBlock =
    undo === undefined
      ? section(text)
      : sectionWith(text, button({ label: 'Undo', act: ACTS.undo, value: undo }));
  return { text, blocks: [block] };
}

/** The title as a sentence names it, in escaped mrkdwn. */
export function titleIn({ view }: Pick<Procurement, 'view'>): string {
  return `_${escapeMrkdwn((line(view.title, LONGEST.title) || '(no title)').replaceAll('_', ' '))}_`;
}

/** Questions of the two forms. */
export const REMIND_DAYS_QUESTION = 'days';
export const SHARE_QUESTIONS = { where: 'where', note: 'note' } as const;

const LONGEST_NOTE = 1_000;

const USUAL_DAYS = 3;

/** Undefined where nothing can be reminded of any more. */
export function remindForm(procurement: Procurement, now: number): SlackModal | undefined {
  const days = remindDaysOf(procurement.view, now);
  if (days.length === 0) return undefined;
  const usual = days.findLast((one) => one <= USUAL_DAYS);
  const { deadline = 'no deadline stated' } = factsOf(procurement, now);
  return modal({
    name: FORMS.remind,
    title: 'Remind me',
    submit: 'Remind me',
    memo: String(procurement.id),
    blocks: [
      section(`${titleIn(procurement)}\n${escapeMrkdwn(deadline)}`),
      input({
        name: REMIND_DAYS_QUESTION,
        label: 'How long before it closes?',
        element: select({
          act: REMIND_DAYS_QUESTION,
          choices: days.map((one) => ({ label: daysWords(one), value: String(one) })),
          chosen: String(usual),
        }),
        hint: 'It comes as a direct message here. If the deadline moves, so does the reminder.',
      }),
    ],
  });
}

function daysWords(days: number): string {
  return days === 1 ? '1 day before' : `${days} days before`;
}

export function shareForm(procurement: Procurement, channel: string | undefined): SlackModal {
  return modal({
    name: FORMS.share,
    title: 'Share',
    submit: 'Share',
    memo: String(procurement.id),
    blocks: [
      section(titleIn(procurement)),
      input({
        name: SHARE_QUESTIONS.where,
        label: 'Where?',
        element: {
          type: 'conversations_select',
          action_id: SHARE_QUESTIONS.where,
          placeholder: { type: 'plain_text', text: 'A channel' },
          ...(channel === undefined ? {} : { initial_conversation: channel }),
          filter: { include: ['public', 'private'], exclude_bot_users: true },
        },
      }),
      input({
        name: SHARE_QUESTIONS.note,
        label: 'A word about it',
        isOptional: true,
        element: {
          type: 'plain_text_input',
          action_id: SHARE_QUESTIONS.note,
          multiline: true,
          max_length: LONGEST_NOTE,
        },
      }),
    ],
  });
}

/** What stands in the channel: who shares it, what they say, and the procurement. */
export function sharedReply(
  procurement: Procurement,
  { user, note, now }: { readonly user: string; readonly note: string; readonly now: number },
): SlackReply {
  const quoted = escapeMrkdwn(note.trim())
    .split('\n')
    .map((one) => `> ${one}`);
  const said = [`<@${user}> shares a tender:`, ...(note.trim() === '' ? [] : quoted)].join('\n');
  return {
    text: `<@${user}> shares a tender: ${escapeMrkdwn(line(procurement.view.title, LONGEST.title))}`,
    blocks: [section(said), ...unfurledCard(procurement, now)],
  };
}

/** What is muted at one place. */
export interface MutedAt {
  /** `Muted in this channel`. */
  readonly title: string;
  /** The address's id. */
  readonly id: string;
  readonly mutes: readonly Mute[];
}

const MOST_MUTES = 20;

/** What is muted, each with a button that takes it back. */
export function mutesReply(places: readonly MutedAt[], command: string): SlackReply {
  const some = places.filter(({ mutes }) => mutes.length > 0);
  const how = `To mute more: \`${command} mute buyer NAME\`, \`${command} mute "a phrase"\`, or \`${command} mute\` and a notice's number or address.`;
  if (some.length === 0)
    return { text: 'Nothing is muted.', blocks: [section('Nothing is muted.'), context(how)] };
  const blocks = some.flatMap(({ title, id, mutes }) => [
    section(`*${title}*`),
    ...mutes
      .toReversed()
      .slice(0, Math.floor(MOST_MUTES / some.length))
      .map((one) =>
        sectionWith(
          escapeMrkdwn(mutedWords(one.what)),
          button({ label: 'Unmute', act: ACTS.unmute, value: `mute ${id} ${one.id}` }),
        ),
      ),
    ...leftOf(mutes.length, Math.floor(MOST_MUTES / some.length)),
  ]);
  return { text: 'What is muted', blocks: [...blocks, context(how)] };
}

function leftOf(count: number, shown: number): SlackBlock[] {
  return count > shown ? [context(`and ${count - shown} older ones`)] : [];
}

/** `the buyer Ashcombe Borough Council`, `"door entry"`, or a title. */
export function mutedWords(what: Muted): string {
  if (what.kind === 'buyer') return `the buyer ${line(what.name, LONGEST.buyer)}`;
  return line(what.kind === 'term' ? what.term : what.title, LONGEST.title);
}
