import type { Child } from 'hono/jsx';
import type { Act } from './acts.ts';
import { buyerLine } from './buyer-words.ts';
import type { Card } from './card.ts';
import { factRows } from './fact-rows.ts';
import { POSSIBLY } from './link-words.ts';

type Level = 'h1' | 'h2' | 'h3';

/** One procurement on a page: the card of the mails. `children` are what to press. */
export function ItemCard({ card, level = 'h3', children }: ItemProps & { readonly children?: Child }) {
  return (
    <article class="card">
      <ItemBody card={card} level={level} />
      {children}
    </article>
  );
}

interface ItemProps {
  readonly card: Card;
  /** The heading's level among what stands round it. */
  readonly level?: Level;
}

/** The inside of a card, the same in a mail and on a page. */
export function ItemBody({ card, level = 'h3' }: ItemProps) {
  return (
    <>
      <span class={`badge ${card.kind}`}>{card.badge}</span>
      {card.categories.length === 0 ? null : <span class="muted"> {card.categories.join(', ')}</span>}
      <Title card={card} level={level} />
      {card.notOpen === undefined ? null : <p class="barred">{card.notOpen}</p>}
      <p>{buyerLine(card)}</p>
      {card.changes.length === 0 ? null : <Changes card={card} />}
      {card.summary === undefined ? null : <p class="summary">{card.summary}</p>}
      <FactTable card={card} />
      {card.possibly.map((other) => (
        <p class="muted">
          {POSSIBLY} {other.url === undefined ? other.words : <a href={other.url}>{other.words}</a>}
        </p>
      ))}
      {card.because.map(({ tag, words }) => (
        <p class="muted">
          {tag === undefined ? null : <span class="badge tag">{tag}</span>} {words}
        </p>
      ))}
      <Acts acts={actsWithSee(card)} />
    </>
  );
}

/** Reading it stands before whatever else can be done. */
export function actsWithSee({ url, portal, published, acts }: Seeing): readonly Act[] {
  const when = published === undefined ? '' : `, published ${published}`;
  return url === undefined ? acts : [{ label: `See on ${portal}${when}`, url }, ...acts];
}

type Seeing = Pick<Card, 'url' | 'portal' | 'published' | 'acts'>;

function Title({ card, level: Heading }: Required<ItemProps>) {
  return (
    <Heading class="title">
      {card.url === undefined ? card.title : <a href={card.url}>{card.title}</a>}
    </Heading>
  );
}

function Changes({ card }: ItemProps) {
  return (
    <table class="facts changes">
      <tbody>
        {card.changes.map((change) => (
          <tr>
            <th scope="row">{change.label}</th>
            <td>
              <span class="was">{change.was}</span> → <strong>{change.now}</strong>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function FactTable({ card }: ItemProps) {
  return (
    <table class="facts">
      <tbody>
        {factRows(card).map(([label, words]) => (
          <tr>
            <th scope="row">{label}</th>
            <td>{words}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Acts({ acts }: { readonly acts: readonly Act[] }) {
  if (acts.length === 0) return null;
  return (
    <p class="acts">
      {acts.map(({ label, url }) => (
        <>
          <a href={url}>{label}</a>{' '}
        </>
      ))}
    </p>
  );
}
