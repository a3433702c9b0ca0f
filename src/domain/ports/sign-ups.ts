import type { Bounce, SignUp, Suppression, Token, TokenKind } from '../sign-up.ts';
import type { Address, Cadence, Wanted } from '../subscription.ts';

export interface NewSignUp {
  readonly subscriberId: number;
  readonly query: string;
  readonly cadence: Cadence;
  readonly wanted: readonly Wanted[];
  readonly words: string;
  readonly form: string;
  /** From where it was asked: an address cut to its network, for counting. */
  readonly source: string;
  readonly askedAt: number;
  readonly expiresAt: number;
}

export interface SignUpReads {
  byId(id: number): Promise<SignUp | undefined>;
  /** How many were asked at or after `since`: for this subscriber, from this source, in all. */
  askedSince(
    since: number,
    of: { readonly subscriberId: number } | { readonly source: string } | 'all',
  ): Promise<number>;
  /** When this subscriber last confirmed one; undefined where it never did. */
  lastConfirmed(subscriberId: number): Promise<number | undefined>;
}

export interface SignUpWrites extends SignUpReads {
  add(signUp: NewSignUp): Promise<number>;
  confirmed(id: number, at: number): Promise<void>;
  /** Sign-ups that expired before `now` unconfirmed, and subscribers who have nothing else; answers how many of these. */
  sweep(now: number): Promise<number>;
}

export interface NewToken {
  readonly kind: TokenKind;
  readonly subscriberId: number;
  readonly deliveryId?: number | undefined;
  readonly signUpId?: number | undefined;
  readonly createdAt: number;
  readonly expiresAt?: number | undefined;
}

export interface TokenReads {
  /** What a secret from a link stands for; undefined where it is nobody's, or of another kind. Whether it holds is for the caller to see. */
  find(kind: TokenKind, secret: string): Promise<Token | undefined>;
  ofSubscriber(kind: TokenKind, subscriberId: number): Promise<readonly Token[]>;
}

export interface TokenWrites extends TokenReads {
  /** Answers the secrets, 43 characters of base64url each, in order; nothing else ever knows them. */
  mint(tokens: readonly NewToken[]): Promise<readonly string[]>;
  used(id: number, at: number): Promise<void>;
  /** Remembers which subscriptions it ended; `[]` once that is undone. */
  ended(id: number, subscriptionIds: readonly number[], at: number): Promise<void>;
  /** Those of a kind are worth nothing any more. */
  revoke(kind: TokenKind, subscriberId: number): Promise<void>;
}

export interface SuppressionReads {
  of(address: Address): Promise<Suppression | undefined>;
  /** Soft bounces of this subscriber at or after `since`. */
  softBounces(subscriberId: number, since: number): Promise<number>;
  list(): Promise<readonly (Suppression & { readonly addressHash: string })[]>;
}

export interface SuppressionWrites extends SuppressionReads {
  /** A graver reason stays: complaint and manual over the others. */
  suppress(address: Address, suppression: Suppression): Promise<void>;
  lift(address: Address): Promise<void>;
  /** False where the same was said of this delivery before. */
  bounced(bounce: Bounce, subscriberId: number, at: number): Promise<boolean>;
}
