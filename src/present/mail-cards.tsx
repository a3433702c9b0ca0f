import type { PropsWithChildren } from 'hono/jsx';
import type { Card } from './card.ts';
import { dotted } from './lengths.ts';
import { POSSIBLY } from './link-words.ts';

/** What stands apart from the rest of a mail: a card, or a row of a list. */
export function Box({ kind, children }: PropsWithChildren<{ readonly kind: 'card' | 'row' }>) {
  return (
    <tr>
      <td class="gap">
        <table role="presentation" class={kind}>
          <tbody>
            <tr>
              <td>{children}</td>
            </tr>
          </tbody>
        </table>
      </td>
    </tr>
  );
}

/** One procurement, whole. */
export function MailCard({ card }: { readonly card: Card }) {
  return (
    <Box kind="card">
      <span class={`badge ${card.kind}`}>{card.badge}</span>{' '}
      <span class="muted">{card.categories.join(', ')}</span>
      <h3>
        <Title card={card} />
      </h3>
      {card.notOpen === undefined ? (
        <></>
      ) : (
        <p>
          <strong>{card.notOpen}</strong>
        </p>
      )}
      <p>{card.buyer}</p>
      <Changes card={card} />
      {card.summary === undefined ? <></> : <p class="summary">{card.summary}</p>}
      <FactRows card={card} />
      <Possibly card={card} />
      <Because card={card} />
    </Box>
  );
}

/** One procurement in a line or two, where a message holds too many for whole cards. */
export function MailRow({ card }: { readonly card: Card }) {
  return (
    <Box kind="row">
      <Title card={card} />
      <br />
      <span class="muted">{rowWords(card)}</span>
    </Box>
  );
}

/** `Changed · Ashcombe Borough Council · Wed 30 Sep 2026, 12:00 · £120,000`. */
export function rowWords(card: Card): string {
  return dotted([card.badge, card.notOpen, card.buyer, card.deadlineBrief, card.value]);
}

function Title({ card }: { readonly card: Card }) {
  return card.url === undefined ? <>{card.title}</> : <a href={card.url}>{card.title}</a>;
}

function Changes({ card }: { readonly card: Card }) {
  if (card.changes.length === 0) return <></>;
  return (
    <table role="presentation" class="facts changes">
      <tbody>
        {card.changes.map((change) => (
          <tr>
            <td class="label">{change.label}</td>
            <td>
              <span class="was">{change.was}</span> → <strong>{change.now}</strong>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/**
 * What a card states besides title and buyer, label by label: the mail's text part lists the same. What stands among the
 * changes is not said twice, but for the deadline, whose days are counted here.
 */
export function factRows(card: Card): readonly (readonly [string, string])[] {
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Deadline', card.deadline],
    ['Value', card.value],
    ['Stage', card.stage],
    ['Where', card.regions],
    ['Supplier', card.kind === 'awarded' ? card.suppliers : undefined],
    ['SMEs', card.sme],
    ['Route', card.route],
    ['Asks for', card.demands],
    ['Copies', card.alsoOn],
    ['Differs', card.warnings.length === 0 ? undefined : card.warnings.join('; ')],
    ['Framework', card.framework],
  ];
  const changed = new Set(card.changes.map(({ label }) => label).filter((label) => label !== 'Deadline'));
  return rows.flatMap(([label, words]) =>
    words === undefined || changed.has(label) ? [] : [[label, words] as const],
  );
}

function Possibly({ card }: { readonly card: Card }) {
  return (
    <>
      {card.possibly.map(({ words, url }) => (
        <p class="muted">
          {POSSIBLY} {url === undefined ? words : <a href={url}>{words}</a>}
        </p>
      ))}
    </>
  );
}

function FactRows({ card }: { readonly card: Card }) {
  return (
    <table role="presentation" class="facts">
      <tbody>
        {factRows(card).map(([label, words]) => (
          <tr>
            <td class="label">{label}</td>
            <td>{words}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Because({ card }: { readonly card: Card }) {
  return (
    <>
      {card.because.map((reason) => (
        <p class="muted">{reason}</p>
      ))}
    </>
  );
}
