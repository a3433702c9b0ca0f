/**
 * The public tender portals, in the order in which their word is believed when copies disagree
 * (docs/adr/0004-what-makes-two-notices-one.md).
 */
export const PORTALS = [
  'find-a-tender',
  'public-contracts-scotland',
  'sell2wales',
  'contracts-finder',
] as const;

export type PortalId = (typeof PORTALS)[number];

export const PORTAL_NAMES: Readonly<Record<PortalId, string>> = {
  'find-a-tender': 'Find a Tender',
  'public-contracts-scotland': 'Public Contracts Scotland',
  sell2wales: 'Sell2Wales',
  'contracts-finder': 'Contracts Finder',
};

/** 0 for the portal whose word is believed first. */
export function portalRank(portal: PortalId): number {
  return PORTALS.indexOf(portal);
}

export function isPortalId(text: string): text is PortalId {
  return (PORTALS as readonly string[]).includes(text);
}

/** A portal that failed this often in a row is ill, not clumsy: digests name it, and `/readyz` says degraded (fault 4). */
export const MISSES_UNTIL_ILL = 3;

/** A span of London wall time that a portal is asked for; `to` is exclusive. Both are UTC milliseconds. */
export interface Window {
  readonly from: number;
  readonly to: number;
  /** Which part of the portal's notices, where it is asked for them by kind: the notice type of a month. */
  readonly part?: string | undefined;
}

/**
 * What became of a window: read to its end; read to something that may not be its end; given up; or left for a later run
 * because the one before it failed.
 */
export const WINDOW_STATES = ['complete', 'suspect', 'failed', 'unread'] as const;
export type WindowState = (typeof WINDOW_STATES)[number];
