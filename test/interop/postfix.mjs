/// <reference types="node" />
/// <reference lib="es2023" />
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { createTransport } from 'nodemailer';
import { aDigest, aNote, SECRET } from './mails.mjs';
import { startPostfix, whyNoPostfix } from './postfix-server.mjs';

/**
 * Our mail through a real mail server, judged by tools that are not ours: Debian's postfix, and its python3-dkim where that is
 * installed. Needs the built program; ends with 0 where postfix cannot be tried, and says so.
 *
 *   apt-get install postfix python3-dkim
 *   npm run interop
 */

/** @typedef {import('./postfix-server.mjs').PostfixServer} PostfixServer */
/** @typedef {import('../../src/domain/delivery.ts').Sent | import('../../src/domain/delivery.ts').Refused} Answer */

/** @param {string} line */
function say(line) {
  process.stdout.write(`${line}\n`);
}

/** @param {string} path Below `dist/`, or below `TENDERBELL_DIST`. */
async function built(path) {
  const dist = process.env['TENDERBELL_DIST'];
  const root = dist === undefined ? new URL('../../dist/', import.meta.url) : new URL(`file://${dist}/`);
  return /** @type {unknown} */ (await import(new URL(path, root).href));
}

const PYTHON = '/usr/bin/python3';
const CHECK = `
import dkim, sys
record = b"v=DKIM1; k=rsa; p=" + sys.argv[1].encode()
print(dkim.verify(sys.stdin.buffer.read(), dnsfunc=lambda name, timeout=5: record))
`;

const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

const BOUNCES = { address: 'bounce@bounces.bell.example', secret: 'a secret of this run' };

/** @param {string} raw @returns {boolean} */
function verifies(raw) {
  const key = publicKey.replace(/-----[A-Z ]+-----|\s/g, '');
  const { stdout, stderr } = spawnSync(PYTHON, ['-c', CHECK, key], { input: raw, encoding: 'utf8' });
  assert.equal(stderr, '');
  return stdout.trim() === 'True';
}

/** @param {Answer} answer @returns {import('../../src/domain/delivery.ts').Sent} */
function taken(answer) {
  if (!answer.sent) throw new Error(`postfix did not take it: ${answer.code}, ${answer.reason}`);
  return answer;
}

const why = whyNoPostfix();
if (why !== undefined) {
  say(`skipped: ${why}`);
  process.exit(0);
}

const { createEmailChannel } = /** @type {typeof import('../../src/notify/email/index.ts')} */ (
  await built('notify/email/index.js')
);
const { readBounce } = /** @type {typeof import('../../src/notify/email/bounce.ts')} */ (
  await built('notify/email/bounce.js')
);
const { deliveryOf } = /** @type {typeof import('../../src/notify/email/verp.ts')} */ (
  await built('notify/email/verp.js')
);

/**
 * @param {number} port
 * @param {import('../../src/domain/delivery.ts').Message} message
 * @param {string} email
 * @returns {Promise<Answer>}
 */
async function send(port, message, email = 'ann@reader.example') {
  const channel = createEmailChannel({
    url: `smtp://127.0.0.1:${port}`,
    from: { name: 'Bell & Co', address: 'alerts@bell.example' },
    replyTo: undefined,
    operator: { name: 'Bell & Co', postal: '1 High Street, Leeds', email: undefined },
    dkim: { domainName: 'bell.example', keySelector: 's1', privateKey },
    helpUrl: 'https://bell.example/help',
    bounceAddress: BOUNCES.address,
    bounceSecret: BOUNCES.secret,
  });
  const answer = await channel.send(message, { channel: 'email', email }, new AbortController().signal);
  await channel.close();
  return answer;
}

/** @param {PostfixServer} postfix @returns {Promise<string>} What arrived. */
async function arrives({ ports, mail }) {
  taken(await send(ports.lenient, aNote({ deliveryId: 12 })));
  const raw = (await mail('ann')).toString('latin1');
  const back = /^Return-Path: <([^>]+)>/m.exec(raw)?.[1] ?? '';
  assert.equal(deliveryOf(back, BOUNCES.secret), 12);
  assert.match(raw, /^List-Unsubscribe: <https:\/\/bell\.example\/u\/[^>]+>, <mailto:bounce\+u\.[^>]+>\r?$/m);
  say('ok: a mail arrives with its own return address, and List-Unsubscribe on one line');
  return raw;
}

/** @param {string} raw */
function isSigned(raw) {
  const signature = /^DKIM-Signature:.*\n(?:[ \t].*\n)*/m.exec(raw)?.[0] ?? '';
  const names = /\bh=([^;]+);/.exec(signature)?.[1]?.toLowerCase().replace(/\s/g, '').split(':') ?? [];
  assert.ok(names.includes('list-unsubscribe') && names.includes('list-unsubscribe-post'));
  say('ok: the signature names both fields that unsubscribe');
  if (spawnSync(PYTHON, ['-c', 'import dkim']).status !== 0) {
    say('skipped: python3-dkim is not installed');
    return;
  }
  assert.equal(verifies(raw), true);
  assert.equal(verifies(raw.replace('List-Unsubscribe=One-Click', 'List-Unsubscribe=One-Clock')), false);
  assert.equal(
    verifies(raw.replace('List-Unsubscribe: <https://bell', 'List-Unsubscribe: <https://hell')),
    false,
  );
  say('ok: python3-dkim verifies what arrived, and not what was changed');
}

/** @param {PostfixServer} postfix */
async function bounces({ ports, mail }) {
  taken(await send(ports.lenient, aNote({ deliveryId: 13 }), 'nobody@reader.example'));
  const report = await mail('bounce');
  const bounce = { deliveryId: 13, kind: 'hard', status: '5.1.1' };
  assert.deepEqual(await readBounce(report, BOUNCES), { bounces: [bounce] });
  assert.ok('ignored' in (await readBounce(report, { ...BOUNCES, secret: 'another secret' })));
  say('ok: the report that an unknown mailbox causes names its delivery; with another secret it is ignored');
}

/** @param {PostfixServer} postfix */
async function isRefused({ ports }) {
  const answer = await send(ports.strict, aNote({ deliveryId: 14 }), 'nobody@reader.example');
  assert.ok(!answer.sent && answer.scope === 'subscriber' && answer.permanent);
  say('ok: a mailbox refused at once is the subscriber’s end');
}

/** @param {PostfixServer} postfix */
async function isShortened({ ports, mail }) {
  const answer = taken(await send(ports.narrow, aDigest()));
  assert.ok((answer.left?.length ?? 0) > 0);
  assert.ok((await mail('ann')).byteLength < 85_000);
  say('ok: a digest too large for the server arrives shorter');
}

/** @param {PostfixServer} postfix @param {string} raw */
async function unsubscribes({ ports, mail }, raw) {
  const transport = createTransport({ host: '127.0.0.1', port: ports.lenient, ignoreTLS: true });
  const to = /<mailto:([^?>]+)/.exec(raw)?.[1] ?? '';
  await transport.sendMail({ from: 'ann@reader.example', to, subject: 'unsubscribe', text: '' });
  assert.deepEqual(await readBounce(await mail('bounce'), BOUNCES), { unsubscribe: SECRET });
  say('ok: the mail that unsubscribes brings its secret');
}

const postfix = await startPostfix();
try {
  const raw = await arrives(postfix);
  isSigned(raw);
  await bounces(postfix);
  await isRefused(postfix);
  await isShortened(postfix);
  await unsubscribes(postfix, raw);
} catch (error) {
  say(postfix.log());
  throw error;
} finally {
  postfix.stop();
}
