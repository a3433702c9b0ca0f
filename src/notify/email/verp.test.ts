import { describe, expect, it } from 'vitest';
import { parseEmail } from './parse-address.ts';
import { deliveryOf, returnPathOf, wishAddressOf, wishSecretOf } from './verp.ts';

const PATH = { address: 'bounce@bounces.bell.example', secret: 'a secret of the test' };

describe('a delivery’s return address', () => {
  it.each([1, 12, 4_294_967_296, Number.MAX_SAFE_INTEGER])('names delivery %d, and is an address', (id) => {
    const address = returnPathOf(id, PATH) ?? '';
    expect(address).toMatch(/^bounce\+\d+\.[0-9a-f]{16}@bounces\.bell\.example$/);
    expect(parseEmail(address)).toEqual({ email: address });
    expect(deliveryOf(address, PATH.secret)).toBe(id);
    expect(deliveryOf(address.toUpperCase(), PATH.secret)).toBe(id);
  });

  it('is worth nothing with another number, another mac or another secret', () => {
    const address = returnPathOf(12, PATH) ?? '';
    const mac = /\.([0-9a-f]{16})@/.exec(address)?.[1] ?? '';
    const other = mac.replace(/^./, (digit) => (digit === '0' ? '1' : '0'));
    expect(deliveryOf(address.replace('+12.', '+13.'), PATH.secret)).toBeUndefined();
    expect(deliveryOf(address.replace('+12.', '+012.'), PATH.secret)).toBeUndefined();
    expect(deliveryOf(address.replace(mac, other), PATH.secret)).toBeUndefined();
    expect(deliveryOf(address.replace(mac, mac.slice(1)), PATH.secret)).toBeUndefined();
    expect(deliveryOf(address, 'another secret')).toBeUndefined();
  });

  it.each([
    '',
    'bounce@bounces.bell.example',
    'bounce+@x.example',
    'bounce+12.@x.example',
    '+'.repeat(10_000),
  ])('is not %j', (address) => {
    expect(deliveryOf(address, PATH.secret)).toBeUndefined();
  });

  it('is not made where it would be longer than a local part may be', () => {
    const address = `${'b'.repeat(40)}@bell.example`;
    expect(returnPathOf(123_456, { ...PATH, address })?.indexOf('@')).toBe(64);
    expect(returnPathOf(1_234_567, { ...PATH, address })).toBeUndefined();
  });
});

describe('where the wish to hear no more is mailed', () => {
  const secret = 'Zm9yIHRoZSB0ZXN0cyBvZiB0aGlzIGZpbGUgb25seQ_';

  it('is the mailbox of bounces with a tag, and gives the secret back', () => {
    const address = wishAddressOf(secret, PATH.address) ?? '';

    expect(address).toBe(`bounce+u.${secret}@bounces.bell.example`);
    expect(parseEmail(address)).toEqual({ email: address });
    expect(wishSecretOf(address, PATH.address)).toBe(secret);
    expect(deliveryOf(address, PATH.secret)).toBeUndefined();
    expect(wishSecretOf(returnPathOf(12, PATH) ?? '', PATH.address)).toBeUndefined();
  });

  it('is left out where it would be longer than a local part may be', () => {
    expect(wishAddressOf(secret, `${'b'.repeat(18)}@bell.example`)?.indexOf('@')).toBe(64);
    expect(wishAddressOf(secret, `${'b'.repeat(19)}@bell.example`)).toBeUndefined();
  });
});
