import type { SlackBlock, SlackHome, SlackModal, SlackReply } from '../present/blocks.ts';
import type { Asker } from './asker.ts';

/** What is shown to people. */
export type Reply = Pick<SlackReply, 'text'> & { readonly blocks?: readonly SlackBlock[] };

/** Something that a person did, acknowledged already: Slack waits three seconds for that, and for nothing else. */
interface Call {
  readonly asker: Asker;
  /** Opens a form, once, within three seconds. */
  readonly trigger: string;
  /**
   * To this person alone: by the acknowledgement where it is still open, by `response_url` while that may be used, and else by
   * `chat.postEphemeral` or a direct message. Never throws.
   */
  readonly reply: (reply: Reply) => Promise<void>;
}

/** A slash command. */
export interface CommandCall extends Call {
  /** What stands behind the command, trimmed. */
  readonly text: string;
}

/** A button, or a menu. */
export interface ActionCall extends Call {
  /** One of `ACTS`. */
  readonly act: string;
  /** The button's value, or that of what was chosen; several are joined by commas. */
  readonly value: string;
  /** The message that it stands in; undefined in forms and in the App Home. */
  readonly message:
    { readonly ts: string; readonly channel: string; readonly isEphemeral: boolean } | undefined;
  /** The form or the App Home that it stands in. */
  readonly view: ViewState | undefined;
  /** Puts something else in the place of an ephemeral message. Never throws. */
  readonly replace: (reply: Reply) => Promise<void>;
}

/** A form as it stands. */
export interface ViewState {
  readonly id: string;
  readonly hash: string;
  readonly name: string;
  /** Its `private_metadata`. */
  readonly memo: string;
  /** By the names of its questions (block ids): a text, what was chosen, or all that was ticked. */
  readonly values: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** A form that was handed in; it is acknowledged by what its handler answers. */
export interface FormCall {
  /** Without a channel: a form belongs to none. What it was opened for stands in its memo. */
  readonly asker: Asker;
  readonly view: ViewState;
}

/** What becomes of a form. `afterwards` runs when it is acknowledged. */
export interface FormAnswer {
  /** By the names of questions: what is wrong, and what to do. The form stays open. */
  readonly errors?: Readonly<Record<string, string>>;
  /** What it turns into. Closed without it and without errors. */
  readonly update?: SlackModal;
  readonly afterwards?: () => Promise<void>;
}

/** A shortcut in a message's menu. */
export interface ShortcutCall extends Call {
  /** The message's text, with its links and what its blocks say. */
  readonly text: string;
}

/** Something that happened in a workspace. */
export interface EventCall {
  readonly team: string;
  readonly event: Readonly<Record<string, unknown>>;
}

/** What a call of Slack's Web API came to. */
export type Answered =
  | { readonly ok: true; readonly said: Readonly<Record<string, unknown>> }
  /** `code`: Slack's word, or `not_installed`, or ours for what befell the call. */
  | { readonly ok: false; readonly code: string };

/** Slack's Web API in one workspace after the other, each post spaced as Slack asks. Never throws. */
export interface SlackCalls {
  /** Blocks and views among the fields are cut to what Slack takes. */
  ask(team: string, method: string, fields: Readonly<Record<string, unknown>>): Promise<Answered>;
}

export type View = SlackModal | SlackHome;

/** The workspaces that the app is installed in. */
export interface Teams {
  /** What addresses say of Slack's own id: `home` for the workspace of the configured token. */
  teamOf(slackId: string): Promise<string>;
  /** Undefined where the app is not installed, or not any more. Rejects where Slack cannot be asked for a fresh one. */
  tokenFor(
    team: string,
    signal: AbortSignal,
    /** Slack says that the last one has expired. */
    wish?: { readonly fresh: boolean },
  ): Promise<string | undefined>;
}
