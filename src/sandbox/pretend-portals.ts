import { Hono } from 'hono';
import type { PortalId } from '../domain/portal.ts';
import { PORTALS } from '../domain/portal.ts';
import type { WeekQuirks } from './generate/week.ts';
import { listen } from './listen.ts';
import { createPretendContractsFinder } from './pretend-contracts-finder.ts';
import { createFindATender } from './pretend-find-a-tender.ts';
import { createPublicContractsScotland } from './pretend-public-contracts-scotland.ts';
import type { PretendRelease } from './pretend-release.ts';
import { createSell2Wales } from './pretend-sell2wales.ts';
import type { AllSwitches } from './switches.ts';

/** The four portals, before they listen. */
export interface PretendPortals {
  readonly 'find-a-tender': ReturnType<typeof createFindATender>;
  readonly 'contracts-finder': ReturnType<typeof createPretendContractsFinder>;
  readonly 'public-contracts-scotland': ReturnType<typeof createPublicContractsScotland>;
  readonly sell2wales: ReturnType<typeof createSell2Wales>;
}

export interface PretendPortalsOptions {
  /** UTC milliseconds. */
  readonly now: () => number;
  /** Changes from the defaults (`defaultSwitches`). */
  readonly switches?: { readonly [Id in keyof AllSwitches]?: Partial<AllSwitches[Id]> };
  /** With what the week that they hold was made; each shows it beside its switches. */
  readonly data?: WeekQuirks;
}

function createPretendPortals({ now, switches = {}, data }: PretendPortalsOptions): PretendPortals {
  function options<S>(changes: S | undefined): { now: () => number; switches?: S; data?: WeekQuirks } {
    const shared = data === undefined ? { now } : { now, data };
    return changes === undefined ? shared : { ...shared, switches: changes };
  }
  return {
    'find-a-tender': createFindATender(options(switches['find-a-tender'])),
    'contracts-finder': createPretendContractsFinder(options(switches['contracts-finder'])),
    'public-contracts-scotland': createPublicContractsScotland(
      options(switches['public-contracts-scotland']),
    ),
    sell2wales: createSell2Wales(options(switches.sell2wales)),
  };
}

/** Puts each release on its own portal. */
function publishOn(portals: PretendPortals, releases: readonly PretendRelease[]): void {
  for (const id of PORTALS) portals[id].publish(releases.filter((release) => release.portal === id));
}

/** The four portals on one port of loopback, each under its id. */
export interface PretendPortalsServer {
  readonly portals: PretendPortals;
  /** `http://127.0.0.1:PORT/find-a-tender` and so on. */
  readonly urls: Readonly<Record<PortalId, string>>;
  readonly publish: (releases: readonly PretendRelease[]) => void;
  readonly close: () => Promise<void>;
}

/** Rejects where the port is taken; port 0 takes a free one. */
export async function startPretendPortals(
  options: PretendPortalsOptions & { readonly port?: number },
): Promise<PretendPortalsServer> {
  const portals = createPretendPortals(options);
  const app = new Hono();
  for (const id of PORTALS) app.route(`/${id}`, portals[id].app);
  const { url, close } = await listen(app, options.port);
  return {
    portals,
    urls: {
      'find-a-tender': `${url}/find-a-tender`,
      'contracts-finder': `${url}/contracts-finder`,
      'public-contracts-scotland': `${url}/public-contracts-scotland`,
      sell2wales: `${url}/sell2wales`,
    },
    publish: (releases) => publishOn(portals, releases),
    close,
  };
}
