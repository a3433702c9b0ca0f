import { ALERT_ACTS } from './alert-acts.ts';
import { ALERT_LIST } from './alert-list.ts';
import type { Answers } from './answering.ts';
import { CHANNEL_EVENTS } from './channel-events.ts';
import { DIGEST_TIMES } from './digest-times.ts';
import { FEEDBACK } from './feedback.ts';
import { HOME } from './home.ts';
import { MAKERS } from './makers.ts';
import { PAUSING } from './pausing.ts';
import { REST } from './rest.ts';
import { SAVING } from './saving.ts';
import { REMOVALS } from './removals.ts';
import { SIMILAR } from './similar.ts';
import { UNFURLS } from './unfurls.ts';
import { ITEM_FORMS } from './item-forms.ts';
import { MUTE_COMMAND } from './mute-command.ts';
import { NOTICE_COMMANDS } from './notice-commands.ts';
import { PLAIN_COMMANDS } from './plain-commands.ts';
import { PROCUREMENT_ACTS } from './procurement-acts.ts';
import { SEARCHING } from './searching.ts';
import { UNDOING } from './undoing.ts';

/** All that is answered in Slack. Each part names its own; nothing is answered twice. */
const PARTS: readonly Partial<Answers>[] = [
  UNDOING,
  SEARCHING,
  PROCUREMENT_ACTS,
  PLAIN_COMMANDS,
  NOTICE_COMMANDS,
  MUTE_COMMAND,
  ITEM_FORMS,
  REMOVALS,
  SIMILAR,
  UNFURLS,
  CHANNEL_EVENTS,
  REST,
  ALERT_ACTS,
  ALERT_LIST,
  DIGEST_TIMES,
  FEEDBACK,
  HOME,
  MAKERS,
  PAUSING,
  SAVING,
];

export const ANSWERS: Answers = {
  commands: gathered((part) => part.commands),
  actions: gathered((part) => part.actions),
  forms: gathered((part) => part.forms),
  shortcuts: gathered((part) => part.shortcuts),
  events: gathered((part) => part.events),
};

function gathered<T>(
  of: (part: Partial<Answers>) => Readonly<Record<string, T>> | undefined,
): Readonly<Record<string, T>> {
  const all: Record<string, T> = {};
  for (const [name, answer] of PARTS.flatMap((part) => Object.entries(of(part) ?? {}))) {
    if (Object.hasOwn(all, name)) throw new Error(`${name} is answered twice`);
    all[name] = answer;
  }
  return all;
}
