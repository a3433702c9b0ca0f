import type { Sort } from './query.ts';

/** A workspace in which the app was installed. */
export interface Installation {
  /** What subscribers' addresses say: `home` for that of the configured token, Slack's id for any other. */
  readonly team: string;
  /** Slack's own id, `T0123ABCD`; undefined for `home` until Slack was asked. */
  readonly slackId: string | undefined;
  readonly name: string | undefined;
  /** The bot as a member of the workspace, `U0123ABCD`: whom people invite. */
  readonly botUser: string | undefined;
  /** What the app may do there. */
  readonly scopes: readonly string[];
  readonly installedBy: string | undefined;
  readonly installedAt: number;
  /** Tokens and all that Slack said of the installation, sealed; undefined for the configured token, and once they are worth nothing. */
  readonly sealed: string | undefined;
  /** Why nothing can be posted there; undefined while all is well. */
  readonly inactive: Inactive | undefined;
}

export interface Inactive {
  readonly since: number;
  /** Slack's word: `token_revoked`, `app_uninstalled`, `missing_scope`. */
  readonly code: string;
  /** One sentence for people. */
  readonly reason: string;
}

/** With these Slack refuses the app's own id and secret when a token is to be renewed (https://docs.slack.dev/reference/methods/oauth.v2.access#errors). */
export const CLIENT_REFUSED: ReadonlySet<string> = new Set([
  'bad_client_secret',
  'invalid_client_id',
  'invalid_client',
]);

/** A search that somebody pages through. */
export interface AskedSearch {
  /** Opaque, in buttons. */
  readonly id: string;
  readonly team: string;
  readonly user: string;
  readonly channel: string;
  /** As typed. */
  readonly text: string;
  /** Undefined where the text itself decides. */
  readonly sort: Sort | undefined;
  /** With what each page after the first is asked for: `trail[0]` is that of the second. */
  readonly trail: readonly string[];
  readonly askedAt: number;
}

/** What somebody wrote to whoever runs this. */
export interface Feedback {
  readonly id: number;
  readonly at: number;
  readonly text: string;
}
