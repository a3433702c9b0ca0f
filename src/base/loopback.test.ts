import { describe, expect, it } from 'vitest';
import { isLoopback } from './loopback.ts';

describe('isLoopback', () => {
  it.each(['localhost', '127.0.0.1', '127.8.9.255', '::1', '[::1]'])('knows %s', (name) => {
    expect(isLoopback(name)).toBe(true);
  });

  it.each([
    '127.mail.example',
    '127.0.0.1.mail.example',
    '127.0.0.256',
    '127.1',
    '128.0.0.1',
    '10.127.0.1',
    'x.localhost',
    'localhost.example',
    '0.0.0.0',
    '::',
    '[::ffff:10.0.0.1]',
    '',
  ])('takes %j for another machine', (name) => {
    expect(isLoopback(name)).toBe(false);
  });
});
