import type { PropsWithChildren } from 'hono/jsx';
import type { Card } from './card.ts';
import { ItemBody } from './item-card.tsx';

/** What stands apart from the rest of a mail. */
export function Box({ children }: PropsWithChildren) {
  return (
    <tr>
      <td class="gap">
        <table role="presentation" class="card">
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

export function MailItem({ card, level }: { readonly card: Card; readonly level: 'h1' | 'h3' }) {
  return (
    <Box>
      <ItemBody card={card} level={level} />
    </Box>
  );
}

export function SectionHead({ title }: { readonly title: string }) {
  return (
    <tr>
      <td class="section">
        <h2>{title}</h2>
      </td>
    </tr>
  );
}

/** How many found no room, with where they are. */
export function More({ words, url }: { readonly words: string; readonly url: string | undefined }) {
  return (
    <tr>
      <td class="section more">
        <p>{url === undefined ? words : <a href={url}>{words}</a>}</p>
      </td>
    </tr>
  );
}

/** A button that Outlook shows, too: it paints cells and knows no padding of links, so the cell has both. */
export function Button({ label, url }: { readonly label: string; readonly url: string }) {
  return (
    <table role="presentation" class="press">
      <tbody>
        <tr>
          <td>
            <a href={url}>{label}</a>
          </td>
        </tr>
      </tbody>
    </table>
  );
}
