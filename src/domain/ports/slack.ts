import type { AskedSearch, Feedback, Inactive, Installation } from '../slack.ts';
import type { Subscriber } from '../subscription.ts';

export interface InstallationReads {
  list(): Promise<readonly Installation[]>;
  /** By what addresses say of it. */
  of(team: string): Promise<Installation | undefined>;
  /** By Slack's own id. */
  bySlackId(slackId: string): Promise<Installation | undefined>;
  /** Who is told in this workspace, and whoever was. */
  subscribers(team: string): Promise<readonly Subscriber[]>;
}

export interface InstallationWrites extends InstallationReads {
  /** Whatever was known of the team is replaced. */
  keep(installation: Installation): Promise<void>;
  /** Its tokens, refreshed; all else stays. */
  reseal(team: string, sealed: string): Promise<void>;
  /** Its tokens are forgotten where `forget` says so. False where it was inactive already, whatever the reason. */
  inactive(team: string, why: Inactive, forget: boolean): Promise<boolean>;
  /** Slack says that it is moving the workspace. Answers when it first said so since `moved`. */
  moving(team: string, at: number): Promise<number>;
  /** It is where it belongs. */
  moved(team: string): Promise<void>;
}

export interface SeenWrites {
  /** Whether this was seen since `since`; from now on it was. `what`: a signature's or an event's name. Older ones are forgotten. */
  before(what: string, at: number, since: number): Promise<boolean>;
}

export interface OauthStateWrites {
  /** Only the hash of `secret` is kept. */
  keep(secret: string, options: string, at: number): Promise<void>;
  /** What was kept with it, once: undefined where it is unknown, older than `since`, or was taken before. */
  take(secret: string, since: number): Promise<string | undefined>;
}

export interface AskedSearchReads {
  byId(id: string): Promise<AskedSearch | undefined>;
  /** What this user asked last in this channel, at or after `since`. */
  last(
    who: { readonly team: string; readonly user: string; readonly channel: string },
    since: number,
  ): Promise<AskedSearch | undefined>;
}

export interface AskedSearchWrites extends AskedSearchReads {
  add(search: AskedSearch): Promise<void>;
  /** How far somebody has come: the trail, and the order. */
  follow(id: string, to: Pick<AskedSearch, 'trail' | 'sort'>): Promise<void>;
  /** Those asked before `before` are forgotten. */
  sweep(before: number): Promise<void>;
}

export interface FeedbackReads {
  byId(id: number): Promise<Feedback | undefined>;
}

export interface FeedbackWrites extends FeedbackReads {
  add(text: string, at: number): Promise<number>;
}
