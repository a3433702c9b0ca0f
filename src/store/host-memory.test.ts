import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openStore } from './index.ts';

it('counts the pauses a portal asks for, not the distance kept between two requests', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'tenderbell-hosts-'));
  const opened = await openStore(join(directory, 'test.db'), { now: 0 });
  if ('refused' in opened) throw new Error(opened.refused.message);
  const { store } = opened;
  try {
    await store.hosts.save('sell2wales', { nextAllowedAt: 100, reason: undefined });
    expect((await store.portals.state('sell2wales')).throttles).toBe(0);

    await store.hosts.save('sell2wales', { nextAllowedAt: 200, reason: 'answered 429' });
    await store.hosts.save('sell2wales', { nextAllowedAt: 300, reason: undefined });
    await store.hosts.save('sell2wales', { nextAllowedAt: 400, reason: 'answered 403' });

    expect(await store.portals.state('sell2wales')).toMatchObject({ throttles: 2, pausedUntil: 400 });
  } finally {
    await store.close();
    rmSync(directory, { recursive: true, force: true });
  }
});
