import { londonDate } from '../base/london.ts';
import { rings, type Subscription } from '../domain/subscription.ts';
import type { Leaving, Undone } from '../flows/leave.ts';
import { parseQuery } from '../match/parse.ts';
import { describeQuery } from '../match/describe.ts';
import { Press, frame, messagePage } from './frame.tsx';
import { sentence } from './query-parts.tsx';

/** Where an unsubscribe link's buttons post to. */
export interface LeavePlaces {
  readonly all: string;
  readonly one: string;
  readonly everything: string;
  readonly undo: string;
}

export function leavePlaces(secret: string): LeavePlaces {
  const all = `/u/${encodeURIComponent(secret)}`;
  return { all, one: `${all}/one`, everything: `${all}/everything`, undo: `${all}/undo` };
}

/** What pressing would end: opening the page, as scanners of mail do, ends nothing. */
export function leavePage(leaving: Leaving, places: LeavePlaces): string {
  const { told, besides, ended, unnamed } = leaving;
  if (told.length === 0) return leftPage(leaving, places);
  return frame(
    'Stop these alerts?',
    <>
      <p>{told.length === 1 ? 'The mail told you of this:' : 'The mail told you of these:'}</p>
      <Listed subscriptions={told} unnamed={unnamed} />
      <Press to={places.all} label={told.length === 1 ? 'Unsubscribe' : 'Unsubscribe from all of these'} />
      {told.length > 1 ? (
        <>
          <h2>Or one by one</h2>
          <Singly subscriptions={told} places={places} unnamed={unnamed} />
        </>
      ) : (
        <></>
      )}
      {besides.length > 0 ? (
        <>
          <h2>What else you have</h2>
          <Listed subscriptions={besides} unnamed={unnamed} />
          <Press to={places.everything} label="Unsubscribe from everything" kind="danger" />
        </>
      ) : (
        <></>
      )}
      <Undoable ended={ended} places={places} unnamed={unnamed} />
    </>,
  );
}

/** The goodbye, which is the same for what ended long ago and for a link that is nobody's. */
export function leftPage({ told, besides, ended, unnamed }: Leaving, places: LeavePlaces): string {
  const left = [...told, ...besides];
  return frame(
    'You are unsubscribed',
    <>
      <p role="status">You get no more of this. You need do nothing else.</p>
      <Undoable ended={ended} places={places} unnamed={unnamed} />
      {left.length === 0 ? (
        <></>
      ) : (
        <>
          <h2>What you still have</h2>
          <Singly subscriptions={left} places={places} unnamed={unnamed} />
          {left.length > 1 || left.some((one) => unnamed.has(one.id)) ? (
            <Press to={places.everything} label="Unsubscribe from everything" kind="danger" />
          ) : (
            <></>
          )}
        </>
      )}
    </>,
  );
}

/** After an undo. `revived` is empty where there was nothing (any more) to undo. */
export function undonePage({ ended, revived, refused, unnamed }: Undone, places: LeavePlaces): string {
  if (refused !== undefined) return messagePage('That could not be undone', `${sentence(refused)}.`);
  if (revived.length === 0) return nothingToUndo();
  const [ringing, resting] = [revived.filter(rings), revived.filter((one) => !rings(one))];
  return frame(
    ringing.length > 0 ? 'You get them again' : 'They are as they were',
    <>
      {ringing.length > 0 ? (
        <>
          <p role="status">This goes on as it was. What you missed meanwhile and is still open comes, too.</p>
          <Listed subscriptions={ringing} unnamed={unnamed} />
        </>
      ) : (
        <></>
      )}
      {resting.length > 0 ? (
        <>
          <p role="status">
            This is kept as it was, and tells you nothing for now. The link at the foot of every mail leads to
            where it can be resumed.
          </p>
          <Listed
            subscriptions={resting}
            unnamed={unnamed}
            words={(one) => `${describe(one)}: ${restingWords(one)}`}
          />
        </>
      ) : (
        <></>
      )}
      <Undoable ended={ended} places={places} unnamed={unnamed} />
    </>,
  );
}

function nothingToUndo(): string {
  return frame(
    'There is nothing to undo',
    <>
      <p>
        It was undone already, ended more than a day ago, was not ended by this link, or you have it anew.
      </p>
      <p>
        <a href="/join">Ask for alerts anew</a>
      </p>
    </>,
  );
}

function restingWords({ state, pausedUntil, reason }: Subscription): string {
  if (state !== 'paused') return 'kept without telling you';
  if (pausedUntil !== undefined) return `paused until ${londonDate(pausedUntil)}`;
  return reason?.startsWith('paused') === false ? `paused: ${reason}` : (reason ?? 'paused');
}

interface SomeProps {
  readonly subscriptions: readonly Subscription[];
  /** Those of them whose words stay off the page. */
  readonly unnamed: ReadonlySet<number>;
}

function Undoable({
  ended,
  places,
  unnamed,
}: {
  readonly ended: readonly Subscription[];
  readonly places: LeavePlaces;
  readonly unnamed: ReadonlySet<number>;
}) {
  if (ended.length === 0) return <></>;
  const named = ended.filter((one) => !unnamed.has(one.id));
  return (
    <>
      <h2>Ended just now</h2>
      <p>For a day you can take it back.</p>
      {named.map((one) => (
        <div class="card">
          <p>{describe(one)}</p>
          <Press
            to={places.undo}
            label="Get this again"
            kind="quiet"
            about={describe(one)}
            hidden={{ subscription: String(one.id) }}
          />
        </div>
      ))}
      {named.length < ended.length ? <p>And {UNNAMED}.</p> : <></>}
      {ended.length > 1 || named.length === 0 ? (
        <Press to={places.undo} label="Get all of these again" kind="quiet" />
      ) : (
        <></>
      )}
    </>
  );
}

function Singly({ subscriptions, unnamed, places }: SomeProps & { readonly places: LeavePlaces }) {
  const named = subscriptions.filter((one) => !unnamed.has(one.id));
  return (
    <>
      {named.map((one) => (
        <div class="card">
          <p>{describe(one)}</p>
          <Press
            to={places.one}
            label="End only this"
            kind="quiet"
            about={describe(one)}
            hidden={{ subscription: String(one.id) }}
          />
        </div>
      ))}
      {named.length < subscriptions.length ? <p>{sentence(UNNAMED)}.</p> : <></>}
    </>
  );
}

const UNNAMED =
  'what this page does not name, because the mail is more than a week old and may have been passed on';

function Listed({
  subscriptions,
  unnamed,
  words = describe,
}: SomeProps & { readonly words?: (one: Subscription) => string }) {
  const named = subscriptions.filter((one) => !unnamed.has(one.id));
  return (
    <ul>
      {named.map((one) => (
        <li>{words(one)}</li>
      ))}
      {named.length < subscriptions.length ? <li>{sentence(UNNAMED)}</li> : <></>}
    </ul>
  );
}

/** A subscription in a sentence, without a full stop. */
export function describe({ query }: Pick<Subscription, 'query'>): string {
  return describeQuery(parseQuery(query).query);
}
