import { raw } from 'hono/html';
import type { Message } from '../domain/delivery.ts';
import { MANAGE, OGL_TEXT, OGL_URL, UNSUBSCRIBE, type Footer, type FooterWords } from './footer.ts';
import { htmlOf } from './html-of.ts';
import { TROUBLES_TITLE, letterOf, type Letter } from './letter.ts';
import { bytesOf, layOut } from './mail-layout.tsx';
import { Box, Button, More, SectionHead } from './mail-parts.tsx';
import { MAIL_STYLE } from './mail-style.ts';
import { mailText } from './mail-text.ts';
import { subjectOf } from './subject.ts';

/** Gmail clips a mail's HTML at about 102 kB and hides the footer with it; bytes of UTF-8, measured after rendering. */
const MOST_HTML_BYTES = 80_000;

export interface RenderedMail {
  /** One line, at most 70 visible characters. */
  readonly subject: string;
  /** At most as many bytes as were asked for. */
  readonly html: string;
  /** Says all that the HTML says. */
  readonly text: string;
  /** The procurements that found no room, in reading order. */
  readonly left: readonly number[];
}

/** Where the procurements go; no text of a notice can write it, for there `<` is escaped. */
const ITEMS = '<!--items-->';

/** The mail that says this message. Pure; any text that a portal may send is safe in it. */
export function renderMail(message: Message, footer: Footer, mostHtmlBytes = MOST_HTML_BYTES): RenderedMail {
  const subject = subjectOf(message);
  const letter = letterOf(message, footer);
  const [before = '', after = ''] = pageHtml(subject, letter).split(ITEMS);
  const laid = layOut(message, mostHtmlBytes - bytesOf(before) - bytesOf(after));
  return {
    subject,
    html: before + laid.html + after,
    text: mailText(letter, laid, message.links?.rest),
    left: laid.left,
  };
}

/** The whole page round the procurements. */
function pageHtml(subject: string, letter: Letter): string {
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
                    <Said letter={letter} />
                    {raw(ITEMS)}
                    {letter.open === undefined ? null : <More {...letter.open} />}
                    <Troubles lines={letter.troubles} />
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
  const { heading, period, contributions, leave } = letter;
  return (
    <tr>
      <td class="head">
        {heading === undefined ? null : <h1>{heading}</h1>}
        {period === undefined ? null : <p class="muted">{period}</p>}
        {contributions.map(({ tag, words }) => (
          <p class="muted">
            {tag === '' ? null : <span class="badge tag">{tag}</span>} {words}
          </p>
        ))}
        {leave === undefined ? null : (
          <p class="muted">
            <a href={leave.unsubscribe}>{UNSUBSCRIBE}</a> · <a href={leave.manage}>{MANAGE}</a>
          </p>
        )}
      </td>
    </tr>
  );
}

/** The sentences of a message that says its own, and what to press. */
function Said({ letter: { body, button } }: { readonly letter: Letter }) {
  if (body.length === 0 && button === undefined) return null;
  return (
    <Box>
      {body.map((line) => (
        <p>{withCommands(line)}</p>
      ))}
      {button === undefined ? null : <Button label={button.label} url={button.url} />}
    </Box>
  );
}

/** What stands between backticks is a command to type. */
function withCommands(line: string) {
  return line.split('`').map((part, place) => (place % 2 === 1 ? <code>{part}</code> : <>{part}</>));
}

function Troubles({ lines }: { readonly lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <>
      <SectionHead title={TROUBLES_TITLE} />
      <Box>
        {lines.map((line) => (
          <p>{line}</p>
        ))}
      </Box>
    </>
  );
}

/** What there is to press of a sentence is a link, and not the sentence. */
function Stop({ footer: { stop, press } }: { readonly footer: FooterWords }) {
  if (press === undefined) return <>{stop}</>;
  const at = stop.lastIndexOf(press.label);
  return (
    <>
      {stop.slice(0, at)}
      <a href={press.url}>{press.label}</a>
      {stop.slice(at + press.label.length)}
    </>
  );
}

function Bottom({ letter: { asOf, footer } }: { readonly letter: Letter }) {
  const { why, manageUrl, sender } = footer;
  return (
    <tr>
      <td class="foot">
        {asOf === undefined ? null : <p>{asOf}</p>}
        <p>{why}</p>
        <p>
          <Stop footer={footer} />
          {manageUrl === undefined ? null : (
            <>
              {' · '}
              <a href={manageUrl}>{MANAGE}</a>
            </>
          )}
        </p>
        <p>{sender}</p>
        <p>
          <a href={OGL_URL}>{OGL_TEXT}</a>
        </p>
      </td>
    </tr>
  );
}
