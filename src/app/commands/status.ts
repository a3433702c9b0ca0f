import { z } from 'zod';
import { londonDateTime } from '../../base/london.ts';
import { PORTAL_NAMES, type PortalId, type Window } from '../../domain/portal.ts';
import type { PortalState, Store } from '../../domain/ports.ts';
import type { Context } from '../context.ts';
import { EXIT } from '../exit-codes.ts';
import { grounded } from '../grounded.ts';
import { BUILT_PORTALS } from '../../portals/index.ts';

const Options = z.object({ json: z.boolean().default(false) });

export const run = grounded({ options: Options }, async ({ options, ground, context }) => {
  const now = context.clock.now();
  const states = await Promise.all(BUILT_PORTALS.map((id) => portalStatus(id, ground.store)));
  if (options.json) context.out(JSON.stringify(await wholeStatus(states, ground.store, now)));
  else await printStatus(states, ground.store, context);
  return EXIT.done;
});

/** Instants in ISO 8601; `lag` in seconds behind now, up to which the portal has been read completely. */
async function wholeStatus(states: readonly PortalStatus[], store: Store, now: number): Promise<object> {
  return {
    portals: states.map((state) => ({
      portal: state.portal,
      lastSuccess: iso(state.lastSuccessAt),
      lastAttempt: iso(state.lastAttemptAt),
      releases: state.releases,
      rejects: state.rejects,
      pausedUntil: iso(pauseOf(state, now)),
      lag: lagOf(state, now),
      misses: state.misses,
      lastFault: state.lastFault ?? null,
      gaps: state.gaps.map(({ from, to }) => ({ from: iso(from), to: iso(to) })),
    })),
    deliveries: await store.deliveries.counts(),
    channels: (await store.deliveries.channels()).map((one) => ({
      ...one,
      pausedUntil: iso(one.pausedUntil),
    })),
    events: await store.events.latest(),
  };
}

async function printStatus(states: readonly PortalStatus[], store: Store, context: Context): Promise<void> {
  const now = context.clock.now();
  for (const state of states) {
    const paused = pauseOf(state, now);
    const words = [
      state.lastSuccessAt === undefined ? 'never read' : `last read ${londonDateTime(state.lastSuccessAt)}`,
      ...(state.lastAttemptAt === undefined ? [] : [`last tried ${londonDateTime(state.lastAttemptAt)}`]),
      ...lagWords(lagOf(state, now)),
      `${state.releases} releases, ${state.rejects} rejected`,
      ...(state.misses > 0
        ? [
            `failed ${state.misses} ${state.misses === 1 ? 'time' : 'times'}: ${state.lastFault ?? 'no reason given'}`,
          ]
        : []),
      ...gapWords(state),
      ...(paused === undefined ? [] : [`paused until ${londonDateTime(paused)}`]),
    ];
    context.out(`${PORTAL_NAMES[state.portal]}: ${words.join('; ')}`);
  }
  const counts = Object.entries(await store.deliveries.counts());
  context.out(`Deliveries: ${counts.map(([state, count]) => `${count} ${state}`).join(', ') || 'none yet'}`);
  for (const { channel, pausedUntil, reason } of await store.deliveries.channels()) {
    if (pausedUntil !== undefined && pausedUntil > now)
      context.out(`${channel}: paused until ${londonDateTime(pausedUntil)}: ${reason ?? ''}`);
  }
}

/** A portal's state, with the windows behind its mark that could not be read: a hole must not hide behind a fresh mark. */
interface PortalStatus extends PortalState {
  readonly gaps: readonly Window[];
}

async function portalStatus(portal: PortalId, store: Store): Promise<PortalStatus> {
  return { ...(await store.portals.state(portal)), gaps: await store.portals.gaps(portal) };
}

function gapWords({ gaps, lastFault }: PortalStatus): readonly string[] {
  const [oldest] = gaps;
  if (oldest === undefined) return [];
  const why = lastFault === undefined ? '' : ` (${lastFault})`;
  return [
    `${gaps.length} ${gaps.length === 1 ? 'window' : 'windows'} not read, the oldest from ${londonDateTime(oldest.from)}${why}; tried again with each run`,
  ];
}

/** Seconds behind now up to which the portal has been read; null before its first scheduled run. */
function lagOf({ readTo }: PortalState, now: number): number | null {
  return readTo === undefined ? null : Math.max(0, Math.round((now - readTo) / 1000));
}

function lagWords(lag: number | null): readonly string[] {
  return lag === null ? [] : [`${Math.round(lag / 60)} minutes behind`];
}

/** A pause stays in the store until the portal is asked again: it counts while its end lies ahead. */
function pauseOf(state: PortalState, now: number): number | undefined {
  return state.pausedUntil !== undefined && state.pausedUntil > now ? state.pausedUntil : undefined;
}

function iso(at: number | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString();
}
