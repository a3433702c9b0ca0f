import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { pack, unpack } from './raw-page.ts';

const TEXTS = ['{"a": "é \\u001e"}', '', '{\n  "b": 1\n}\n'];

describe('a raw page', () => {
  it('gives back each text as it was', () => {
    expect(unpack(pack(TEXTS))).toEqual(TEXTS);
  });

  it('is smaller than what it holds, and never taken for gzip', () => {
    const page = pack(Array.from({ length: 100 }, (_, place) => `{"ocid":"ocds-h6vhtk-${place}"}`));

    expect(page.length).toBeLessThan(1000);
    expect(page[0]).not.toBe(0x1f);
  });

  it('is still read where it was kept as gzip', () => {
    expect(unpack(gzipSync('\u001e{"a":1}\n\u001e{"b":2}\n'))).toEqual(['{"a":1}', '{"b":2}']);
  });
});
