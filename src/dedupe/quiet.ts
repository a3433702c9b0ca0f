import { MATERIAL_FIELDS, type MaterialState, type NewEvent } from '../domain/event.ts';
import type { HeldProcurement, View } from '../domain/procurement.ts';
import { materialState } from './material.ts';

/** What came to read otherwise without being news: what the procurements it is made of said, and what it says instead. */
export interface Quiet {
  readonly was: readonly MaterialState[];
  readonly now: Partial<MaterialState>;
}

/** The fields that differ from what some part of the procurement said, and that no event tells of. */
export function quietDifference(
  parts: readonly HeldProcurement[],
  view: View,
  events: readonly Pick<NewEvent, 'changes'>[],
): Quiet | undefined {
  const was = parts.map((part) => materialState(part.view));
  if (was.length === 0) return undefined;
  const state = materialState(view);
  const told = new Set(events.flatMap((event) => event.changes.map((change) => change.field)));
  const fields = MATERIAL_FIELDS.filter(
    (field) => !told.has(field) && was.some((before) => before[field] !== state[field]),
  );
  return fields.length === 0
    ? undefined
    : { was, now: Object.fromEntries(fields.map((field) => [field, state[field]])) };
}
