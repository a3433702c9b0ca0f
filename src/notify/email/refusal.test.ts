import { describe, expect, it } from 'vitest';
import { isTooLarge, refusalOf } from './refusal.ts';

function fault(fields: object): Error {
  return Object.assign(new Error('a mail to ann@reader.example failed'), fields);
}

describe('what an SMTP answer means where servers differ', () => {
  it.each([
    [
      'policy said with 550',
      { code: 'EENVELOPE', responseCode: 550, response: '550 5.7.1 blocked', command: 'RCPT TO' },
      'message',
      true,
    ],
    [
      'a mailbox found missing at DATA',
      { code: 'EMESSAGE', responseCode: 550, response: '550 5.1.1 unknown', command: 'DATA' },
      'subscriber',
      true,
    ],
    [
      'a mailbox found full at DATA',
      { code: 'EMESSAGE', responseCode: 552, response: '552 5.2.2 full', command: 'DATA' },
      'subscriber',
      false,
    ],
    [
      'a mailbox full for now',
      { code: 'EENVELOPE', responseCode: 452, response: '452 4.2.2 full', command: 'RCPT TO' },
      'subscriber',
      false,
    ],
    [
      'login wanted',
      { code: 'EENVELOPE', responseCode: 530, response: '530 5.7.0 log in first', command: 'MAIL FROM' },
      'channel',
      true,
    ],
    [
      'a login that cannot be looked up for now',
      { code: 'EAUTH', responseCode: 454, response: '454 4.7.0 later', command: 'AUTH PLAIN' },
      'channel',
      false,
    ],
    [
      'a sender that is not taken',
      { code: 'EENVELOPE', responseCode: 550, response: '550 5.7.1 not you', command: 'MAIL FROM' },
      'channel',
      true,
    ],
    [
      'too much text, said without a status',
      { code: 'EMESSAGE', responseCode: 552, response: '552 too much mail data', command: 'DATA' },
      'message',
      true,
    ],
    [
      'a dangerous text, said with 552',
      { code: 'EMESSAGE', responseCode: 552, response: '552-5.7.0 blocked', command: 'DATA' },
      'message',
      true,
    ],
    [
      'the sender’s domain found missing at the recipient',
      { code: 'EENVELOPE', responseCode: 550, response: '550 5.1.8 no such domain', command: 'RCPT TO' },
      'message',
      true,
    ],
    [
      'no way to the recipient’s domain',
      { code: 'EENVELOPE', responseCode: 550, response: '550 5.4.4 unable to route', command: 'RCPT TO' },
      'subscriber',
      false,
    ],
    [
      'a mailbox full, said without a status',
      { code: 'EENVELOPE', responseCode: 552, response: '552 full', command: 'RCPT TO' },
      'subscriber',
      false,
    ],
    [
      '421 in the middle',
      { code: 'EENVELOPE', responseCode: 421, response: '421 closing', command: 'RCPT TO' },
      'channel',
      false,
    ],
    [
      'the conversation out of step at the text',
      { code: 'EMESSAGE', responseCode: 503, response: '503 5.5.1 bad sequence', command: 'DATA' },
      'message',
      false,
    ],
    [
      'the conversation out of step at the recipient',
      { code: 'EENVELOPE', responseCode: 503, response: '503 5.5.1 need MAIL', command: 'RCPT TO' },
      'message',
      false,
    ],
    [
      'the conversation out of step at the sender',
      { code: 'EENVELOPE', responseCode: 503, response: '503 AUTH first (#5.5.1)', command: 'MAIL FROM' },
      'channel',
      false,
    ],
    [
      'the conversation out of step at the login',
      { code: 'EAUTH', responseCode: 503, response: '503 already logged in', command: 'AUTH PLAIN' },
      'channel',
      false,
    ],
    ['larger than announced', { code: 'EMESSAGE', command: 'MAIL FROM' }, 'message', true],
    ['no TLS', { code: 'ETLS', command: 'STARTTLS' }, 'channel', false],
    ['no login given', { code: 'ENOAUTH', command: 'API' }, 'channel', true],
  ] as const)('%s', (_name, fields, scope, permanent) => {
    const refusal = refusalOf(fault(fields), false);
    expect(refusal).toMatchObject({ scope, permanent, ambiguous: false });
    expect(refusal.reason).not.toContain('reader.example');
  });

  it('a refusal said after the text is no doubt, a lost line is', () => {
    expect(refusalOf(fault({ code: 'EMESSAGE', responseCode: 451, command: 'DATA' }), true).ambiguous).toBe(
      false,
    );
    expect(refusalOf(fault({ code: 'ESOCKET', command: 'CONN' }), true).ambiguous).toBe(true);
    expect(refusalOf(fault({ code: 'ESOCKET', command: 'CONN' }), false)).toMatchObject({
      scope: 'channel',
      ambiguous: false,
    });
  });

  it('reads anything that may be thrown', () => {
    expect(refusalOf(undefined, false)).toMatchObject({
      code: 'unknown',
      scope: 'message',
      permanent: false,
    });
    expect(refusalOf('boom', false)).toMatchObject({ code: 'unknown' });
  });

  it.each([
    [{ code: 'EMESSAGE', command: 'MAIL FROM' }, true],
    [{ responseCode: 552, response: '552 too big', command: 'MAIL FROM' }, true],
    [{ responseCode: 552, response: '552 too big', command: 'DATA' }, true],
    [{ responseCode: 552, response: '552-5.3.4 too big\n552 5.3.4 see there', command: 'DATA' }, true],
    [{ responseCode: 550, response: '550 5.2.3 too big', command: 'RCPT TO' }, true],
    [{ responseCode: 552, response: '552 full', command: 'RCPT TO' }, false],
    [{ responseCode: 552, response: '552 5.2.2 full', command: 'DATA' }, false],
    [{ responseCode: 552, response: '552 5.7.0 dangerous', command: 'DATA' }, false],
    [{ responseCode: 452, response: '452 4.3.4 too big for now', command: 'DATA' }, false],
    [{ responseCode: 554, response: '554 no', command: 'DATA' }, false],
  ])('%j is about the size: %s', (fields, about) => {
    expect(isTooLarge(fault(fields))).toBe(about);
  });
});
