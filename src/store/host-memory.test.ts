import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openStore } from './index.ts';

it('counts the pauses a host asks for, for each portal behind it, and not the distance kept between two requests', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'tenderbell-hosts-'));
  const opened = await openStore(join(directory, 'test.db'), { now: 0 });
  if ('refused' in opened) throw new Error(opened.refused.message);
  const { store } = opened;
  try {
    const host = 'proxy.example';
    await store.transaction(async (tx) => {
      for (const id of ['sell2wales', 'contracts-finder'] as const) await tx.portals.note(id, { host });
      await tx.portals.note('find-a-tender', { host: 'other.example' });
    });
    await store.hosts.save(host, { nextAllowedAt: 100, reason: undefined });
    expect((await store.portals.state('sell2wales')).throttles).toBe(0);

    await store.hosts.save(host, { nextAllowedAt: 200, reason: 'answered 429' });
    await store.hosts.save(host, { nextAllowedAt: 300, reason: undefined });
    await store.hosts.save(host, { nextAllowedAt: 400, reason: 'answered 403' });

    for (const id of ['sell2wales', 'contracts-finder'] as const)
      expect(await store.portals.state(id)).toMatchObject({ host, throttles: 2, pausedUntil: 400 });
    const other = await store.portals.state('find-a-tender');
    expect(other).toMatchObject({ throttles: 0, pausedUntil: undefined });
  } finally {
    await store.close();
    rmSync(directory, { recursive: true, force: true });
  }
});
