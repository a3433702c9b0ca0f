import type { Child } from 'hono/jsx';
import type { Muted, Subscription } from '../domain/subscription.ts';
import type { Overview } from '../flows/manage.ts';
import { londonDate } from '../base/london.ts';
import { subscriptionTag } from '../present/subscription-words.ts';
import { Actions, FactTable, Input } from './fields.tsx';
import { ErrorSummary, Press, frame, messagePage, type Fault } from './frame.tsx';
import { describe } from './leave-pages.tsx';
import { Calendars, Frameworks, TimetableForm } from './manage-settings.tsx';
import { CADENCE_WORDS, WANTED_WORDS } from './choices.ts';

/** What was just done, and what went wrong. */
export interface Said {
  readonly done?: string | undefined;
  readonly faults?: readonly Fault[] | undefined;
  /** A calendar's address, which is shown this once. */
  readonly calendar?: string | undefined;
}

export interface ManageState extends Said {
  readonly overview: Overview;
  /** The page's own address: `/m/…`. */
  readonly here: string;
  /** `a…@example.org` */
  readonly address: string;
  /** London day from which a pause may be until. */
  readonly tomorrow: string;
  readonly frameworks: readonly string[];
}

/** All that somebody is sent, and what can be changed of it. */
export function managePage(state: ManageState): string {
  const { overview, here, address, done, faults = [] } = state;
  const { subscriptions, endedLately } = overview;
  return frame(
    'What you are sent',
    <>
      {done === undefined ? (
        <></>
      ) : (
        <p class="notice" role="status">
          {done}
        </p>
      )}
      <ErrorSummary faults={faults} />
      <p>
        Sent to {address}. Whoever has the link of this page can change what stands on it: it opens for seven
        days.
      </p>
      <h2>Your alerts</h2>
      {subscriptions.length === 0 ? (
        <p>
          You have none. <a href="/join">Ask for one</a>.
        </p>
      ) : (
        subscriptions.map((one) => <SubscriptionCard subscription={one} state={state} />)
      )}
      {subscriptions.length > 1 ? <Press to={`${here}/end`} label="End all of them" kind="danger" /> : <></>}
      <Ended subscriptions={endedLately} here={here} />
      <TimetableForm subscriber={overview.subscriber} here={here} faults={faults} />
      <Frameworks subscriber={overview.subscriber} here={here} faults={faults} known={state.frameworks} />
      <Mutes overview={overview} here={here} />
      <Calendars made={overview.calendars} here={here} address={state.calendar} />
    </>,
  );
}

function SubscriptionCard({
  subscription,
  state,
}: {
  readonly subscription: Subscription;
  readonly state: ManageState;
}) {
  const { id } = subscription;
  const at = `${state.here}/subscriptions/${id}`;
  const described = describe(subscription);
  return (
    <section class="card" aria-label={described}>
      <h3>{described}</h3>
      <FactTable rows={factRows(subscription)} />
      <Actions>
        <a class="button quiet" href={at} aria-label={`Change: ${described}`}>
          Change
        </a>
        <Press to={`${at}/end`} label="End" kind="quiet" about={described} />
      </Actions>
      {subscription.state === 'paused' ? (
        <Press to={`${at}/resume`} label="Resume" about={described} />
      ) : (
        <PauseForm to={`${at}/pause`} id={id} about={described} state={state} />
      )}
    </section>
  );
}

function factRows(subscription: Subscription): readonly (readonly [string, Child])[] {
  const { query, cadence, wanted, minDaysLeft } = subscription;
  return [
    ['In mails', <span class="badge tag">{subscriptionTag(query)}</span>],
    ['Query', <code>{query}</code>],
    ['How often', CADENCE_WORDS[cadence]],
    ['Tells of', wanted.map((one) => WANTED_WORDS[one]).join('; ')],
    ...(minDaysLeft === undefined ? [] : [['Not if', `it closes in less than ${minDaysLeft} days`] as const]),
    ['State', stateWords(subscription)],
  ];
}

function PauseForm({
  to,
  id,
  about,
  state,
}: {
  readonly to: string;
  readonly id: number;
  readonly about: string;
  readonly state: ManageState;
}) {
  const name = `until-${id}`;
  return (
    <form method="post" action={to}>
      <Input
        name={name}
        type="date"
        label="Pause until"
        hint="Leave it empty to pause until you resume it."
        value=""
        faults={state.faults}
        attributes={{ min: state.tomorrow }}
      />
      <button class="button quiet" type="submit" aria-label={`Pause: ${about}`}>
        Pause
      </button>
    </form>
  );
}

function stateWords({ state, pausedUntil, reason, notify }: Subscription): string {
  if (state === 'active') return notify ? 'Active' : 'Kept without telling you';
  return pausedUntil === undefined
    ? `Paused${reason === undefined ? '' : `: ${reason}`}`
    : `Paused until ${londonDate(pausedUntil)}`;
}

function Ended({
  subscriptions,
  here,
}: {
  readonly subscriptions: readonly Subscription[];
  readonly here: string;
}) {
  if (subscriptions.length === 0) return <></>;
  return (
    <>
      <h2>Ended in the last day</h2>
      {subscriptions.map((one) => (
        <div class="card">
          <p>{describe(one)}</p>
          <Press
            to={`${here}/subscriptions/${one.id}/revive`}
            label="Get this again"
            kind="quiet"
            about={describe(one)}
          />
        </div>
      ))}
    </>
  );
}

function Mutes({ overview, here }: { readonly overview: Overview; readonly here: string }) {
  const { mutes } = overview.subscriber;
  return (
    <>
      <h2>What you do not hear of</h2>
      {mutes.length === 0 ? (
        <p>Nothing is muted. Every alert has a button that mutes what it tells of.</p>
      ) : (
        <></>
      )}
      {mutes.map((mute) => (
        <div class="card">
          <p>{mutedWords(mute.what)}</p>
          <Press
            to={`${here}/unmute`}
            label="Hear of it again"
            kind="quiet"
            about={mutedWords(mute.what)}
            hidden={{ mute: String(mute.id) }}
          />
        </div>
      ))}
    </>
  );
}

function mutedWords(what: Muted): string {
  if (what.kind === 'buyer') return `The buyer ${what.name}`;
  return what.kind === 'term' ? `What mentions ${what.term}` : what.title;
}

/** Of a link that is too old: it shows nothing but that mail can bring a fresh one. */
export function latePage(here: string, address: string): string {
  return frame(
    'This link is too old',
    <>
      <p>
        So that an old mail cannot be used by others, its link shows what you are sent for seven days only.
      </p>
      <Press to={`${here}/link`} label={`Mail a fresh link to ${address}`} />
    </>,
  );
}

export function linkAskedPage(): string {
  return messagePage(
    'Look into your mailbox',
    'If you asked for no other link in the last quarter of an hour, a fresh one is on its way.',
  );
}

export function unknownLinkPage(): string {
  return frame(
    'This link opens nothing',
    <>
      <p>
        It is not complete, or was made for another page. Every mail has a link at its foot that leads here.
      </p>
      <p>
        <a href="/join">Ask for alerts</a>
      </p>
    </>,
  );
}
