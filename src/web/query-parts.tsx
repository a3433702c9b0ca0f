import type { Child } from 'hono/jsx';
import { londonDate } from '../base/london.ts';
import type { Procurement } from '../domain/procurement.ts';
import { parseQuery, type QueryMessage } from '../match/parse.ts';
import type { Preview } from '../match/preview/preview.ts';
import { factsOf } from '../present/card.ts';
import { oftenWords, previewLines } from '../present/preview-lines.ts';
import { pointedAt } from '../present/query-pointer.ts';

/** What of a query was not understood, each with a mark under its place; and what it is taken for. */
export function Mistakes({ query, messages }: MistakesProps) {
  if (messages.length === 0) return <></>;
  return (
    <div class="notice">
      <p>This is what we did not understand:</p>
      {messages.map((message) => (
        <>
          <p>{sentence(message.text)}</p>
          <pre aria-hidden="true">{pointedAt(query, message)}</pre>
        </>
      ))}
      <p>
        Without it, the search is: <code>{parseQuery(query).canonical}</code>
      </p>
    </div>
  );
}

interface MistakesProps {
  readonly query: string;
  readonly messages: readonly QueryMessage[];
}

/** How much would come, the latest of it, and what to ask instead. `instead`: how a proposal is taken up, where it can be. */
export function Expected({ expected, instead }: ExpectedProps) {
  const { volume, latest, verdict, proposals } = expected;
  return (
    <>
      {volume === undefined ? (
        <p>Nothing has been read from the portals yet, so nobody can say how much would come.</p>
      ) : (
        previewLines({ ...expected, latest: [], proposals: [], related: [] }).map((said) => (
          <p>{sentence(said)}.</p>
        ))
      )}
      {latest.length === 0 ? <></> : <h3>The latest of them</h3>}
      {latest.map(({ at, procurement }) => (
        <Brief procurement={procurement} when={`Published ${londonDate(at)}`} now={at} />
      ))}
      {proposals.length === 0 ? (
        <></>
      ) : (
        <>
          <h3>{verdict === 'too-broad' ? 'To hear of less' : 'To hear of more'}</h3>
          <ul>
            {proposals.map(({ query, how, volume: { perWeek } }) => (
              <li>
                <code>{query}</code> ({how}: {oftenWords(perWeek)}) {instead?.(query) ?? ''}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

interface ExpectedProps {
  readonly expected: Preview;
  readonly instead?: ((query: string) => Child) | undefined;
}

/** The matches that are open now. */
export function OpenNow({ open, total, now }: OpenNowProps) {
  if (total === 0) return <p>Nothing that matches is open at the moment. You hear of the first that is.</p>;
  return (
    <>
      <h2>Open now</h2>
      <p>
        {total === 1
          ? 'One that matches is open now.'
          : `${total.toLocaleString('en-GB')} that match are open now${total > open.length ? '; the latest of them:' : ':'}`}
      </p>
      {open.map((procurement) => (
        <Brief procurement={procurement} when={factsOf(procurement, now).deadline} now={now} />
      ))}
    </>
  );
}

interface OpenNowProps {
  readonly open: readonly Procurement[];
  readonly total: number;
  readonly now: number;
}

interface BriefProps {
  readonly procurement: Procurement;
  readonly when: string | undefined;
  readonly now: number;
}

/** One procurement in three lines. */
function Brief({ procurement, when, now }: BriefProps) {
  const { title, url, buyer, value } = factsOf(procurement, now);
  return (
    <div class="card">
      <p>{url === undefined ? title : <a href={url}>{title}</a>}</p>
      <p class="muted">{buyer}</p>
      <p class="muted">{when === undefined ? value : `${when} · ${value}`}</p>
    </div>
  );
}

/** As a sentence begins. */
export function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
