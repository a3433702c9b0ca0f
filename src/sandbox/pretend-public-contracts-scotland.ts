import { proactisRoutes } from './proactis/routes.ts';
import type { ScotlandSwitches } from './proactis/switches.ts';
import { SCOTLAND_SWITCHES, servedByProactis } from './proactis/switches.ts';
import type { PretendPortalOptions } from './portal/frame.ts';
import { pretendPortal, startPretendPortal } from './portal/frame.ts';
import type { PretendPortal, PretendPortalServer } from './pretend-portal.ts';

export type ScotlandOptions = PretendPortalOptions<ScotlandSwitches>;

/** Answers as the API of Public Contracts Scotland does. */
export function createPublicContractsScotland(options: ScotlandOptions): PretendPortal<ScotlandSwitches> {
  return pretendPortal(
    { id: 'public-contracts-scotland', table: SCOTLAND_SWITCHES, served: servedByProactis },
    options,
    proactisRoutes({ publisher: 'The Scottish Government', hasLocales: false }),
  );
}

/** The same as a real HTTP server. */
export function startPublicContractsScotland(
  options: ScotlandOptions,
): Promise<PretendPortalServer<ScotlandSwitches>> {
  return startPretendPortal(createPublicContractsScotland(options), options.port);
}
