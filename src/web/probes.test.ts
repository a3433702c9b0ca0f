import { describe, expect, it } from 'vitest';
import { fakeClock } from '../../test/fake-clock.ts';
import type { PortalState } from '../domain/ports.ts';
import { createProbes, type ProbeDeps } from './probes.ts';

function aState(with_: Partial<PortalState>): PortalState {
  return {
    portal: 'find-a-tender',
    firstPassAt: undefined,
    seededAt: undefined,
    readTo: undefined,
    lastAttemptAt: undefined,
    lastSuccessAt: undefined,
    misses: 0,
    lastFault: undefined,
    pausedUntil: undefined,
    releases: 0,
    rejects: 0,
    ...with_,
  };
}

function probes(with_: Partial<ProbeDeps> = {}, states: readonly PortalState[] = []) {
  const clock = fakeClock();
  return createProbes({
    store: {
      portals: { states: () => Promise.resolve(states) },
      deliveries: {
        channels: () =>
          Promise.resolve([
            { channel: 'email', pausedUntil: clock.now() + 60_000, reason: 'login refused' },
            { channel: 'slack', pausedUntil: clock.now() - 1, reason: undefined },
          ]),
      },
    },
    clock,
    portals: ['find-a-tender', 'contracts-finder'],
    slack: undefined,
    stopping: () => false,
    ...with_,
  });
}

describe('the probes', () => {
  it.each([
    [2, 'ok'],
    [3, 'degraded: the last 3 attempts to read it failed'],
  ])('after %i misses a portal is %s, and the rest goes on', async (misses, said) => {
    const { ok, checks } = await probes({}, [aState({ misses })]).ready();

    expect(ok).toBe(true);
    expect(checks['find-a-tender']).toBe(said);
    expect(checks['contracts-finder']).toBe('ok');
    expect(checks['database']).toBe('ok');
  });

  it('say until when a channel is paused', async () => {
    const { checks } = await probes().ready();

    expect(checks['channel email']).toBe('degraded: paused until 2026-09-01T09:01:00.000Z');
    expect(checks['channel slack']).toBe('ok');
  });

  it.each([
    ['up', 'ok'],
    ['down', 'down'],
    ['starting', 'starting'],
  ] as const)('show a Slack that is %s', async (state, said) => {
    expect((await probes({ slack: () => state }).ready()).checks['slack']).toBe(said);
  });

  it('leave out a Slack that is off', async () => {
    expect((await probes().ready()).checks).not.toHaveProperty('slack');
  });

  it('are not ready where the database cannot be read, and say nothing of why', async () => {
    const store = {
      portals: { states: () => Promise.reject(new Error('/home/x/secret.db')) },
      deliveries: { channels: () => Promise.resolve([]) },
    };

    expect(await probes({ store }).ready()).toEqual({ ok: false, checks: { database: 'cannot be read' } });
  });

  it('are neither alive nor ready while the process ends', async () => {
    const ending = probes({ stopping: () => true });

    expect(ending.live()).toBe(false);
    expect((await ending.ready()).ok).toBe(false);
  });
});
