import { describe, expect, it } from 'vitest';
import { MASK, maskUrl, masked } from './mask.ts';

describe('masking', () => {
  it('tells set from not set, and nothing else', () => {
    expect(masked('x')).toBe(MASK);
    expect(masked('a much longer secret')).toBe(MASK);
    expect(masked(undefined)).toBeUndefined();
  });

  it.each([
    ['smtp://hunter:s3cret@mail.example:587', 'smtp://********:********@mail.example:587'],
    ['smtp://token-only@mail.example', 'smtp://********@mail.example'],
    ['https://proxy.example/a?apiKey=s3cret&page=2', 'https://proxy.example/a?apiKey=********&page=2'],
    ['https://plain.example', 'https://plain.example'],
    ['smtp://user:s3cret#x@mail.example', MASK],
    ['s3cret', MASK],
  ])('masks %s', (written, shown) => {
    expect(maskUrl(written)).toBe(shown);
  });
});
