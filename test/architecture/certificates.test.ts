import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const SRC = fileURLToPath(new URL('../../src', import.meta.url));

/** The one handshake that verifies nothing; it sends nothing. */
const DOCTORS_HANDSHAKE = 'app/certificates/read-chain.ts';

const SWITCH = /rejectUnauthorized|NODE_TLS_REJECT_UNAUTHORIZED|checkServerIdentity|allowPartialTrustChain/;
/** Verifying in so many words is welcome anywhere, and so is a comment. */
const HARMLESS = /rejectUnauthorized: true|readonly rejectUnauthorized: true|^\s*(?:\*|\/\/)/;

function lines(text: string): string[] {
  return text.split('\n').filter((line) => SWITCH.test(line) && !HARMLESS.test(line));
}

it('no code but one handshake of the doctor can switch the verifying of certificates off', () => {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .map((file) => file.split(sep).join('/'))
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file));
  const found = files.flatMap((file) =>
    lines(readFileSync(join(SRC, file), 'utf8')).map((line) => `${file}: ${line.trim()}`),
  );

  expect(files.length).toBeGreaterThan(200);
  expect(found).toEqual([`${DOCTORS_HANDSHAKE}: rejectUnauthorized: false,`]);
});

it('nothing is written or asked over that handshake', () => {
  const text = readFileSync(join(SRC, DOCTORS_HANDSHAKE), 'utf8');

  expect(text).not.toMatch(/\.(?:write|end|pipe)\(|undici|node:https?'/);
  expect(text.match(/rejectUnauthorized/g)).toHaveLength(1);
});

it.each([
  ['rejectUnauthorized: false', 1],
  ["'rejectUnauthorized': verify", 1],
  ["process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0'", 1],
  ['checkServerIdentity: () => undefined', 1],
  ['rejectUnauthorized: true', 0],
])('is told apart: %s', (line, count) => {
  expect(lines(line)).toHaveLength(count);
});
