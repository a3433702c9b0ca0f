import { londonDate } from '../base/london.ts';
import type { MessageItem, MessageLinks } from '../domain/delivery.ts';
import type { Rest } from '../flows/rest.ts';
import { becauseBrief } from '../present/because-words.ts';
import { cardOf, type Card } from '../present/card.ts';
import { ItemCard } from '../present/item-card.tsx';
import { frame } from './frame.tsx';

interface RestPlace {
  readonly links: MessageLinks;
  readonly now: number;
}

/** What a mail had no room for, each with what can be done about it; or what was open besides. */
export function restPage(rest: Rest, { links, now }: RestPlace): string {
  const { items, what } = rest;
  return frame(
    titleOf(rest),
    <>
      <p>{introduction(rest)}</p>
      {items.map((item) => (
        <ItemCard card={cardIn(item, what, { links, now })} level="h2" />
      ))}
      <Pages rest={rest} path={what === 'open' ? `${links.rest}/open` : links.rest} />
    </>,
  );
}

/** What a mail did not tell of has no buttons: those act on what was told. */
function cardIn(item: MessageItem, what: Rest['what'], { links, now }: RestPlace): Card {
  const because = becauseBrief(item);
  return what === 'open'
    ? { ...cardOf(item, now), because, badge: 'Open now' }
    : { ...cardOf(item, now, links), because };
}

function titleOf({ what, sentAt }: Rest): string {
  const mail = sentAt === undefined ? 'your mail' : `your mail of ${londonDate(sentAt)}`;
  if (what === 'open') return `What else is open, besides ${mail}`;
  return what === 'whole' ? `What ${mail} told you` : `The rest of ${mail}`;
}

function introduction({ items, total, pages, what }: Rest): string {
  const shown = pages === 1 ? '' : ', a hundred on a page';
  if (what === 'open') {
    if (items.length === 0 && pages === 1) return 'Nothing else is open now that you were not told of.';
    return `This is open now and was there before you subscribed${shown}, newest first. What you were told of or have muted is left out.`;
  }
  if (items.length === 0)
    return what === 'whole' ? 'It told you of no procurement.' : 'Nothing of it is held any more.';
  const all = total === 1 ? 'One procurement' : `${(total ?? 0).toLocaleString('en-GB')} procurements`;
  const where = what === 'whole' ? 'stood in it' : 'had no room in it';
  return `${all} ${where}${shown}. Each is shown as it is now.`;
}

function Pages({ rest: { page, pages }, path }: { readonly rest: Rest; readonly path: string }) {
  if (pages === 1) return null;
  return (
    <nav aria-label="Pages">
      <p class="actions">
        {page === 1 ? null : (
          <a class="button quiet" rel="prev" href={`${path}?page=${page - 1}`}>
            Page before
          </a>
        )}
        {page === pages ? null : (
          <a class="button" rel="next" href={`${path}?page=${page + 1}`}>
            Next page
          </a>
        )}
      </p>
      <p class="muted">
        Page {page} of {pages}
      </p>
    </nav>
  );
}
