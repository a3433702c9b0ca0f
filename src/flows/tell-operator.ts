import { londonDateTime, londonDay } from '../base/london.ts';
import { isPortalId, PORTAL_NAMES, type PortalId } from '../domain/portal.ts';
import type { PortalState, Transaction } from '../domain/ports.ts';
import type { Address } from '../domain/subscription.ts';
import { newDelivery } from './new-delivery.ts';
import type { OperatorNote, SendingNote } from './operator-note.ts';
import type { TellDeps } from './tellings.ts';

/** Keys of the operator's messages begin so. */
const PREFIX = 'operator.';

/**
 * Queues a message to whoever runs this, at each of their addresses. The key makes it one for each turn of a portal, and
 * one a day for pages that cannot be read and for trouble with sending.
 */
export async function tellOperator(
  tx: Transaction,
  note: OperatorNote,
  to: readonly Address[],
  deps: TellDeps,
): Promise<void> {
  const what = keyOf(note);
  for (const address of to) {
    const subscriber = await tx.subscriptions.subscriber(address);
    const key = `${PREFIX}${what}.${subscriber.id}`;
    const wish = { key, kind: 'operator', cadence: 'instant', subscriber, wait: 0 } as const;
    await tx.deliveries.queue(newDelivery(wish, deps));
  }
}

function keyOf(note: OperatorNote): string {
  if ('sending' in note) return `${SENDING}.${note.sending}.${londonDay(note.at)}`;
  if ('feedback' in note) return `${FEEDBACK}.${note.feedback}`;
  const { portal, turn, since, at } = note;
  return `${portal}.${turn}.${turn === 'quarantined' ? londonDay(at) : String(since)}`;
}

const SENDING = 'sending';
const FEEDBACK = 'feedback';

/** The number of what somebody wrote, from the key of the message that carries it; undefined for any other. */
export function feedbackOf(key: string): number | undefined {
  const [what, id] = key.slice(PREFIX.length).split('.');
  return what === FEEDBACK ? Number(id) : undefined;
}
const SENDING_LINES: Readonly<Record<SendingNote['sending'], readonly [string, ...string[]]>> = {
  stopped: [
    'Sending has stopped',
    'The server does not take our login or our sender, so nothing is sent through it. Nothing is lost: what is due waits, and goes out when the server takes it.',
    '`tenderbell status` says which channel it is and why; `tenderbell doctor` checks what is configured. You hear of this at most once a day.',
  ],
  doubted: [
    'Sending is paused: every mailbox is said not to exist',
    'The server said of five recipients in a row that there is no such mailbox, and took no mail between. It is hardly true of all: perhaps it does not take mail from us for others (relaying, a blocklist). Nobody’s subscriptions have ended for it, and nothing is lost: it is tried again every half hour.',
    '`tenderbell send-test` with an address that is sure to exist says more; `tenderbell status` shows the pause. You hear of this at most once a day.',
  ],
  refused: [
    'A message was refused for what it says',
    'The server took its recipient, but not the message, and a second attempt would meet the same. What it told is told once more by the next digest or summary, in halves where it is several; what is refused twice by itself is told to nobody.',
    '`tenderbell outbox list --state dead` shows it and why; `tenderbell outbox retry` sends it again after a fix. You hear of this at most once a day.',
  ],
  stumbled: [
    'A message could not be made or recorded',
    'It was tried three times and is given up; what it told is tried once more with the next digest or summary, and after that told to nobody. This is a fault of ours.',
    '`tenderbell outbox list --state dead` shows it, and the log says what went wrong; `tenderbell outbox retry` sends it again after a fix. You hear of this at most once a day.',
  ],
  team: [
    'A Slack workspace was lost',
    'Slack does not let us post in a workspace any more: the app was removed there, its token was taken back, or it lacks a permission. Its alerts rest, and what waits for it is held for a week; when the app is installed again, all of it goes on by itself.',
    '`tenderbell doctor` says which workspace it is and why. You hear of this at most once a day.',
  ],
  client: [
    'Slack does not take the app’s secret',
    'The tokens of Slack workspaces cannot be renewed, because Slack refuses `slack.clientSecret` or `slack.clientId`. Nothing is lost: what is due there waits until Slack takes them.',
    'Copy both from **Basic Information** at https://api.slack.com/apps, and start tenderbell again. You hear of this at most once a day.',
  ],
  held: [
    'Messages are held back',
    'More was to be sent at once than is usual, so some of it waits for your word, in case it is a mistake.',
    '`tenderbell outbox list --state held` shows what waits; `tenderbell outbox retry --held` sends it. You hear of this at most once a day.',
  ],
};

/** The operator's message, headline first, from what is known of the portal now; undefined for a key that names none. */
export function operatorLines(
  key: string,
  state: (portal: PortalId) => PortalState | undefined,
): readonly [string, ...string[]] | undefined {
  const [portal, turn, since] = key.slice(PREFIX.length).split('.');
  if (portal === SENDING) return turn !== undefined && isSending(turn) ? SENDING_LINES[turn] : undefined;
  if (portal === undefined || !isPortalId(portal)) return undefined;
  const name = PORTAL_NAMES[portal];
  const when = londonDateTime(Number(since));
  const { misses = 0, lastFault } = state(portal) ?? {};
  if (turn === 'broke')
    return [
      `${name} cannot be read`,
      `Nothing could be read whole since ${when}${misses > 0 && lastFault !== undefined ? `; the last reason was: ${lastFault}` : ''}.`,
      ...(misses === 0 ? ['Meanwhile it answers again.'] : []),
      'It is tried again with each run, and what was missed is read when it answers. `tenderbell status` shows where it stands. You hear of this again when it mends.',
    ];
  if (turn === 'mended')
    return [
      `${name} can be read again`,
      `It had been out of reach; you were told on ${when}. What was missed meanwhile is read with this run and the next.`,
    ];
  return [
    `${name} served a page that cannot be read`,
    'It is kept, and its window is read again. `tenderbell rejects` lists what is kept; `tenderbell rejects --retry` reads it once more after a fix. You hear of this at most once a day for each portal.',
  ];
}

function isSending(word: string): word is SendingNote['sending'] {
  return Object.hasOwn(SENDING_LINES, word);
}
