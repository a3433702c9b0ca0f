import { raw } from 'hono/html';
import type { Message } from '../domain/delivery.ts';
import { OGL_TEXT, OGL_URL, type Footer } from './footer.ts';
import { htmlOf } from './html-of.ts';
import { letterOf, type Letter } from './letter.ts';
import { Box } from './mail-cards.tsx';
import { bytesOf, layOut } from './mail-layout.tsx';
import { MAIL_STYLE } from './mail-style.ts';
import { mailText } from './mail-text.ts';
import { subjectOf } from './subject.ts';

/** Gmail clips a mail's HTML at about 102 kB and hides the footer with it; bytes of UTF-8, measured after rendering. */
const MOST_HTML_BYTES = 80_000;

export interface RenderedMail {
  /** One line, at most 70 visible characters. */
  readonly subject: string;
  /** At most `MOST_HTML_BYTES`. */
  readonly html: string;
  /** Says all that the HTML says. */
  readonly text: string;
}

/** The mail that says this message. Pure; any text that a portal may send is safe in it. */
export function renderMail(message: Message, footer: Footer): RenderedMail {
  const subject = subjectOf(message);
  const letter = letterOf(message, footer);
  const laid = layOut(message, MOST_HTML_BYTES - bytesOf(pageHtml(subject, letter, '')));
  return { subject, html: pageHtml(subject, letter, laid.html), text: mailText(letter, laid) };
}

/** The whole page round `content`, which is HTML already. */
function pageHtml(subject: string, letter: Letter, content: string): string {
  const page = (
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>{subject}</title>
        <style>{raw(MAIL_STYLE)}</style>
      </head>
      <body>
        <div class="pre">{letter.preview}</div>
        <table role="presentation" class="page" width="100%">
          <tbody>
            <tr>
              <td align="center">
                <table role="presentation" class="column" align="center" width="600">
                  <tbody>
                    <Top letter={letter} />
                    {letter.body.length === 0 ? <></> : <Body lines={letter.body} />}
                    {raw(content)}
                    <Bottom letter={letter} />
                  </tbody>
                </table>
              </td>
            </tr>
          </tbody>
        </table>
      </body>
    </html>
  );
  return `<!DOCTYPE html>\n${htmlOf(page)}\n`;
}

function Top({ letter }: { readonly letter: Letter }) {
  return (
    <tr>
      <td class="head">
        {letter.heading === undefined ? <></> : <h1>{letter.heading}</h1>}
        <p class="muted">{letter.asOf}</p>
      </td>
    </tr>
  );
}

/** A message to the operator. */
function Body({ lines }: { readonly lines: readonly string[] }) {
  return (
    <Box kind="card">
      {lines.map((line) => (
        <p>{withCommands(line)}</p>
      ))}
    </Box>
  );
}

/** What stands between backticks is a command to type. */
function withCommands(line: string) {
  return line.split('`').map((part, place) => (place % 2 === 1 ? <code>{part}</code> : <>{part}</>));
}

function Bottom({ letter }: { readonly letter: Letter }) {
  const { footer, troubles } = letter;
  return (
    <tr>
      <td class="foot">
        {troubles.map((trouble) => (
          <p>
            <strong>{trouble}</strong>
          </p>
        ))}
        <p>{footer.why}</p>
        <p>{footer.stopUrl === undefined ? footer.stop : <a href={footer.stopUrl}>{footer.stop}</a>}</p>
        <p>{footer.sender}</p>
        <p>
          <a href={OGL_URL}>{OGL_TEXT}</a>
        </p>
      </td>
    </tr>
  );
}
