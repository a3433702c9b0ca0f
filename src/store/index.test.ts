import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Release } from '../domain/release.ts';
import { openStore, type SqliteStore } from './index.ts';

describe('the SQLite store beyond its port', () => {
  let directory: string;
  let store: SqliteStore;

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'tenderbell-index-'));
    store = await open();
  });

  afterEach(async () => {
    await store.close();
    rmSync(directory, { recursive: true, force: true });
  });

  async function open(): Promise<SqliteStore> {
    const opened = await openStore(join(directory, 'bell.db'), { now: 1 });
    if ('refused' in opened) throw new Error(opened.refused.message);
    return opened.store;
  }

  it('remembers over a restart when a host may be asked again', async () => {
    const memory = { nextAllowedAt: 300, reason: '429' };
    await store.hosts.save('find-a-tender', { nextAllowedAt: 12, reason: undefined });
    await store.hosts.save('find-a-tender', memory);
    await store.close();
    store = await open();

    expect(await store.hosts.load('find-a-tender')).toEqual(memory);
    expect(await store.hosts.load('elsewhere')).toBeUndefined();
  });

  it('shows a pause in the state of the portal, and mere spacing not', async () => {
    await store.hosts.save('find-a-tender', { nextAllowedAt: 300, reason: '429' });
    await store.hosts.save('contracts-finder', { nextAllowedAt: 400, reason: undefined });
    await store.transaction(async (tx) => tx.portals.note('find-a-tender', { misses: 1 }));

    expect((await store.portals.state('find-a-tender')).pausedUntil).toBe(300);
    expect((await store.portals.states())[0]?.pausedUntil).toBe(300);
    expect((await store.portals.state('contracts-finder')).pausedUntil).toBeUndefined();
  });

  it('gives back what a portal said, byte for byte', async () => {
    const said = ['{ "id": "1",\n "v": 1e9999, "t": "é\\u001e" }', '{"id":"2"}'];
    await store.transaction(async (tx) => tx.releases.keep('page', said.map(release), 1));

    expect(await store.rawReleases('find-a-tender', 'ocds-1')).toEqual([
      { releaseId: '0', published: 0, text: said[0] },
      { releaseId: '1', published: 1, text: said[1] },
    ]);
    expect(await store.rawReleases('contracts-finder', 'ocds-1')).toEqual([]);
  });
});

function release(text: string, place: number): Release {
  const id = String(place);
  return { portal: 'find-a-tender', ocid: 'ocds-1', releaseId: id, hash: id, published: place, text };
}
