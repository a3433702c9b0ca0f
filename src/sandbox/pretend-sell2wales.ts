import { proactisRoutes } from './proactis/routes.ts';
import type { WalesSwitches } from './proactis/switches.ts';
import { WALES_SWITCHES, servedByProactis } from './proactis/switches.ts';
import type { PretendPortalOptions } from './portal/frame.ts';
import { pretendPortal, startPretendPortal } from './portal/frame.ts';
import type { PretendPortal, PretendPortalServer } from './pretend-portal.ts';

export type WalesOptions = PretendPortalOptions<WalesSwitches>;

/** Answers as the API of Sell2Wales does. */
export function createSell2Wales(options: WalesOptions): PretendPortal<WalesSwitches> {
  return pretendPortal(
    { id: 'sell2wales', table: WALES_SWITCHES, served: servedByProactis },
    options,
    proactisRoutes({ publisher: 'Welsh Government', hasLocales: true }),
  );
}

/** The same as a real HTTP server. */
export function startSell2Wales(options: WalesOptions): Promise<PretendPortalServer<WalesSwitches>> {
  return startPretendPortal(createSell2Wales(options), options.port);
}
