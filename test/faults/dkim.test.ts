import { spawnSync } from 'node:child_process';
import { createHash, createPublicKey, createVerify, generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../../src/domain/delivery.ts';
import { createEmailChannel } from '../../src/notify/email/index.ts';
import { startFakeSmtp, type FakeSmtp } from '../fake-smtp.ts';
import { aDigest, aMessage, LINKS } from '../messages.ts';

const PYTHON = '/usr/bin/python3';
const hasPythonDkim = spawnSync(PYTHON, ['-c', 'import dkim']).status === 0;

const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

let server: FakeSmtp;
beforeAll(async () => {
  server = await startFakeSmtp();
});
afterAll(async () => {
  await server.close();
});

/** As it arrives. */
async function arrived(message: Message): Promise<string> {
  const channel = createEmailChannel({
    url: server.url,
    from: { name: 'Bell & Co', address: 'alerts@bell.example' },
    replyTo: { name: undefined, address: 'help@bell.example' },
    operator: { name: 'Bell & Co', postal: '1 High Street, Leeds', email: undefined },
    dkim: { domainName: 'bell.example', keySelector: 's1', privateKey },
    helpUrl: 'https://bell.example/help',
    bounceAddress: 'bounce@bounces.bell.example',
    bounceSecret: 'a secret of the test',
  });
  const to = { channel: 'email', email: 'ann@reader.example' } as const;
  expect(await channel.send(message, to, new AbortController().signal)).toMatchObject({ sent: true });
  await channel.close();
  return server.mails.at(-1)?.raw ?? '';
}

interface Field {
  readonly name: string;
  readonly line: string;
}

/** A mail's header fields as they stand, folds included, and its body. */
function partsOf(raw: string): { readonly fields: readonly Field[]; readonly body: string } {
  const end = raw.indexOf('\r\n\r\n');
  const lines = raw.slice(0, end).split(/\r\n(?![ \t])/);
  const fields = lines.map((line) => ({ name: line.slice(0, line.indexOf(':')).toLowerCase(), line }));
  return { fields, body: raw.slice(end + 4) };
}

function tagsOf(signature: Field): ReadonlyMap<string, string> {
  const text = signature.line.slice(signature.line.indexOf(':') + 1).replace(/\s+/g, '');
  return new Map(
    text.split(';').map((tag): [string, string] => {
      const equals = tag.indexOf('=');
      return [tag.slice(0, equals), tag.slice(equals + 1)];
    }),
  );
}

/** RFC 6376 §3.4.2. */
function relaxedField({ name, line }: Field): string {
  const value = line.slice(line.indexOf(':') + 1);
  return `${name}:${value
    .replace(/\r\n/g, '')
    .replace(/[ \t]+/g, ' ')
    .trim()}`;
}

/** RFC 6376 §3.4.4. */
function relaxedBody(body: string): string {
  const lines = body.split('\r\n').map((line) => line.replace(/[ \t]+/g, ' ').replace(/ $/, ''));
  while (lines.at(-1) === '') lines.pop();
  return lines.length === 0 ? '' : `${lines.join('\r\n')}\r\n`;
}

/** RFC 6376 §6.1.3, by nothing of the library that signed. */
function verifies(raw: string): boolean {
  const { fields, body } = partsOf(raw);
  const signature = fields.find(({ name }) => name === 'dkim-signature');
  if (signature === undefined) return false;
  const tags = tagsOf(signature);
  expect([tags.get('a'), tags.get('c'), tags.get('d'), tags.get('s')]).toEqual([
    'rsa-sha256',
    'relaxed/relaxed',
    'bell.example',
    's1',
  ]);
  if (createHash('sha256').update(relaxedBody(body)).digest('base64') !== tags.get('bh')) return false;
  const waiting = fields.toReversed();
  const signed = (tags.get('h') ?? '').split(':').flatMap((name) => {
    const at = waiting.findIndex((field) => field.name === name.toLowerCase());
    return at === -1 ? [] : waiting.splice(at, 1).map(relaxedField);
  });
  const unsigned = relaxedField(signature).replace(/\bb=[^;]*$/, 'b=');
  return createVerify('sha256')
    .update([...signed, unsigned].join('\r\n'))
    .verify(createPublicKey(publicKey), tags.get('b') ?? '', 'base64');
}

const CHECK = `
import dkim, sys
record = b"v=DKIM1; k=rsa; p=" + sys.argv[1].encode()
print(dkim.verify(sys.stdin.buffer.read(), dnsfunc=lambda name, timeout=5: record))
`;

function verifiesByPython(raw: string): boolean {
  const key = publicKey.replace(/-----[A-Z ]+-----|\s/g, '');
  const { stdout, stderr } = spawnSync(PYTHON, ['-c', CHECK, key], { input: raw, encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout.trim() === 'True';
}

const TAMPERED = [
  ['the one click', (raw: string) => raw.replace('List-Unsubscribe=One-Click', 'List-Unsubscribe=One-Clock')],
  [
    'the page',
    (raw: string) => raw.replace('List-Unsubscribe: <https://bell', 'List-Unsubscribe: <https://hell'),
  ],
  ['the mailbox', (raw: string) => raw.replace('<mailto:bounce+u.', '<mailto:other+u.')],
  ['the sender', (raw: string) => raw.replace('From: "Bell', 'From: "Hell')],
  ['the subject', (raw: string) => raw.replace(/\r\nSubject: ./, '\r\nSubject: X')],
  ['the text', (raw: string) => raw.replace('Ashcombe', 'Bashcombe')],
  ['the help page', (raw: string) => raw.replace('List-Help: <https', 'List-Help: <http')],
] as const;

describe('fault 36: a mail changed on its way', () => {
  const message = () => aMessage({ links: LINKS, deliveryId: 12 });

  it('fault 36: the signature names both fields that unsubscribe, and holds', async () => {
    for (const raw of [await arrived(message()), await arrived(aDigest({ links: LINKS }))]) {
      const signature = partsOf(raw).fields.find(({ name }) => name === 'dkim-signature');
      const names = signature && tagsOf(signature).get('h')?.toLowerCase().split(':');
      expect(names).toEqual(expect.arrayContaining(['list-unsubscribe', 'list-unsubscribe-post', 'from']));
      expect(verifies(raw)).toBe(true);
    }
  });

  it.each(TAMPERED)('fault 36: %s cannot be changed', async (_name, tamper) => {
    const raw = await arrived(message());
    expect(tamper(raw)).not.toBe(raw);
    expect(verifies(raw)).toBe(true);
    expect(verifies(tamper(raw))).toBe(false);
  });

  it('fault 36: white space that servers change does no harm', async () => {
    const raw = await arrived(message());
    expect(verifies(raw.replace('List-Unsubscribe-Post: ', 'list-unsubscribe-POST:\r\n   '))).toBe(true);
  });

  it.runIf(hasPythonDkim)('fault 36: python3-dkim says the same', async () => {
    const raw = await arrived(message());
    expect(verifiesByPython(raw)).toBe(true);
    for (const [, tamper] of TAMPERED) expect(verifiesByPython(tamper(raw))).toBe(false);
  });
});
