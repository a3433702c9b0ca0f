import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createSeal, encryptionKeyOf } from './seal.ts';

const key = randomBytes(32);
const seal = createSeal(key);

describe('a seal', () => {
  it('opens what it closed, and shows nothing of it', () => {
    const sealed = seal.close('xoxb-1-secret', 'T1');

    expect(seal.open(sealed, 'T1')).toBe('xoxb-1-secret');
    expect(sealed).toMatch(/^v1\.[\w-]{16}\.[\w-]{22}\.[\w-]+$/);
    expect(Buffer.from(sealed.split('.')[3] ?? '', 'base64url').toString()).not.toContain('xoxb');
  });

  it('closes the same text otherwise each time', () => {
    expect(seal.close('x', 'T1')).not.toBe(seal.close('x', 'T1'));
  });

  it('opens nothing for another team', () => {
    expect(seal.open(seal.close('x', 'T1'), 'T2')).toBeUndefined();
  });

  it('opens nothing that another key closed', () => {
    expect(createSeal(randomBytes(32)).open(seal.close('x', 'T1'), 'T1')).toBeUndefined();
  });

  it.each([0, 1, 2, 3])('opens nothing of which part %i was altered', (part) => {
    const parts = seal.close('a longer text', 'T1').split('.');
    const altered = parts.with(part, flipped(parts[part] ?? ''));

    expect(seal.open(altered.join('.'), 'T1')).toBeUndefined();
  });

  it.each(['', 'v1', 'v1...', 'xoxb-1', 'v1.AAAA.AAAA.AAAA'])('opens nothing of %j', (text) => {
    expect(seal.open(text, 'T1')).toBeUndefined();
  });
});

/** The first letter is never only padding. */
function flipped(text: string): string {
  return `${text.startsWith('A') ? 'B' : 'A'}${text.slice(1)}`;
}

describe('an encryption key', () => {
  it.each([
    ['base64', key.toString('base64')],
    ['base64 without padding', key.toString('base64').replace('=', '')],
    ['base64url', key.toString('base64url')],
    ['hex', key.toString('hex')],
    ['hex in capitals', key.toString('hex').toUpperCase()],
  ])('is read in %s', (_form, text) => {
    expect(encryptionKeyOf(text)).toEqual(key);
  });

  it.each([
    '',
    'a password',
    randomBytes(16).toString('hex'),
    randomBytes(33).toString('base64'),
    'x'.repeat(32),
  ])('is not %j', (text) => {
    expect(encryptionKeyOf(text)).toBeUndefined();
  });
});
