import type { Cadence, Wanted } from './subscription.ts';

/** What somebody asked for by a form, in whosever name, until the mailbox's owner confirms it. */
export interface SignUp {
  readonly id: number;
  readonly subscriberId: number;
  /** In canonical form. */
  readonly query: string;
  readonly cadence: Cadence;
  readonly wanted: readonly Wanted[];
  /** What the form said that is agreed to, and which form it was. */
  readonly words: string;
  readonly form: string;
  readonly askedAt: number;
  readonly expiresAt: number;
  readonly confirmedAt: number | undefined;
}

/** What a link in a mail allows: only this. */
export const TOKEN_KINDS = ['confirm', 'unsubscribe', 'act', 'calendar'] as const;
/**
 * `confirm`: one sign-up, once, for seven days. `unsubscribe`: to end what a message told of, for ever. `act`: what that
 * message's buttons do, and for seven days its reader's subscriptions. `calendar`: to read one subscriber's deadlines.
 */
export type TokenKind = (typeof TOKEN_KINDS)[number];

/** A secret that was put into a link; only its hash is kept. */
export interface Token {
  readonly id: number;
  readonly kind: TokenKind;
  readonly subscriberId: number;
  /** The message that carries it. */
  readonly deliveryId: number | undefined;
  readonly signUpId: number | undefined;
  readonly createdAt: number;
  /** Undefined for one that holds for ever. */
  readonly expiresAt: number | undefined;
  readonly usedAt: number | undefined;
  /** Subscriptions that it ended, until that was undone. */
  readonly ended: readonly number[];
}

/** Why nothing is sent to an address. */
export const SUPPRESSION_REASONS = ['hard-bounce', 'soft-bounces', 'complaint', 'manual'] as const;
export type SuppressionReason = (typeof SUPPRESSION_REASONS)[number];

export interface Suppression {
  readonly reason: SuppressionReason;
  /** Who said so: `smtp`, `dsn`, `report`, `operator`. */
  readonly source: string;
  readonly at: number;
}

/** What a mail system said of a message afterwards. */
export interface Bounce {
  /** `hard`: there is no such mailbox. `soft`: not now. `complaint`: its reader called it spam. `unsubscribe`: asked by mail. */
  readonly kind: 'hard' | 'soft' | 'complaint' | 'unsubscribe';
  readonly deliveryId: number;
  /** RFC 3463, e.g. `5.1.1`; undefined where none was given. */
  readonly status: string | undefined;
}
