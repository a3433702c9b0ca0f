/** Where a procurement stands, in the order in which it travels. */
export const STAGES = ['pipeline', 'engagement', 'planned', 'tender', 'award', 'contract', 'closed'] as const;
export type Stage = (typeof STAGES)[number];

export const OUTCOMES = ['cancelled', 'unsuccessful', 'withdrawn'] as const;
/** How a closed procurement ended. */
export type Outcome = (typeof OUTCOMES)[number];

export function stageRank(stage: Stage): number {
  return STAGES.indexOf(stage);
}

/** The stages at which a supplier can still do something. */
export const OPEN_STAGES: readonly Stage[] = ['pipeline', 'engagement', 'planned', 'tender'];

/** Whether a supplier has been chosen: at `award` and `contract`. */
export function isDecided(stage: string): boolean {
  return stage === 'award' || stage === 'contract';
}

/** A deadline: `at` is UTC milliseconds; a date without a time means the end of that London `day`. */
export interface Deadline {
  readonly at: number;
  /** The London calendar day, `2026-08-24`. */
  readonly day: string;
  /** True when the portal stated a time of day. */
  readonly timed: boolean;
}

/** Open: at one of the first four stages, its deadline, if any, not past. `now` is UTC milliseconds. */
export function isOpen(
  view: { readonly stage: Stage; readonly deadline: Deadline | undefined },
  now: number,
): boolean {
  return OPEN_STAGES.includes(view.stage) && (view.deadline === undefined || view.deadline.at > now);
}
