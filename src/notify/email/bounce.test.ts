import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBounce, type BounceOptions } from './bounce.ts';
import { returnPathOf } from './verp.ts';

const OPTIONS: BounceOptions = { address: 'bounce@bounces.bell.example', secret: 'a secret of the test' };
const BACK = returnPathOf(12, OPTIONS) ?? '';
const FORGED = 'bounce+12.0123456789abcdef@bounces.bell.example';
const SECRET = 'Zm9yIHRoZSB0ZXN0cyBvZiB0aGlzIGZpbGUgb25seQ_';

function lines(...all: readonly string[]): string {
  return `${all.join('\r\n')}\r\n`;
}

interface Report {
  readonly to: string;
  readonly fields: readonly string[];
  readonly returned: readonly string[];
}

const RETURNED = ['From: Bell <alerts@bell.example>', 'To: ann@reader.example', 'Subject: A tender'];

function report(with_: Partial<Report> = {}): Report {
  return { to: BACK, fields: ['Action: failed', 'Status: 5.1.1'], returned: RETURNED, ...with_ };
}

/** As Postfix writes it: the whole message comes back, with its return path. */
function postfix({ to, fields, returned }: Report): string {
  return lines(
    'Return-Path: <>',
    'From: MAILER-DAEMON@mx.reader.example (Mail Delivery System)',
    'Subject: Undelivered Mail Returned to Sender',
    `To: ${to}`,
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status;',
    '\tboundary="4C0FF33.1764000000/mx.reader.example"',
    '',
    'This is a MIME-encapsulated message.',
    '',
    '--4C0FF33.1764000000/mx.reader.example',
    'Content-Description: Notification',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    'I could not deliver it. Action: failed, Status: 5.1.1, says this text.',
    '',
    '--4C0FF33.1764000000/mx.reader.example',
    'Content-Description: Delivery report',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.reader.example',
    'X-Postfix-Queue-ID: 4C0FF33',
    'Arrival-Date: Tue,  1 Sep 2026 09:00:00 +0000 (UTC)',
    '',
    'Final-Recipient: rfc822; ann@reader.example',
    'Original-Recipient: rfc822;ann@reader.example',
    ...fields,
    '',
    '--4C0FF33.1764000000/mx.reader.example',
    'Content-Description: Undelivered Message',
    'Content-Type: message/rfc822',
    '',
    ...returned,
    '',
    'A tender for you.',
    '',
    '--4C0FF33.1764000000/mx.reader.example--',
  );
}

/** As Exim writes it: headers alone come back, and every status is 5.0.0. */
function exim(diagnostic: string): string {
  return lines(
    'From: Mail Delivery System <Mailer-Daemon@mx.reader.example>',
    `To: ${BACK}`,
    'References: <n.1@bell.example>',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=1764000000-eximdsn-1804289383',
    'MIME-Version: 1.0',
    'Subject: Mail delivery failed: returning message to sender',
    '',
    '--1764000000-eximdsn-1804289383',
    'Content-type: text/plain; charset=us-ascii',
    '',
    'A message that you sent could not be delivered.',
    '',
    '--1764000000-eximdsn-1804289383',
    'Content-type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.reader.example',
    '',
    'Action: failed',
    'Final-Recipient: rfc822;ann@reader.example',
    'Status: 5.0.0',
    'Remote-MTA: dns; mail.reader.example',
    `Diagnostic-Code: ${diagnostic}`,
    '',
    '--1764000000-eximdsn-1804289383',
    'Content-type: text/rfc822-headers',
    '',
    `Return-path: <${BACK}>`,
    'Subject: A tender',
    '',
    '--1764000000-eximdsn-1804289383--',
  );
}

/** As Exchange writes it: nested parts, folded fields, the status in the text too, one field per line without an order. */
const EXCHANGE = lines(
  'From: <postmaster@reader.example>',
  `To: <${BACK}>`,
  'Date: Tue, 1 Sep 2026 09:00:01 +0000',
  'Content-Type: multipart/report; report-type=delivery-status;',
  '\tboundary="_000_exchange_"',
  'MIME-Version: 1.0',
  'X-MS-Exchange-Message-Is-Ndr:',
  'Subject: Undeliverable: A tender',
  '',
  '--_000_exchange_',
  'Content-Type: multipart/alternative; differences=Content-Type;',
  '\tboundary="_001_exchange_"',
  '',
  '--_001_exchange_',
  'Content-Type: text/plain; charset="us-ascii"',
  '',
  'The e-mail address could not be found.',
  '',
  '--_001_exchange_',
  'Content-Type: text/html; charset="us-ascii"',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  '<p>The e-mail address could not be found.</p>=',
  '',
  '--_001_exchange_--',
  '',
  '--_000_exchange_',
  'Content-Type: message/delivery-status',
  '',
  'Reporting-MTA: dns;EX01.reader.example',
  'Received-From-MTA: dns;relay.bell.example',
  '',
  'Final-Recipient: rfc822;ann@reader.example',
  'Action: failed',
  'Status: 5.1.10',
  'Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound;',
  ' Recipient not found by SMTP address lookup',
  '',
  '--_000_exchange_',
  'Content-Type: message/rfc822',
  '',
  ...RETURNED,
  '',
  'A tender for you.',
  '--_000_exchange_--',
);

/** As Gmail writes it: related parts with a picture, a diagnostic over several lines, the answer in the headers. */
const GMAIL = lines(
  `Delivered-To: ${BACK}`,
  'From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>',
  'To: postmaster@bounces.bell.example',
  'Auto-Submitted: auto-replied',
  'Subject: Delivery Status Notification (Failure)',
  'X-Failed-Recipients: ann@reader.example',
  'Content-Type: multipart/report; boundary="00000000000a"; report-type=delivery-status',
  '',
  '--00000000000a',
  'Content-Type: multipart/related; boundary="00000000000b"',
  '',
  '--00000000000b',
  'Content-Type: text/html; charset="UTF-8"',
  '',
  '<h1>Address not found</h1>',
  '--00000000000b',
  'Content-Type: image/png; name="icon.png"',
  'Content-Transfer-Encoding: base64',
  'Content-ID: <icon.png>',
  '',
  'iVBORw0KGgo=',
  '--00000000000b--',
  '--00000000000a',
  'Content-Type: message/delivery-status',
  '',
  'Reporting-MTA: dns; googlemail.com',
  'Arrival-Date: Tue, 01 Sep 2026 02:00:00 -0700 (PDT)',
  '',
  'Final-Recipient: rfc822; ann@reader.example',
  'Action: failed',
  'Status: 5.2.1',
  'Remote-MTA: dns; mx.reader.example. (192.0.2.1, the server for the domain reader.example.)',
  'Diagnostic-Code: smtp; 550-5.2.1 The email account that you tried to reach is inactive.',
  ' 550 5.2.1 Learn more at https://support.example',
  '',
  '--00000000000a',
  'Content-Type: message/rfc822',
  '',
  ...RETURNED,
  '',
  '--00000000000a--',
);

/** RFC 5965: what a mail provider sends when its reader presses "spam". */
function complaint(type: string, fields: readonly string[], returned: readonly string[]): string {
  return lines(
    'From: <abuse@reader.example>',
    'To: <abuse@bell.example>',
    'Subject: FW: A tender',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=feedback-report; boundary="part"',
    '',
    '--part',
    'Content-Type: text/plain; charset="US-ASCII"',
    '',
    'This is a report for a mail that you sent.',
    '--part',
    'Content-Type: message/feedback-report',
    '',
    `Feedback-Type: ${type}`,
    'User-Agent: SomeGenerator/1.0',
    'Version: 1',
    ...fields,
    '',
    '--part',
    'Content-Type: text/rfc822-headers',
    '',
    ...returned,
    '',
    '--part--',
  );
}

function bounce(kind: string, status: string | undefined) {
  return { bounces: [{ deliveryId: 12, kind, status }] };
}

describe('a delivery report', () => {
  it('of Postfix, Exim, Exchange and Gmail is read', async () => {
    expect(await readBounce(postfix(report()), OPTIONS)).toEqual(bounce('hard', '5.1.1'));
    expect(await readBounce(exim('smtp; 550 5.1.1 unknown'), OPTIONS)).toEqual(bounce('hard', '5.1.1'));
    expect(await readBounce(EXCHANGE, OPTIONS)).toEqual(bounce('hard', '5.1.10'));
    expect(await readBounce(GMAIL, OPTIONS)).toEqual(bounce('hard', '5.2.1'));
  });

  it.each([
    ['5.1.1', 'hard'],
    ['5.1.2', 'hard'],
    ['5.0.0', 'hard'],
    ['5.2.1', 'hard'],
    ['5.2.2', 'soft'],
    ['5.4.4', 'soft'],
    ['5.7.1', 'soft'],
    ['5.7.26', 'soft'],
    ['5.1.8', 'soft'],
    ['5.6.0', 'soft'],
    ['4.4.1', 'soft'],
    ['4.1.1', 'soft'],
    ['4.2.2', 'soft'],
  ])('with status %s is %s', async (status, kind) => {
    const fields = ['Action: failed', `Status: ${status}`];
    expect(await readBounce(postfix(report({ fields })), OPTIONS)).toEqual(bounce(kind, status));
  });

  it.each([
    ['smtp; 552 mailbox full', 'soft', '5.0.0'],
    ['smtp; 554 5.7.1 spam', 'soft', '5.7.1'],
    ['smtp; 550 unknown', 'hard', '5.0.0'],
    ['smtp; 451 4.7.1 later', 'soft', '5.0.0'],
    ['', 'hard', '5.0.0'],
  ])('of Exim with %j is %s', async (diagnostic, kind, status) => {
    expect(await readBounce(exim(diagnostic), OPTIONS)).toEqual(bounce(kind, status));
  });

  it.each(['delayed', 'relayed', 'delivered', 'expanded', 'unheard-of'])(
    'that something was %s is passed over',
    async (action) => {
      const fields = [`Action: ${action}`, 'Status: 5.1.1'];
      expect(await readBounce(postfix(report({ fields })), OPTIONS)).toHaveProperty('ignored');
    },
  );

  it('about an address with accents is read', async () => {
    const raw = postfix(
      report({ fields: ['Action: failed', 'Status: 5.1.1', 'Localized: änn@reader.example'] }),
    )
      .replace('message/delivery-status', 'message/global-delivery-status')
      .replace('message/rfc822', 'message/global');
    expect(await readBounce(raw, OPTIONS)).toEqual(bounce('hard', '5.1.1'));
  });

  it('says the gravest of what became of several', async () => {
    const fields = [
      'Action: failed',
      'Status: 4.4.1',
      '',
      'Final-Recipient: rfc822; bob@reader.example',
      'Action: failed (gone)',
      'Status: 5.1.1 (bad destination mailbox address)',
    ];
    expect(await readBounce(postfix(report({ fields })), OPTIONS)).toEqual(bounce('hard', '5.1.1'));
  });

  it('counts by what the server says it was for, or by what came back', async () => {
    const lost = report({ to: 'postmaster@bell.example' });
    expect(await readBounce(postfix(lost), OPTIONS)).toHaveProperty('ignored');
    expect(await readBounce(postfix(lost), { ...OPTIONS, envelopeTo: BACK })).toEqual(
      bounce('hard', '5.1.1'),
    );
    const returned = [`Return-Path: <${BACK}>`, ...RETURNED];
    expect(await readBounce(postfix({ ...lost, returned }), OPTIONS)).toEqual(bounce('hard', '5.1.1'));
  });

  it.each([
    ['a forged mac', FORGED],
    ['no mac', 'bounce@bounces.bell.example'],
    ['another domain', BACK.replace('bell', 'evil')],
  ])('with %s is nobody’s', async (_name, to) => {
    const forged = report({ to, returned: [`Return-Path: <${to}>`, ...RETURNED] });
    expect(await readBounce(postfix(forged), { ...OPTIONS, envelopeTo: to })).toHaveProperty('ignored');
  });

  it('is believed only as a whole report', async () => {
    const quoted = postfix(report()).replace('multipart/report', 'multipart/mixed');
    expect(await readBounce(quoted, OPTIONS)).toHaveProperty('ignored');
  });
});

describe('a complaint', () => {
  const back = [`Return-Path: <${BACK}>`, ...RETURNED];

  it.each([
    ['abuse', bounce('complaint', undefined)],
    ['Fraud', bounce('complaint', undefined)],
    ['opt-out', bounce('unsubscribe', undefined)],
  ])('%s is read', async (type, read) => {
    expect(await readBounce(complaint(type, [], back), OPTIONS)).toEqual(read);
    const named = complaint(type, [`Original-Mail-From: <${BACK}>`], RETURNED);
    expect(await readBounce(named, OPTIONS)).toEqual(read);
  });

  it.each(['not-spam', 'auth-failure', 'constructor', ''])('%j is none', async (type) => {
    expect(await readBounce(complaint(type, [], back), OPTIONS)).toHaveProperty('ignored');
  });

  it('without our return address is nobody’s', async () => {
    const forged = complaint('abuse', [`Original-Mail-From: <${FORGED}>`], RETURNED);
    expect(await readBounce(forged, OPTIONS)).toHaveProperty('ignored');
  });
});

describe('a mail that asks to hear no more', () => {
  function wish(to: string): string {
    return lines('From: ann@reader.example', `To: ${to}`, 'Subject: unsubscribe', '', '');
  }

  it('gives the secret of the link, its letters as they are', async () => {
    const to = `bounce+u.${SECRET}@bounces.bell.example`;
    expect(await readBounce(wish(to), OPTIONS)).toEqual({ unsubscribe: SECRET });
    expect(await readBounce(wish('x@y.example'), { ...OPTIONS, envelopeTo: to })).toEqual({
      unsubscribe: SECRET,
    });
  });

  it('takes its letters from where nobody made them small', async () => {
    const to = `bounce+u.${SECRET}@bounces.bell.example`;
    expect(await readBounce(wish(to), { ...OPTIONS, envelopeTo: to.toLowerCase() })).toEqual({
      unsubscribe: SECRET,
    });
  });

  it.each([
    `bounce+u.${SECRET}@evil.example`,
    `other+u.${SECRET}@bounces.bell.example`,
    `bounce+u.${SECRET}x@bounces.bell.example`,
    `bounce+${SECRET}@bounces.bell.example`,
    'bounce+u.@bounces.bell.example',
    BACK,
  ])('is not one to %j', async (to) => {
    expect(await readBounce(wish(to), OPTIONS)).toHaveProperty('ignored');
  });
});

describe('what tires or tricks a reader', () => {
  const boundary = (depth: number) => [
    `Content-Type: multipart/mixed; boundary=b${depth}`,
    '',
    `--b${depth}`,
  ];
  it.each([
    ['nothing', ''],
    ['no mail', '\u0000\u0001\u0002'],
    ['only a header', 'Content-Type: multipart/report'],
    ['11 MB', `To: ${BACK}\r\n\r\n${'x'.repeat(11_000_000)}`],
    ['a million parts', `Content-Type: multipart/report; boundary=b\r\n\r\n${'--b\r\n'.repeat(1_000_000)}`],
    ['parts in parts', lines(...Array.from({ length: 200 }, (_, depth) => boundary(depth)).flat())],
    ['five million lines', `${postfix(report({ fields: [] }))}${'x\n'.repeat(4_900_000)}`],
    ['headers without end', `To: ${'x@'.repeat(4_000_000)}`],
    ['fields without end', postfix(report({ fields: ['Action: '.repeat(100_000)] }))],
    ['groups without end', postfix(report({ fields: Array.from({ length: 50_000 }, () => 'X: y\r\n') }))],
  ])('%s: is passed over', async (_name, raw) => {
    expect(await readBounce(raw, OPTIONS)).toHaveProperty('ignored');
    expect(await readBounce(Buffer.from(raw), OPTIONS)).toHaveProperty('ignored');
  });

  it('a report damaged anywhere is read right or passed over', async () => {
    const whole = postfix(report());
    const at = fc.nat({ max: whole.length });
    await fc.assert(
      fc.asyncProperty(at, at, fc.string({ maxLength: 20 }), async (from, to, instead) => {
        const read = await readBounce(whole.slice(0, from) + instead + whole.slice(to), OPTIONS);
        const said = 'bounces' in read ? read.bounces.map(({ deliveryId }) => deliveryId) : Object.keys(read);
        expect([[12], ['ignored']]).toContainEqual(said);
      }),
    );
  });

  it('what was returned may be long', async () => {
    const long = postfix(
      report({ returned: [...RETURNED, '', ...Array.from({ length: 60_000 }, () => 'x')] }),
    );
    expect(await readBounce(long, OPTIONS)).toEqual(bounce('hard', '5.1.1'));
  });

  it('a report in a charset of its own is read by its ASCII', async () => {
    const raw = Buffer.concat([Buffer.from(postfix(report())), Buffer.from([0xff, 0xfe, 0x00])]);
    expect(await readBounce(raw, OPTIONS)).toEqual(bounce('hard', '5.1.1'));
  });
});
