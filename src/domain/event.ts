import type { PortalId } from './portal.ts';

export const EVENT_KINDS = [
  'opened',
  'stage-changed',
  'amended',
  'deadline-earlier',
  'deadline-later',
  'cancelled',
  'awarded',
  'merged',
  'split',
  'corrected',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

export const MATERIAL_FIELDS = [
  'stage',
  'deadline',
  'title',
  'value',
  'regions',
  'lots',
  'documents',
  'contract',
] as const;
/** The fields whose change is worth telling. */
export type MaterialField = (typeof MATERIAL_FIELDS)[number];

/**
 * What a subscriber could be told of a procurement, each field in a canonical text that is equal exactly when nothing a
 * reader would care about differs; '' is "not stated". `deadline` is the ISO instant, or the London day alone.
 */
export type MaterialState = Readonly<Record<MaterialField, string>>;

/** One field's was → now, in canonical text. */
export interface Change {
  readonly field: MaterialField;
  readonly was: string;
  readonly now: string;
}

/** Something that happened to a procurement, before it has a number. */
export interface NewEvent {
  readonly kind: EventKind;
  /** The notice that brought it about. */
  readonly portal: PortalId;
  readonly noticeId: string;
  /** When that notice was published, UTC milliseconds. */
  readonly published: number;
  readonly changes: readonly Change[];
}

export interface ProcurementEvent extends NewEvent {
  /** Numbered without gaps or reuse. */
  readonly seq: number;
  readonly procurementId: number;
  /** When we learnt of it, UTC milliseconds. */
  readonly at: number;
  /** Read in a portal's first pass, published before it, or imported silently: told to nobody. */
  readonly silent: boolean;
}
