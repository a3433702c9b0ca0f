import { describe, expect, it } from 'vitest';
import { refusalOf } from './refusal.ts';

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
      false,
    ],
    [
      '421 in the middle',
      { code: 'EENVELOPE', responseCode: 421, response: '421 closing', command: 'RCPT TO' },
      'channel',
      false,
    ],
    ['larger than announced', { code: 'EMESSAGE', command: 'MAIL FROM' }, 'message', true],
    ['no TLS', { code: 'ETLS', command: 'STARTTLS' }, 'channel', false],
    ['no login given', { code: 'ENOAUTH', command: 'API' }, 'channel', false],
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
});
