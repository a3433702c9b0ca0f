import { describe, expect, it } from 'vitest';
import { serverOf } from './server-of.ts';

describe('serverOf', () => {
  it.each(['smtp://u:p@mail.example', 'smtp://u:p@127.mail.example', 'smtp://u:p@x.localhost'])(
    'lets a password for %s travel over TLS alone',
    (url) => {
      expect(serverOf(url)).toMatchObject({ port: 587, secure: false, ignoreTLS: false, requireTLS: true });
    },
  );

  it.each(['smtp://u:p@127.0.0.1:25', 'smtp://u:p@localhost:25', 'smtp://u:p@[::1]:25'])(
    'asks no TLS of %s',
    (url) => {
      expect(serverOf(url)).toMatchObject({ port: 25, secure: false, ignoreTLS: true, requireTLS: false });
    },
  );

  it('speaks TLS from the first byte to smtps, and takes the login apart', () => {
    expect(serverOf('smtps://u%40a:p%3A@mail.example')).toEqual({
      host: 'mail.example',
      port: 465,
      secure: true,
      auth: { user: 'u@a', pass: 'p:' },
      ignoreTLS: false,
      requireTLS: false,
    });
  });
});
