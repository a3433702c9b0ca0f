import type { Child, PropsWithChildren } from 'hono/jsx';
import { OGL_TEXT, OGL_URL } from '../present/footer.ts';
import { htmlOf } from '../present/html-of.ts';

/** Where the pages' stylesheet is. */
export const STYLE_PATH = '/style.css';

/** A whole page: what every page stands in. `title` is its one `h1`, too, and comes first in the browser's tab. */
export function frame(title: string, body: Child): string {
  return `<!doctype html>${htmlOf(<Document title={title}>{body}</Document>)}`;
}

function Document({ title, children }: PropsWithChildren<{ readonly title: string }>) {
  return (
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>{title === 'tenderbell' ? title : `${title} – tenderbell`}</title>
        <link rel="stylesheet" href={STYLE_PATH} />
      </head>
      <body>
        <div class="page">
          <a class="skip" href="#main">
            Skip to what this page is about
          </a>
          <header>
            <a href="/">tenderbell</a>
          </header>
          <main id="main">
            <h1>{title}</h1>
            {children}
          </main>
          <footer>
            <p>
              <a href="/join">Get alerts</a> · <a href="/help">Help</a>
            </p>
            <p>
              <a href={OGL_URL}>{OGL_TEXT}</a>
            </p>
          </footer>
        </div>
      </body>
    </html>
  );
}

/** A page that says one thing. */
export function messagePage(title: string, sentence: string): string {
  return frame(
    title,
    <>
      <p>{sentence}</p>
      <p>
        <a href="/">To the front page</a>
      </p>
    </>,
  );
}

/** What a form has to say before anything else of it is read: what is wrong, each with a link to where. */
export function ErrorSummary({ faults }: { readonly faults: readonly Fault[] }) {
  if (faults.length === 0) return <></>;
  return (
    <div class="error" role="alert" aria-labelledby="wrong" tabindex={-1} autofocus>
      <p id="wrong">{faults.length === 1 ? 'Something is not right yet' : 'Some things are not right yet'}</p>
      <ul>
        {faults.map(({ field, words }) => (
          <li>{field === undefined ? words : <a href={`#${field}`}>{words}</a>}</li>
        ))}
      </ul>
    </div>
  );
}

/** What is wrong with what was filled in; `field` is the id of what it was filled into. */
export interface Fault {
  readonly field: string | undefined;
  readonly words: string;
}

/** A button that changes something: a form of its own, because no link does. */
export function Press({ to, label, kind, hidden = {}, about }: Pressing) {
  return (
    <form method="post" action={to} class="actions">
      {Object.entries(hidden).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <button
        class={kind === undefined ? 'button' : `button ${kind}`}
        type="submit"
        aria-label={about === undefined ? undefined : `${label}: ${about}`}
      >
        {label}
      </button>
    </form>
  );
}

interface Pressing {
  /** Where it posts to; the page's own address without it. */
  readonly to?: string | undefined;
  readonly label: string;
  readonly kind?: 'quiet' | 'danger' | undefined;
  readonly hidden?: Readonly<Record<string, string>> | undefined;
  /** For those who hear the page: which of several alike this one is. */
  readonly about?: string | undefined;
}
