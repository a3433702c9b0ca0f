import type { Subscription } from '../domain/subscription.ts';
import { alertFacts, alertTerms, alertTitle } from './alert-words.ts';
import { actions, context, section, topText, type SlackBlock, type SlackReply } from './blocks.ts';
import { button, type SlackElement } from './elements.ts';
import { dateWords } from './london-words.ts';
import { escapeMrkdwn } from './mrkdwn.ts';
import { ACTS } from './slack-names.ts';

/** Where the buttons of an alert stand: it decides what is shown when one was pressed. */
export const STANDS = { setUp: 'set-up', list: 'list' } as const;

/** What has just been done, above what there is after it. */
export interface Note {
  /** Mrkdwn. */
  readonly text: string;
  /** What was ended and can go on. */
  readonly ended?: Subscription | undefined;
}

/** An alert and what is to be shown of it. */
export interface AlertShown {
  readonly alert: Subscription;
  /** How many it told in the last 30 days. */
  readonly told?: number | undefined;
  /** Behind its number in the buttons' values. */
  readonly stands: string;
}

/** One alert in words, with what can be done about it. */
export function alertBlocks({ alert, told, stands }: AlertShown): readonly SlackBlock[] {
  return [
    section(`*${escapeMrkdwn(alertTitle(alert))}*\n${alertFacts(alert, told)}`),
    actions(...alertButtons(alert, stands)),
  ];
}

function alertButtons(alert: Subscription, stands: string): readonly SlackElement[] {
  const value = `${alert.id} ${stands}`.trim();
  if (alert.state === 'ended') return [button({ label: 'Undo', act: ACTS.revive, value })];
  const isPaused = alert.state === 'paused';
  return [
    button({ label: 'Edit', act: ACTS.edit, value }),
    isPaused
      ? button({ label: 'Resume', act: ACTS.resume, value })
      : button({ label: 'Pause', act: ACTS.pause, value }),
    button({
      label: 'Delete',
      act: ACTS.end,
      value,
      style: 'danger',
      confirm: {
        title: 'Delete this alert?',
        text: `${alertTitle(alert)}: nothing more is told of it. You can take that back for a day.`,
        yes: 'Delete',
      },
    }),
  ];
}

/** What has just been done, with a way back where there is one. */
export function noteBlocks({ text, ended }: Note, stands = ''): readonly SlackBlock[] {
  const undo =
    ended === undefined
      ? []
      : [actions(button({ label: 'Undo', act: ACTS.revive, value: `${ended.id} ${stands}`.trim() }))];
  return [section(text), ...undo];
}

export interface SetUp {
  /** As it is kept, or what is to be kept. */
  readonly alert: Subscription;
  /** False before it is kept: there is nothing to press yet. */
  readonly isKept: boolean;
  readonly isPerson: boolean;
  /** The command people type, `/tenders`. */
  readonly command: string;
  /** What somebody did about it since, mrkdwn. */
  readonly since?: string | undefined;
}

/** What somebody did to an alert. */
export interface Deed {
  readonly did: 'Changed' | 'Paused' | 'Resumed' | 'Deleted' | 'Taken back';
  /** Who did it, `U0123ABCD`. */
  readonly by: string;
  /** Of a pause that ends by itself, UTC milliseconds. */
  readonly until?: number | undefined;
}

/** `Paused by @alex until Tue 15 Sept 2026`, mrkdwn. */
export function sinceWords({ did, by, until }: Deed): string {
  return `${did} by <@${by}>${until === undefined ? '' : ` until ${dateWords(until)}`}`;
}

/**
 * Says in the channel that an alert was set up there, by whom, and that anyone can change it. Before it is kept it says so: nobody
 * may ever learn that the message has arrived, and then it stays as it is.
 */
export function setUpReply(shown: SetUp): SlackReply {
  return shown.isKept ? kept(shown) : toBeKept(shown);
}

function toBeKept({ alert, isPerson, command }: SetUp): SlackReply {
  const who = alert.maker === undefined || isPerson ? 'You are' : `<@${alert.maker}> is`;
  const head = `${who} setting up a tender alert here:`;
  return {
    text: topText(`A tender alert is being set up: ${alertTitle(alert)}`),
    blocks: [
      section(`*${head}*\n${escapeMrkdwn(alertTitle(alert))}\n${alertTerms(alert)}`),
      context(`If this line stays, it was not saved: ${command} alerts shows what there is.`),
    ],
  };
}

function kept({ alert, isPerson, command, since }: SetUp): SlackReply {
  const by = alert.maker === undefined ? '' : ` by <@${alert.maker}>`;
  const title = isPerson ? 'Your tender alert is set up' : `Tender alert set up${by}`;
  const who = isPerson ? 'Change it whenever you like' : 'Anyone here can change it';
  return {
    text: topText(`Tender alert set up: ${alertTitle(alert)}`),
    blocks: [
      section(`*${title}*\n${escapeMrkdwn(alertTitle(alert))}\n${alertFacts(alert, undefined)}`),
      ...(since === undefined ? [] : [context(since)]),
      context(`${who}: ${command} alerts`),
      actions(...alertButtons(alert, STANDS.setUp)),
    ],
  };
}

/** Alerts on one page of the list: more would not fit a message. */
const PAGE = 6;

export interface AlertList {
  /** Those of the channel, then those of whoever asks. */
  readonly groups: readonly { readonly title: string; readonly alerts: readonly Subscription[] }[];
  readonly told: ReadonlyMap<number, number>;
  readonly command: string;
  /** From 0 on. */
  readonly page: number;
  readonly note?: Note | undefined;
}

/** The alerts of a place and of whoever asks, a page of them. */
export function alertListReply({ groups, told, command, page, note }: AlertList): SlackReply {
  const all = groups.flatMap(({ title, alerts }) =>
    alerts.map((alert, at) => ({ title, alert, isFirst: at === 0 })),
  );
  const pages = Math.max(1, Math.ceil(all.length / PAGE));
  const at = Math.min(Math.max(0, page), pages - 1);
  const shown = all.slice(at * PAGE, (at + 1) * PAGE);
  const stands = `${STANDS.list} ${at}`;
  const said = note === undefined ? [] : noteBlocks(note, stands);
  if (all.length === 0) {
    const none = `No alerts here yet. Search with ${command}, then save what you see: ${command} save`;
    return { text: topText(none), blocks: [...said, section(escapeMrkdwn(none))] };
  }
  const blocks = shown.flatMap(({ title, alert, isFirst }, n) => [
    ...(isFirst || n === 0 ? [section(`*${escapeMrkdwn(title)}*`)] : []),
    ...alertBlocks({ alert, told: told.get(alert.id) ?? 0, stands }),
  ]);
  return {
    text: topText(`${all.length} ${all.length === 1 ? 'alert' : 'alerts'}`),
    blocks: [...said, ...blocks, ...pageBlocks(at, pages)],
  };
}

function pageBlocks(at: number, pages: number): readonly SlackBlock[] {
  if (pages === 1) return [];
  const turn = (label: string, to: number): readonly SlackElement[] =>
    to < 0 || to >= pages ? [] : [button({ label, act: ACTS.alerts, value: String(to) })];
  return [
    context(`Page ${at + 1} of ${pages}`),
    actions(...turn('Previous', at - 1), ...turn('Next', at + 1)),
  ];
}
