import { createTransport } from 'nodemailer';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Mailbox } from './mailbox.ts';
import { startMailbox } from './mailbox.ts';

let mailbox: Mailbox;

beforeEach(async () => {
  mailbox = await startMailbox({ now: () => Date.parse('2026-09-01T09:00:00Z') });
});
afterEach(() => mailbox.close());

async function send(to: string, subject = 'A tender'): Promise<unknown> {
  const transport = createTransport({ url: mailbox.smtpUrl, socketTimeout: 400 });
  return transport
    .sendMail({
      from: 'bell@sandbox.example',
      to,
      subject,
      messageId: `<${to}>`,
      text: 'Plain words – here',
      html: '<p onclick="x()">Rich "words"</p><script>alert(1)</script>',
    })
    .finally(() => transport.close());
}

describe('the mailbox', () => {
  it('keeps what it receives, and counts by Message-ID', async () => {
    await send('sam@supplier.example', 'Laptops £1m');
    await send('sam@supplier.example');

    const [mail] = mailbox.mails();
    expect(mail).toMatchObject({
      to: ['sam@supplier.example'],
      from: 'bell@sandbox.example',
      subject: 'Laptops £1m',
      messageId: '<sam@supplier.example>',
    });
    expect(mail?.text).toContain('Plain words – here');
    expect(mail?.headers.map((header) => header.name)).toContain('Subject');
    expect(mailbox.counts()).toEqual(new Map([['<sam@supplier.example>', 2]]));
  });

  it('shows a list, a mail with its HTML harmless in a frame, its headers, and its source', async () => {
    await send('sam@supplier.example', '<b>bold</b>');
    const list = await fetch(mailbox.url);
    const page = await (await fetch(`${mailbox.url}/mail/1`)).text();
    const source = await fetch(`${mailbox.url}/mail/1/source.eml`);

    expect(await list.text()).toContain('&lt;b&gt;bold&lt;/b&gt;');
    expect(list.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page).toMatch(/<iframe[^>]*sandbox="allow-popups/);
    expect(page).not.toContain('allow-scripts');
    expect(page).not.toContain('<script>');
    expect(page).toContain('srcdoc="&lt;base target=&quot;_blank&quot;&gt;&lt;p onclick=&quot;x()&quot;&gt;');
    expect(page).toContain('Message-ID: &lt;sam@supplier.example&gt;');
    expect(source.headers.get('content-type')).toContain('message/rfc822');
    expect(Buffer.from(await source.arrayBuffer())).toEqual(Buffer.from(mailbox.mails()[0]?.bytes ?? ''));
    expect((await fetch(`${mailbox.url}/mail/2`)).status).toBe(404);
  });

  it('refuses at RCPT and after the data as scripted, and keeps nothing it refused', async () => {
    mailbox.refuse((recipient, moment) => {
      if (moment === 'rcpt' && recipient.startsWith('gone'))
        return { code: 550, message: '5.1.1 no such mailbox' };
      return moment === 'data' && recipient.startsWith('full')
        ? { code: 452, message: '4.2.2 full' }
        : undefined;
    });

    await expect(send('gone@supplier.example')).rejects.toMatchObject({
      responseCode: 550,
      command: 'RCPT TO',
    });
    await expect(send('full@supplier.example')).rejects.toMatchObject({ responseCode: 452, command: 'DATA' });
    expect(mailbox.mails()).toEqual([]);
    mailbox.refuse(undefined);
    await send('gone@supplier.example');
    expect(mailbox.mails()).toHaveLength(1);
  });

  it.each(['hang', 'drop'] as const)('has the mail although it answers with %s', async (mischief) => {
    mailbox.refuse((_recipient, moment) => (moment === 'data' ? mischief : undefined));

    await expect(send('sam@supplier.example')).rejects.toHaveProperty('code');
    expect(mailbox.mails()).toHaveLength(1);
  });
});
