import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeLock, type Taken } from './lock.ts';

describe('the process lock', () => {
  let directory: string;
  let path: string;
  const taken: Taken[] = [];

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'tenderbell-lock-'));
    path = join(directory, 'bell.db');
  });

  afterEach(() => {
    for (const lock of taken.splice(0)) if ('release' in lock) lock.release();
    rmSync(directory, { recursive: true, force: true });
  });

  function take(command: string): Taken {
    const lock = takeLock(path, command, 42);
    taken.push(lock);
    return lock;
  }

  it('is for one; the second taker hears who holds it and since when', () => {
    expect(take('serve')).toHaveProperty('release');
    expect(take('collect')).toEqual({ heldBy: { pid: process.pid, command: 'serve', since: 42 } });
  });

  it('is free again once it is released, and releasing twice does no harm', () => {
    const lock = take('serve');
    if (!('release' in lock)) throw new Error('not taken');
    lock.release();
    expect(existsSync(join(directory, 'bell.lock.json'))).toBe(false);

    expect(take('collect')).toHaveProperty('release');
    lock.release();
    expect(take('dispatch')).toMatchObject({ heldBy: { command: 'collect' } });
  });

  it('tells of a holder that has not said who it is', () => {
    take('serve');
    writeFileSync(join(directory, 'bell.lock.json'), '{"pid":');

    expect(take('collect')).toEqual({ heldBy: { pid: 0, command: 'another command', since: 0 } });
  });

  it('ignores the card that a killed holder left', () => {
    writeFileSync(join(directory, 'bell.lock.json'), '{"pid":1,"command":"serve","since":1}');

    expect(take('collect')).toHaveProperty('release');
    expect(take('dispatch')).toMatchObject({ heldBy: { pid: process.pid, command: 'collect' } });
  });

  it('is refused where its file cannot be', () => {
    const lock = takeLock(join(directory, 'no', 'bell.db'), 'serve', 42);

    expect(lock).toMatchObject({ refused: { code: 'unreadable' } });
  });
});
