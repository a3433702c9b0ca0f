import { z } from 'zod';
import { PORTAL_NAMES } from '../../domain/portal.ts';
import { portalHealth, type PortalHealth } from '../../flows/portal-health.ts';
import { BUILT_PORTALS, NOT_COVERED } from '../../portals/index.ts';
import { londonDateTime } from '../../base/london.ts';
import type { Context } from '../context.ts';
import { EXIT } from '../exit-codes.ts';
import type { Ground } from '../ground.ts';
import { grounded } from '../grounded.ts';
import { healthJson, isoOf } from '../health-json.ts';
import { healthLines } from '../health-lines.ts';
import { wrapped } from '../wrapped.ts';

const Options = z.object({ json: z.boolean().default(false) });

export const run = grounded({ options: Options }, async ({ options, ground, context }) => {
  const healths = await healthOfAll(ground);
  if (options.json) context.out(JSON.stringify(await wholeStatus(healths, ground)));
  else await printStatus(healths, ground, context);
  return EXIT.done;
});

async function healthOfAll({ store, clock }: Ground): Promise<readonly PortalHealth[]> {
  const now = clock.now();
  return await Promise.all(BUILT_PORTALS.map((id) => portalHealth(id, { portals: store.portals, now })));
}

/** Instants in ISO 8601. */
async function wholeStatus(
  healths: readonly PortalHealth[],
  { store, clock, config }: Ground,
): Promise<object> {
  const now = clock.now();
  return {
    portals: healths.map((health) =>
      healthJson(health, { now, isOn: config.portals[health.state.portal].enabled }),
    ),
    notCovered: NOT_COVERED,
    quarantinedUnknown: (await store.portals.quarantined('unknown')).length,
    deliveries: await store.deliveries.counts(),
    channels: (await store.deliveries.channels()).map((one) => ({
      ...one,
      pausedUntil: isoOf(one.pausedUntil),
    })),
    events: await store.events.latest(),
  };
}

async function printStatus(
  healths: readonly PortalHealth[],
  { store, clock, config }: Ground,
  context: Context,
): Promise<void> {
  const now = clock.now();
  for (const health of healths) {
    const { portal } = health.state;
    const [first, ...more] = healthLines(health, { now, isOn: config.portals[portal].enabled });
    context.out(wrapped(`${PORTAL_NAMES[portal]}: ${first}`, 0));
    for (const line of more) context.out(wrapped(line, 2));
  }
  const foreign = (await store.portals.quarantined('unknown')).length;
  if (foreign > 0)
    context.out(`Of no portal that is known: ${foreign} kept aside, from files: \`tenderbell rejects\``);
  context.out('Not covered:');
  for (const { name, reason } of NOT_COVERED) context.out(wrapped(`${name}: ${reason}`, 2));
  const all = await store.deliveries.counts();
  const held = all['held'] ?? 0;
  const counts = Object.entries(all).filter(([, count]) => count > 0);
  context.out(`Deliveries: ${counts.map(([state, count]) => `${count} ${state}`).join(', ') || 'none yet'}`);
  if (held > 0) context.out(wrapped(heldLine(held), 2));
  for (const { channel, pausedUntil, reason } of await store.deliveries.channels()) {
    if (pausedUntil !== undefined && pausedUntil > now)
      context.out(wrapped(`${channel}: paused until ${londonDateTime(pausedUntil)}: ${reason ?? ''}`, 0));
  }
}

/** What is held silences its procurements for whom it is for, until it expires. */
function heldLine(held: number): string {
  return `${held} kept back: \`tenderbell outbox list --state held\` says why, \`tenderbell outbox retry --held\` sends them`;
}
