import { describe, expect, it } from 'vitest';
import { statusIn, verdictOf } from './status.ts';

describe('whom a lasting refusal concerns', () => {
  it.each([
    ['550 5.1.1 no such user', 'gone'],
    ['550 5.1.10 RESOLVER.ADR.RecipientNotFound', 'gone'],
    ['550 5.2.1 mailbox disabled', 'gone'],
    ['556 5.1.10 takes no mail', 'gone'],
    ['550 #5.1.0 Address rejected.', 'gone'],
    ['550 no such user', 'gone'],
    ['552 5.2.2 over quota', 'full'],
    ['552 mailbox full', 'full'],
    ['552-5.3.4 larger than we take', 'too-large'],
    ['550 5.2.3 too long', 'too-large'],
    ['550 5.4.4 unable to route', 'unreachable'],
    ['550 5.7.1 blocked', 'refused'],
    ['552 5.7.0 its content looks dangerous', 'refused'],
    ['550 5.1.8 the sender’s domain does not exist', 'refused'],
    ['550 5.6.0 cannot be converted', 'refused'],
    ['554 no', 'refused'],
    ['550 5.0.0 no', 'gone'],
    ['550 relay not permitted', 'refused'],
    ['550 Your IP is blacklisted', 'refused'],
    ['550 Relaying denied', 'refused'],
    ['550 sender fails DMARC', 'refused'],
    ['550 Rejected: looks like spam', 'refused'],
    ['553 not allowed by our policy', 'refused'],
    ['550 5.0.0 blocked, see RBL', 'refused'],
    ['550 <spam@blocked.example>: no such user', 'gone'],
    ['550 Requested action not taken: mailbox unavailable', 'gone'],
    ['550 5.1.1 user unknown, see our policy', 'gone'],
  ] as const)('%s: %s', (words, verdict) => {
    expect(verdictOf(statusIn(words))).toBe(verdict);
  });

  it.each([
    ['connect to mx.reader.example[203.0.113.5]:25: timed out', 0, ''],
    ['smtp; 550-5.1.1 The account does not exist', 550, '5.1.1'],
    ['host mx[192.0.2.25] said: 452 4.2.2 full (in reply to RCPT TO)', 452, '4.2.2'],
    ['550 5.1.1.1 is no status', 550, ''],
    ['', 0, ''],
  ])('reads %j', (words, reply, enhanced) => {
    expect(statusIn(words)).toEqual({ reply, enhanced });
  });
});
