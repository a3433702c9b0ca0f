import type { Context } from 'hono';
import { Hono } from 'hono';
import { html } from 'hono/html';
import { londonDateTime } from '../../base/london.ts';
import type { Markup } from '../page.ts';
import { page } from '../page.ts';
import type { ReceivedMail } from './received-mail.ts';

function list(mails: readonly ReceivedMail[]): Markup {
  const rows = mails.toReversed().map(
    (mail) =>
      html`<tr>
        <td>${londonDateTime(mail.at)}</td>
        <td>${mail.to.join(', ')}</td>
        <td><a href="/mail/${mail.id}">${mail.subject === '' ? '(no subject)' : mail.subject}</a></td>
      </tr>`,
  );
  return html`<h1>Mailbox</h1>
    <p>${mails.length} received, newest first. <a href="/">Refresh</a></p>
    <table>
      <thead>
        <tr>
          <th scope="col">Received</th>
          <th scope="col">To</th>
          <th scope="col">Subject</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>`;
}

/** Links inside the mail open in a tab of their own: the frame runs no script and submits no form. */
function frame(mail: ReceivedMail): Markup {
  if (mail.html === undefined) return html`<p>This mail has no HTML part.</p>`;
  return html`<iframe
    title="The mail as HTML"
    sandbox="allow-popups allow-popups-to-escape-sandbox"
    srcdoc="${`<base target="_blank">${mail.html}`}"
  ></iframe>`;
}

function one(mail: ReceivedMail): Markup {
  const headers = mail.headers.map(({ name, value }) => `${name}: ${value}`).join('\n');
  return html`<nav>
      <a href="/">All mails</a> <a href="#text">Text</a> <a href="#headers">Headers</a>
      <a href="/mail/${mail.id}/source.eml">Download .eml</a>
    </nav>
    <h1>${mail.subject}</h1>
    <p>From ${mail.from} to ${mail.to.join(', ')}, ${londonDateTime(mail.at)}</p>
    ${frame(mail)}
    <h2 id="text">Text</h2>
    <pre>${mail.text ?? 'This mail has no text part.'}</pre>
    <h2 id="headers">Headers</h2>
    <pre>${headers}</pre>`;
}

function asJson(mail: ReceivedMail): object {
  const { id, at, from, to, subject, messageId } = mail;
  return { id, at, from, to, subject, messageId };
}

/** The mailbox's pages: a list, one mail, its source, and `/mails.json`. */
export function mailboxPages(mails: () => readonly ReceivedMail[]): Hono {
  function find(c: Context): ReceivedMail | undefined {
    return mails().find((mail) => String(mail.id) === c.req.param('id'));
  }
  const app = new Hono();
  app.get('/', (c) => page(c, 'Mailbox', list(mails())));
  app.get('/mails.json', (c) => c.json(mails().map(asJson)));
  app.get('/mail/:id', (c) => {
    const mail = find(c);
    return mail === undefined ? c.notFound() : page(c, mail.subject, one(mail));
  });
  app.get('/mail/:id/source.eml', (c) => {
    const mail = find(c);
    if (mail === undefined) return c.notFound();
    c.header('content-type', 'message/rfc822');
    c.header('content-disposition', `attachment; filename="mail-${mail.id}.eml"`);
    return c.body(Uint8Array.from(mail.bytes));
  });
  return app;
}
