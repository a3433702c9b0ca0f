import type { PortalId } from '../../src/domain/portal.ts';
import type { ContractsFinderSwitches } from '../../src/sandbox/contracts-finder/switches.ts';
import type { FindATenderSwitches } from '../../src/sandbox/find-a-tender/switches.ts';
import type { PretendPortals } from '../../src/sandbox/pretend-portals.ts';
import type { Crowd } from './bot.ts';

/** What befalls in one hour of the week, counted from its first midnight. */
export interface Happening {
  readonly hour: number;
  readonly turns?: (portals: PretendPortals) => void;
  readonly crowd?: Crowd;
}

/** A month of a type that fails, with releases in it that come while it does. */
export const BROKEN = { portal: 'sell2wales', month: '10-2026', type: '2', from: 57, to: 81 } as const;
/** A type that fails from beginning to end. */
const ALWAYS_BROKEN = '21';

type FtsThrottle = FindATenderSwitches['throttle'];
type CfThrottle = ContractsFinderSwitches['throttle'];

function throttles(throttle: FtsThrottle): Pick<Happening, 'turns'> {
  return { turns: (portals) => portals['find-a-tender'].switches.set({ throttle }) };
}

function throttlesContractsFinder(throttle: CfThrottle): Pick<Happening, 'turns'> {
  return { turns: (portals) => portals['contracts-finder'].switches.set({ throttle }) };
}

function crowded(portal: PortalId, stops = true): Pick<Happening, 'crowd'> {
  return { crowd: { portal, requests: portal === 'find-a-tender' ? 12 : 10, stops } };
}

const BLOCK = { requests: 10, seconds: 60, blockSeconds: 300 } as const;

/** All defects are on; these change their kind, or make sure that they are met. */
export const HAPPENINGS: readonly Happening[] = [
  // From here on every list of more than two hours lacks one release of seven: they can only be asked for by number.
  { hour: 24, turns: (portals) => portals['find-a-tender'].switches.set({ missingFromLongWindows: 1 }) },
  { hour: 30, ...crowded('find-a-tender') },
  { hour: 34, ...crowded('contracts-finder') },
  { hour: 54, ...throttles('429-11'), ...crowded('find-a-tender') },
  {
    hour: BROKEN.from,
    turns: (portals) =>
      portals.sell2wales.switches.set({ sqlError: [ALWAYS_BROKEN, `${BROKEN.type},${BROKEN.month}`] }),
  },
  // The next night's windows of a day have a second page.
  { hour: 60, turns: (portals) => portals['contracts-finder'].switches.set({ truncateAfter: 90 }) },
  { hour: 78, ...throttles('429-date'), ...crowded('find-a-tender') },
  { hour: BROKEN.to, turns: (portals) => portals.sell2wales.switches.set({ sqlError: [ALWAYS_BROKEN] }) },
  {
    hour: 85,
    ...throttlesContractsFinder({ ...BLOCK, status: 429, retryAfter: 'full' }),
    ...crowded('contracts-finder'),
  },
  { hour: 100, ...throttles('429'), ...crowded('find-a-tender') },
  {
    hour: 104,
    ...throttlesContractsFinder({ ...BLOCK, status: 403, retryAfter: 'http-date' }),
    ...crowded('contracts-finder'),
  },
  { hour: 108, ...throttles('503'), ...crowded('find-a-tender', false) },
  { hour: 130, ...throttles('429-120'), ...crowded('find-a-tender') },
];
