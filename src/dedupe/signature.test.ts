import { expect, it } from 'vitest';
import { aNotice } from '../../test/builders.ts';
import { packSignature, signatureOf, unpackSignature } from './signature.ts';

it('comes back from its packed form as it was', () => {
  const signature = signatureOf(aNotice());
  if (signature === undefined) throw new Error('the notice says enough');
  const packed = packSignature(signature);
  expect(unpackSignature(packed)).toEqual(signature);
  expect(packed.length).toBeLessThan(700);
});

it('keeps what is not stated apart from what is', () => {
  const sparse = signatureOf(
    aNotice({ description: undefined, buyer: undefined, value: undefined, deadline: undefined, cpv: [] }),
  );
  expect(sparse).toMatchObject({ deadline: undefined, minute: -1, low: 0, high: 0, text: 0, divisions: [] });
  expect(sparse && unpackSignature(packSignature(sparse))).toEqual(sparse);
});

it('reads a gross value as net', () => {
  const net = signatureOf(aNotice());
  const gross = signatureOf(
    aNotice({ value: { min: undefined, max: undefined, gross: 14_400_000, currency: 'GBP' } }),
  );
  expect(gross?.high).toBe(net?.high);
});

it('has none for a notice without words', () => {
  expect(signatureOf(aNotice({ title: undefined, description: '…' }))).toBeUndefined();
});

it('throws for what it has not packed', () => {
  expect(() => unpackSignature('{}')).toThrow('not a packed signature');
});
