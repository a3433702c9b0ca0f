import { generateKeyPairSync } from 'node:crypto';
import { createTransport } from 'nodemailer';
import { expect, it } from 'vitest';
import { signatureOf } from './dkim.ts';

it('signs the unsubscribe fields of a mail that has them', async () => {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 1024,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const transport = createTransport({
    streamTransport: true,
    buffer: true,
    dkim: signatureOf({ domainName: 'bell.example', keySelector: 's1', privateKey }),
  });

  const { message } = await transport.sendMail({
    from: 'alerts@bell.example',
    to: 'ann@reader.example',
    subject: 'x',
    text: 'x',
    headers: {
      'List-Unsubscribe': '<https://bell.example/stop/1>',
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
  });

  const raw = Buffer.isBuffer(message) ? message.toString() : '';
  const signature = /^DKIM-Signature: .*(?:\r?\n[ \t].*)*/m.exec(raw)?.[0] ?? '';
  const signed = /\bh=([^;]+)/.exec(signature)?.[1]?.toLowerCase().replace(/\s/g, '').split(':');
  expect(signed).toEqual(expect.arrayContaining(['from', 'list-unsubscribe', 'list-unsubscribe-post']));
});
