import { describe, expect, it } from 'vitest';
import { pack, unpack } from './raw-page.ts';

const TEXTS = ['{"a": "é \\u001e"}', '', '{\n  "b": 1\n}\n'];

describe('a raw page', () => {
  it('gives back each text as it was', () => {
    expect(unpack(pack(TEXTS))).toEqual(TEXTS);
  });

  it('is smaller than what it holds', () => {
    const page = pack(Array.from({ length: 100 }, (_, place) => `{"ocid":"ocds-h6vhtk-${place}"}`));

    expect(page.length).toBeLessThan(1000);
  });
});
