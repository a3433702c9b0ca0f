import type { Clock, Log, Store, Transaction } from '../domain/ports.ts';
import type { AskedSearch } from '../domain/slack.ts';
import type { Timetable } from '../domain/subscription.ts';
import type { ComposeDeps } from '../flows/compose.ts';
import type { Slot } from '../flows/digest.ts';
import type { ManageDeps } from '../flows/manage.ts';
import type { OperatorNote } from '../flows/operator-note.ts';
import type { SearchWish, Searched } from '../flows/search.ts';
import type {
  ActionCall,
  CommandCall,
  EventCall,
  FormAnswer,
  FormCall,
  ShortcutCall,
  SlackCalls,
} from './calls.ts';

/** What whoever answers in Slack stands on. */
export interface AnswerDeps extends ManageDeps, Pick<ComposeDeps, 'troubles' | 'url'> {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** The command people type, `/tenders`. */
  readonly command: string;
  readonly slack: SlackCalls;
  readonly search: (text: string, wish?: Partial<SearchWish>) => Promise<Searched>;
  /** Keeps what somebody asked, so that it can be paged through and saved. */
  readonly remember: (search: AskedSearch) => Promise<void>;
  /** The first instant, at or after `at`, at which a digest of this cadence is due. UTC milliseconds. */
  readonly nextSlot: (cadence: Slot['cadence'], timetable: Timetable, at: number) => number;
  /** Where people add the app to their workspace; undefined where only whoever runs this can. */
  readonly installUrl?: string | undefined;
  /** Queues word to whoever runs this. */
  readonly tellOperator: (tx: Transaction, note: OperatorNote) => Promise<void>;
}

/** Who answers what: by the first word of a command, an element's name, a form's, a shortcut's, an event's type. */
export interface Answers {
  readonly commands: Readonly<Record<string, CommandAnswer>>;
  readonly actions: Readonly<Record<string, (call: ActionCall, deps: AnswerDeps) => Promise<void>>>;
  readonly forms: Readonly<Record<string, (call: FormCall, deps: AnswerDeps) => Promise<FormAnswer>>>;
  readonly shortcuts: Readonly<Record<string, (call: ShortcutCall, deps: AnswerDeps) => Promise<void>>>;
  readonly events: Readonly<Record<string, (call: EventCall, deps: AnswerDeps) => Promise<void>>>;
}

export interface CommandAnswer {
  /** Whether what stands behind the word has this command's shape. Where it has not, the whole is a search. */
  readonly takes: (rest: string) => boolean;
  /** Whether it opens a form and says nothing besides: then it is acknowledged without a word, at once. */
  readonly opensForm?: (rest: string) => boolean;
  /** Only looks: also for a visitor from another workspace. */
  readonly isLooking?: boolean;
  readonly answer: (call: CommandCall & { readonly rest: string }, deps: AnswerDeps) => Promise<void>;
}
