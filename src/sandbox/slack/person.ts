import type { SlackPost, SlackView } from './workspace.ts';

/** What a person sees after they did something. */
export interface SlackAnswer {
  /**
   * How the app answered: by its acknowledgement, by response_url, by a view (a modal opened, changed or closed, or the
   * home tab published), by a message that it posted or changed; `none` where it acknowledged and said nothing in time;
   * or why it failed. `not-sent`: Slack itself stopped it, as `errors` say.
   */
  readonly via:
    | 'ack'
    | 'response_url'
    | 'view'
    | 'message'
    | 'none'
    | 'not-sent'
    | 'operation_timeout'
    | 'dispatch_failed';
  readonly text: string;
  readonly blocks: readonly unknown[];
  /** Only the person sees it. */
  readonly ephemeral: boolean;
  /** The modal or home tab that the app opened or changed; after a submission the modal now on top, if any is. */
  readonly view: SlackView | undefined;
  /** What stands beside the inputs after a submission, by block_id; empty where there is none. */
  readonly errors: Readonly<Record<string, string>>;
}

/** Where and who; #tenders and sam where absent. */
export interface Place {
  readonly channel?: string;
  readonly user?: string;
}

/** What was picked or written: an option's value or its text, an id of a channel or person, a date, a time, words; or several. */
export type Picked = string | readonly string[];

/** A button pressed or a menu's entry picked, in a message (`ts`), in a modal or home tab (`view`). */
export interface Click extends Place {
  /** Needless where `label` names it. */
  readonly actionId?: string;
  readonly blockId?: string;
  /** The words on a button, of an option, or of a menu's placeholder. Without `ts` and `view`, the newest thing on the person's screen that has it. */
  readonly label?: string;
  /** A button's; the element's own unless told otherwise. */
  readonly value?: string;
  /** For menus, radio buttons, checkboxes, dates, times and inputs that dispatch their action. */
  readonly picked?: Picked;
  /** The message in which it stands. */
  readonly ts?: string;
  /** The id of the view in which it stands; `home` for the person's home tab. */
  readonly view?: string;
}

/** A modal sent off. */
export interface Submission {
  /** The modal on top of the person's screen unless told otherwise. */
  readonly view?: string;
  readonly user?: string;
  /** By action_id, by block_id or by label; what is not named keeps what it held. Throws where nothing has the name. */
  readonly values?: Readonly<Record<string, Picked>>;
}

export interface Closing {
  readonly view?: string;
  readonly user?: string;
  /** The whole pile at once, not the modal on top alone. */
  readonly all?: boolean;
}

export interface Shortcut extends Place {
  readonly callbackId: string;
  /** The message whose menu it was in; a global shortcut without. */
  readonly ts?: string;
}

export interface Said extends Place {
  /** The message under which it is said. */
  readonly threadTs?: string;
}

/** An event as Slack sent it first; what was not acknowledged goes on being sent behind this, see `PretendSlack.settled`. */
export interface EventTold {
  readonly eventId: string;
  /** The first time. */
  readonly acked: boolean;
}

/** How an app is removed: Slack promises no order, and may send an event twice. */
export interface Removal {
  readonly first?: 'app_uninstalled' | 'tokens_revoked';
  /** How often each event is sent; once where absent. */
  readonly times?: number;
}

/** Whoever sits at the keyboard of one pretend workspace. All of it works over HTTP and over Socket Mode. */
export interface Person {
  /** Types a slash command: `/tenders cyber`; without a slash, `/tenders` is meant. */
  readonly command: (text: string, place?: Place) => Promise<SlackAnswer>;
  /** Presses a button or picks from a menu; a confirmation dialog is confirmed. */
  readonly click: (click: Click) => Promise<SlackAnswer>;
  /** Writes into the inputs of an open modal without sending it off; inputs that dispatch their action do. */
  readonly fillIn: (submission: Submission) => Promise<void>;
  /** Sends a modal off. `none`: it closed. `view`: another stands in its place. `not-sent`: an input lacks what it needs. `ack` with `errors`: the app refused. */
  readonly submit: (submission?: Submission) => Promise<SlackAnswer>;
  /** Closes a modal; the app hears of it where the view asks for that. */
  readonly closeModal: (closing?: Closing) => Promise<void>;
  /** The modal on top of the person's screen. */
  readonly modal: (user?: string) => SlackView | undefined;
  /** The person's home tab as last published. */
  readonly home: (user?: string) => SlackView | undefined;
  /** Opens the app's home tab. */
  readonly openHome: (user?: string) => Promise<EventTold>;
  /** A message's shortcut, or a global one. */
  readonly shortcut: (shortcut: Shortcut) => Promise<SlackAnswer>;
  /** Posts a message; links of the app's domains are told to it (`link_shared`), and what it unfurls stands in the message's `unfurls`. */
  readonly say: (text: string, said?: Said) => Promise<SlackPost>;
  /** Writes a message and does not send it yet: what its links unfold to, by address; empty where nothing does. */
  readonly compose: (text: string, place?: Place) => Promise<Readonly<Record<string, unknown>>>;
  /** Leaves a channel. */
  readonly leave: (channel: string, user?: string) => Promise<EventTold>;
  /** The account is closed. */
  readonly deactivate: (user: string) => Promise<EventTold>;
  readonly archive: (channel: string, user?: string) => Promise<EventTold>;
  readonly unarchive: (channel: string, user?: string) => Promise<EventTold>;
  /** Invites the bot into a channel. */
  readonly invite: (channel: string, user?: string) => Promise<EventTold>;
  /** Throws the bot out of a channel. */
  readonly removeBot: (channel: string, user?: string) => Promise<EventTold>;
  /** Removes the app from the workspace: its tokens are dead when the events go out. */
  readonly removeApp: (removal?: Removal) => Promise<readonly EventTold[]>;
}
