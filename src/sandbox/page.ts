import type { Context } from 'hono';
import { html, raw } from 'hono/html';

/** Escaped HTML, made by hono's `html` template alone: whatever is put into one is escaped. */
export type Markup = ReturnType<typeof html>;

const STYLE = raw(`
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .4rem; border-bottom: 1px solid #8886; vertical-align: top; }
iframe { width: 100%; height: 40rem; border: 1px solid #8888; background: #fff; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid #8886; padding: .6rem; }
article { border-left: 3px solid #8886; padding: .1rem .8rem; margin: .8rem 0; }
article.reply { margin-left: 2rem; } article.private { border-left-style: dotted; }
nav a { margin-right: 1rem; } small, .quiet { color: GrayText; } input[type=text] { width: 60%; padding: .3rem; }
`);

/** No script anywhere, nothing loaded from elsewhere; mails bring inline styles. */
const CSP =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** A whole page; a mail's own links open in a new tab. `look`: its style, where it has one of its own. */
export async function page(
  c: Context,
  title: string,
  body: Markup,
  look: Markup | string = STYLE,
): Promise<Response> {
  const document = html`<!doctype html>
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title}</title>
        <style>
          ${look}
        </style>
      </head>
      <body>
        ${body}
      </body>
    </html>`;
  c.header('content-security-policy', CSP);
  c.header('x-content-type-options', 'nosniff');
  c.header('referrer-policy', 'no-referrer');
  return c.html(await document);
}
