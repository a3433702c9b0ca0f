import type { PortalId } from '../domain/portal.ts';

/** What the operator hears of a portal, once for each turn: it broke, it mended, or it served what cannot be read. */
export interface PortalNote {
  readonly portal: PortalId;
  readonly turn: 'broke' | 'mended' | 'quarantined';
  /** Since when it was so, UTC milliseconds. */
  readonly since: number;
  readonly at: number;
}

/**
 * What the operator hears of sending, at most once a day for each: a server does not take our login or sender (`stopped`), it says of every mailbox that it is gone (`doubted`), it
 * refuses what we write (`refused`), we stumble over a message (`stumbled`), a Slack workspace was lost (`team`), Slack does not take the app's own secret (`client`), or so much was to be sent at once that it is kept back (`held`).
 */
export interface SendingNote {
  readonly sending: 'stopped' | 'doubted' | 'refused' | 'stumbled' | 'team' | 'client' | 'held';
  readonly at: number;
}

/** That somebody wrote to whoever runs this; by the number of what they wrote. */
export interface FeedbackNote {
  readonly feedback: number;
  readonly at: number;
}

export type OperatorNote = PortalNote | SendingNote | FeedbackNote;
