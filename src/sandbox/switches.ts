import type { ContractsFinderSwitches } from './contracts-finder/switches.ts';
import { CONTRACTS_FINDER_SWITCHES } from './contracts-finder/switches.ts';
import type { FindATenderSwitches } from './find-a-tender/switches.ts';
import { FIND_A_TENDER_SWITCHES } from './find-a-tender/switches.ts';
import type { ScotlandSwitches, WalesSwitches } from './proactis/switches.ts';
import { SCOTLAND_SWITCHES, WALES_SWITCHES } from './proactis/switches.ts';
import { defaultsOf, offOf } from './portal/switch-board.ts';

/** Every portal's switches. */
export interface AllSwitches {
  readonly 'find-a-tender': FindATenderSwitches;
  readonly 'contracts-finder': ContractsFinderSwitches;
  readonly 'public-contracts-scotland': ScotlandSwitches;
  readonly sell2wales: WalesSwitches;
}

/** As the real portals misbehave. */
export function defaultSwitches(): AllSwitches {
  return {
    'find-a-tender': defaultsOf(FIND_A_TENDER_SWITCHES),
    'contracts-finder': defaultsOf(CONTRACTS_FINDER_SWITCHES),
    'public-contracts-scotland': defaultsOf(SCOTLAND_SWITCHES),
    sell2wales: defaultsOf(WALES_SWITCHES),
  };
}

/** All off: portals that do what their documentation says. */
export function noSwitches(): AllSwitches {
  return {
    'find-a-tender': offOf(FIND_A_TENDER_SWITCHES),
    'contracts-finder': offOf(CONTRACTS_FINDER_SWITCHES),
    'public-contracts-scotland': offOf(SCOTLAND_SWITCHES),
    sell2wales: offOf(WALES_SWITCHES),
  };
}

/** For a run in real time: the defaults without throttles, outages and refusals, which a polite client waits out. */
export function promptSwitches(): AllSwitches {
  const all = defaultSwitches();
  return {
    'find-a-tender': { ...all['find-a-tender'], throttle: false, midnightOutage: false },
    'contracts-finder': { ...all['contracts-finder'], throttle: false, midnightOutage: false },
    'public-contracts-scotland': { ...all['public-contracts-scotland'], midnightOutage: false },
    sell2wales: { ...all.sell2wales, midnightOutage: false, sqlError: false },
  };
}
