import PostalMime from 'postal-mime';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEmailChannel } from '../../src/notify/email/index.ts';
import { parseEmail } from '../../src/notify/email/parse-address.ts';
import { aProcurement, aView } from '../builders.ts';
import { startFakeSmtp, type FakeSmtp } from '../fake-smtp.ts';
import { aBecause, aMessage, anItem, LINKS } from '../messages.ts';

const OPERATOR = { name: 'Bell & Co', postal: '1 High Street, Leeds', email: 'ops@bell.example' };

describe('fault 33: a hostile title', () => {
  let server: FakeSmtp;
  beforeEach(async () => {
    server = await startFakeSmtp();
  });
  afterEach(async () => {
    await server.close();
  });

  it.each([
    ['line breaks', 'Evil\r\nBcc: evil@x.example\r\n\r\nbody', 'Evil Bcc: evil@x.example body'],
    ['NUL', 'a\u0000b', 'a b'],
    ['bidi', 'pay \u202E000,1£\u202C now', 'pay 000,1£ now'],
    ['emoji', 'Wi-Fi 👨‍👩‍👧 café £5m', 'Wi-Fi 👨‍👩‍👧 café £5m'],
    ['script', '<script>alert(1)</script>', '<script>alert(1)</script>'],
    ['templates', '{{constructor}} ${x} <%= y %>', '{{constructor}} ${x} <%= y %>'],
    ['formats', '%s%s%n %x', '%s%s%n %x'],
    ['5,000 characters', 'x'.repeat(5_000), `${'x'.repeat(199)}…`],
    ['2,000 words', 'word '.repeat(2_000), 'word '.repeat(39)],
    ['only spaces', ' \t\u00A0\u2003 ', '(no title)'],
    ['an encoded word', '=?utf-8?q?Evil=0D=0A?= x', '=?utf-8?q?Evil=0D=0A?= x'],
  ])('fault 33: %s give one subject line and text that stays text', async (_name, title, shown) => {
    const view = aView({ title, buyer: { name: title, id: undefined }, url: title });
    const item = anItem({
      procurement: aProcurement({ view }),
      because: [aBecause({ query: title, described: title, reasons: [title] })],
    });
    const channel = createEmailChannel({
      url: server.url,
      from: { name: 'Bell', address: 'alerts@bell.example' },
      replyTo: undefined,
      operator: OPERATOR,
    });
    const answer = await channel.send(
      aMessage({ items: [item], troubles: [title], links: LINKS }),
      { channel: 'email', email: 'ann@reader.example' },
      new AbortController().signal,
    );
    await channel.close();
    expect(answer).toMatchObject({ sent: true });

    const { raw = '', to } = server.mails[0] ?? {};
    expect(to).toEqual(['ann@reader.example']);
    const [head = ''] = raw.split('\r\n\r\n');
    expect(head.match(/^Subject:/gm)).toHaveLength(1);
    expect(head).not.toMatch(/^Bcc:/m);
    const mail = await PostalMime.parse(raw);
    const subject = mail.subject ?? '';
    expect(subject.length).toBeGreaterThan(0);
    expect([...new Intl.Segmenter('en-GB').segment(subject)].length).toBeLessThanOrEqual(70);
    expect(subject).not.toMatch(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u);
    expect(mail.html).not.toMatch(/<script|\u202E/);
    expect(mail.html).not.toContain('\u0000');
    expect(mail.text).toContain(shown);
    expect(subject.replace(/^Due 30 Sept?: /, '').startsWith(shown.slice(0, 20))).toBe(true);
  });
});

describe('fault 34: addresses that are tricks', () => {
  it('fault 34: every one of them is refused, with one and the same sentence', () => {
    const tricks = [
      'a@b.example, evil@c.example',
      'a@b.example;evil@c.example',
      'a@b.example\r\nRCPT TO:<evil@x.example>',
      'a@b.example\u2028Bcc: evil@x.example',
      '"a@b.example"@evil.example',
      '"Ann" <ann@b.example>',
      'a(comment)@b.example',
      'a@[127.0.0.1]',
      '<a@b.example>',
      'a@b@c.example',
      'group: a@b.example;',
      'a@b.example\u0000.evil.example',
      `${'a'.repeat(65)}@b.example`,
      `a@${'b'.repeat(250)}.example`,
      'a＠b.example',
      'a @b.example',
    ];
    const answers = tricks.map((trick) => parseEmail(trick));
    expect(answers.filter((answer) => 'email' in answer)).toEqual([]);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });
});
