import { createHash } from 'node:crypto';

/**
 * Whether one release of `oneOf` is this one: the same ones for ever, because a portal does not change its mistakes from one
 * answer to the next. `key` as `releaseKey` writes it.
 */
export function befalls(key: string, name: string, oneOf: number): boolean {
  return createHash('sha256').update(`${name} ${key}`).digest().readUInt32LE(0) % oneOf === 0;
}
