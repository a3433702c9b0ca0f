import { londonDate } from '../base/london.ts';
import type { MessageLinks } from '../domain/delivery.ts';
import type { Rest } from '../flows/rest.ts';
import { cardOf } from '../present/card.ts';
import { ItemCard } from '../present/item-card.tsx';
import { frame } from './frame.tsx';

/** What a mail had no room for, each with what can be done about it. */
export function restPage(
  rest: Rest,
  { links, now }: { readonly links: MessageLinks; readonly now: number },
): string {
  const { items, sentAt, isWhole } = rest;
  const mail = sentAt === undefined ? 'your mail' : `your mail of ${londonDate(sentAt)}`;
  return frame(
    isWhole ? `What ${mail} told you` : `The rest of ${mail}`,
    <>
      <p>{introduction(rest)}</p>
      {items.map((item) => (
        <ItemCard card={cardOf(item, now, links)} level="h2" />
      ))}
      <Pages rest={rest} path={links.rest} />
    </>,
  );
}

function introduction({ items, total, pages, isWhole }: Rest): string {
  if (total === 0) return 'It told you of no procurement.';
  if (items.length === 0) return 'Nothing of it is held any more.';
  const all = total === 1 ? 'One procurement' : `${total.toLocaleString('en-GB')} procurements`;
  const where = isWhole ? 'stood in it' : 'had no room in it';
  const shown = pages === 1 ? '' : ', a hundred on a page';
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
