import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import { OGL_TEXT, OGL_URL } from '../present/footer.ts';

type Page = HtmlEscapedString | Promise<HtmlEscapedString>;

/** The front page: what this is and where to look. */
export function aboutPage(slackCommand: string | undefined): Page {
  return page(
    'tenderbell',
    html`<p>
        tenderbell watches the UK public tender portals, finds the information-technology opportunities in
        them, and tells the people who asked: by e-mail and in Slack.
      </p>
      <ul>
        ${slackCommand === undefined ? '' : html`<li>In Slack, type <code>${slackCommand} help</code>.</li>`}
        <li><a href="/readyz">Is everything working?</a></li>
      </ul>
      <p><a href="${OGL_URL}">${OGL_TEXT}</a></p>`,
  );
}

/** A page that says one thing. */
export function messagePage(title: string, sentence: string): Page {
  return page(
    title,
    html`<p>${sentence}</p>
      <p><a href="/">To the front page</a></p>`,
  );
}

function page(title: string, body: Page): Page {
  return html`<!doctype html>
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
      </body>
    </html>`;
}
