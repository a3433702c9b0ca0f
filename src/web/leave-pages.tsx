import type { Subscription } from '../domain/subscription.ts';
import type { Leaving } from '../flows/leave.ts';
import { parseQuery } from '../match/parse.ts';
import { describeQuery } from '../match/describe.ts';
import { Press, frame } from './frame.tsx';

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
  const { told, besides, ended } = leaving;
  if (told.length === 0) return leftPage(leaving, places);
  return frame(
    'Stop these alerts?',
    <>
      <p>{told.length === 1 ? 'The mail told you of this:' : 'The mail told you of these:'}</p>
      <Listed subscriptions={told} />
      <Press to={places.all} label={told.length === 1 ? 'Unsubscribe' : 'Unsubscribe from all of these'} />
      {told.length > 1 ? (
        <>
          <h2>Or one by one</h2>
          <Singly subscriptions={told} places={places} />
        </>
      ) : (
        <></>
      )}
      {besides.length > 0 ? (
        <>
          <h2>What else you have</h2>
          <Listed subscriptions={besides} />
          <Press to={places.everything} label="Unsubscribe from everything" kind="danger" />
        </>
      ) : (
        <></>
      )}
      <Undoable ended={ended} places={places} />
    </>,
  );
}

/** The goodbye, which is the same for what ended long ago and for a link that is nobody's. */
export function leftPage({ told, besides, ended }: Leaving, places: LeavePlaces): string {
  const left = [...told, ...besides];
  return frame(
    'You are unsubscribed',
    <>
      <p role="status">You get no more of this. You need do nothing else.</p>
      <Undoable ended={ended} places={places} />
      {left.length === 0 ? (
        <></>
      ) : (
        <>
          <h2>What you still have</h2>
          <Singly subscriptions={left} places={places} />
          {left.length > 1 ? (
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
export function undonePage(
  { ended, revived }: Leaving & { readonly revived: readonly Subscription[] },
  places: LeavePlaces,
): string {
  if (revived.length === 0)
    return frame(
      'There is nothing to undo',
      <>
        <p>It was undone already, or ended more than a day ago.</p>
        <p>
          <a href="/join">Ask for alerts anew</a>
        </p>
      </>,
    );
  return frame(
    'You get them again',
    <>
      <p role="status">This goes on as it was. What you missed meanwhile and is still open comes, too.</p>
      <Listed subscriptions={revived} />
      <Undoable ended={ended} places={places} />
    </>,
  );
}

function Undoable({
  ended,
  places,
}: {
  readonly ended: readonly Subscription[];
  readonly places: LeavePlaces;
}) {
  if (ended.length === 0) return <></>;
  return (
    <>
      <h2>Ended just now</h2>
      <p>For a day you can take it back.</p>
      {ended.map((one) => (
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
      {ended.length > 1 ? <Press to={places.undo} label="Get all of these again" kind="quiet" /> : <></>}
    </>
  );
}

function Singly({
  subscriptions,
  places,
}: {
  readonly subscriptions: readonly Subscription[];
  readonly places: LeavePlaces;
}) {
  return (
    <>
      {subscriptions.map((one) => (
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
    </>
  );
}

function Listed({ subscriptions }: { readonly subscriptions: readonly Subscription[] }) {
  return (
    <ul>
      {subscriptions.map((one) => (
        <li>{describe(one)}</li>
      ))}
    </ul>
  );
}

/** A subscription in a sentence, without a full stop. */
export function describe({ query }: Pick<Subscription, 'query'>): string {
  return describeQuery(parseQuery(query).query);
}
