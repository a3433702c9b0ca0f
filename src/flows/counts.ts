/** What reading did: printed by `collect` and `import`, logged as one line a run. */
export interface Counts {
  /** Releases read. */
  readonly releases: number;
  /** Versions of notices that were new. */
  readonly notices: number;
  readonly rejected: number;
  /** Procurements that were new. */
  readonly procurements: number;
  readonly events: number;
  /** Deliveries queued. */
  readonly deliveries: number;
  /** Releases held already. */
  readonly seen: number;
}

export const NOTHING: Counts = {
  releases: 0,
  notices: 0,
  rejected: 0,
  procurements: 0,
  events: 0,
  deliveries: 0,
  seen: 0,
};

export function plus(a: Counts, b: Counts): Counts {
  return {
    releases: a.releases + b.releases,
    notices: a.notices + b.notices,
    rejected: a.rejected + b.rejected,
    procurements: a.procurements + b.procurements,
    events: a.events + b.events,
    deliveries: a.deliveries + b.deliveries,
    seen: a.seen + b.seen,
  };
}
