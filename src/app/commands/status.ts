import { z } from 'zod';
import { londonDateTime } from '../../base/london.ts';
import { PORTAL_NAMES } from '../../domain/portal.ts';
import type { PortalState, Store } from '../../domain/ports.ts';
import type { Context } from '../context.ts';
import { EXIT } from '../exit-codes.ts';
import { grounded } from '../grounded.ts';
import { isBuilt } from '../portals.ts';

const Options = z.object({ json: z.boolean().default(false) });

export const run = grounded({ options: Options }, async ({ options, ground, context }) => {
  const now = context.clock.now();
  const states = (await ground.store.portals.states()).filter((state) => isBuilt(state.portal));
  if (options.json) context.out(JSON.stringify(await wholeStatus(states, ground.store, now)));
  else await printStatus(states, ground.store, context);
  return EXIT.done;
});

/** Instants in ISO 8601; `lag` in seconds behind now, up to which the portal has been read completely. */
async function wholeStatus(states: readonly PortalState[], store: Store, now: number): Promise<object> {
  return {
    portals: states.map((state) => ({
      portal: state.portal,
      lastSuccess: iso(state.lastSuccessAt),
      lastAttempt: iso(state.lastAttemptAt),
      releases: state.releases,
      rejects: state.rejects,
      pausedUntil: iso(pauseOf(state, now)),
      lag: state.readTo === undefined ? null : Math.max(0, Math.round((now - state.readTo) / 1000)),
      misses: state.misses,
      lastFault: state.lastFault ?? null,
    })),
    deliveries: await store.deliveries.counts(),
    channels: (await store.deliveries.channels()).map((one) => ({
      ...one,
      pausedUntil: iso(one.pausedUntil),
    })),
    events: await store.events.latest(),
  };
}

async function printStatus(states: readonly PortalState[], store: Store, context: Context): Promise<void> {
  const now = context.clock.now();
  for (const state of states) {
    const paused = pauseOf(state, now);
    const words = [
      state.lastSuccessAt === undefined ? 'never read' : `last read ${londonDateTime(state.lastSuccessAt)}`,
      `${state.releases} releases, ${state.rejects} rejected`,
      ...(state.misses > 0 ? [`failed ${state.misses} times: ${state.lastFault ?? 'no reason given'}`] : []),
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

/** The host's next turn is remembered for spacing too: a pause is one that still lies ahead. */
function pauseOf(state: PortalState, now: number): number | undefined {
  return state.pausedUntil !== undefined && state.pausedUntil > now ? state.pausedUntil : undefined;
}

function iso(at: number | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString();
}
