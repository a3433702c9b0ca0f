import type { Cpv } from './cpv.ts';
import type { Value } from './money.ts';
import type { PortalId } from './portal.ts';
import type { Deadline, Outcome, Stage } from './stage.ts';

/** Kinds of contracting authority that suppliers tell apart. */
export const BUYER_TYPES = [
  'central',
  'local',
  'nhs',
  'education',
  'blue-light',
  'housing',
  'devolved',
  'utility',
  'other',
] as const;
export type BuyerType = (typeof BUYER_TYPES)[number];

export interface Buyer {
  readonly name: string;
  /** The portal's identifier, e.g. `GB-PPON-PBVX-8195-NXYW`; not comparable across portals. */
  readonly id: string | undefined;
  /** As the portal states it, or as the name plainly says; undefined where neither does. */
  readonly type?: BuyerType | undefined;
}

export interface Document {
  readonly title: string;
  /** An http(s) URL that parses; documents without one are dropped. */
  readonly url: string;
}

export interface Lot {
  readonly id: string;
  readonly title: string | undefined;
  readonly status: string | undefined;
}

/** London calendar days, `2026-09-01`. */
export interface Period {
  readonly start: string | undefined;
  readonly end: string | undefined;
}

/**
 * How one procurement stands to another without being it: bought under a framework (or dynamic market), in place of a
 * contract that ends, or anew after an attempt that failed.
 */
export const RELATION_KINDS = ['framework', 'replaces', 'retries'] as const;
export type RelationKind = (typeof RELATION_KINDS)[number];

/** A link to another procurement. `key` is the other's (`domain/keys.ts`); it need not be held. */
export interface Relation {
  readonly kind: RelationKind;
  readonly key: string;
  /** Where it is said: as data (`relatedProcesses`, a linked notice page) or in the text. */
  readonly by: 'data' | 'text';
}

/** What a release states as data that it makes use of: an agreement with suppliers, or a market that they may join at any time. */
export type Technique = 'framework' | 'dynamic-market';

/** When the contract ends, London days. */
export interface ContractEnd {
  /** No extension taken. */
  readonly day: string;
  /** Every stated extension taken; undefined where none is stated. */
  readonly latest: string | undefined;
  /** A date as published (`stated`), reckoned from a start and a stated length (`reckoned`), or read in the text (`text`). */
  readonly by: 'stated' | 'reckoned' | 'text';
}

/**
 * What a release says, in our shape. Identified by (portal, noticeId); each further release of the same notice is a
 * version of it. `undefined` and empty lists always mean "not stated".
 */
export interface Notice {
  readonly portal: PortalId;
  /** What the portal's own page URL carries: a GUID (Contracts Finder) or `075962-2026` (Find a Tender). */
  readonly noticeId: string;
  readonly ocid: string;
  readonly releaseId: string;
  readonly hash: string;
  /**
   * Where it was read: a release; the portal's web page of the notice (`page`), which fills what the release lacks; or one
   * row of the portal's search results (`row`), which stands in while releases cannot be had.
   */
  readonly via?: 'release' | 'page' | 'row' | undefined;
  /** UTC milliseconds; end of the London day for a date without a time. */
  readonly published: number;
  /** When this wording was first read, UTC milliseconds: portals edit in place without giving another date. */
  readonly readAt?: number | undefined;
  /** `UK4`, or the OCDS tag where the portal names no notice type. */
  readonly form: string;
  readonly stage: Stage;
  readonly outcome: Outcome | undefined;
  /** A sparse notice states only what changed (a corrigendum) or that something ended (a stub): its gaps mean nothing. */
  readonly sparse: boolean;
  readonly title: string | undefined;
  readonly description: string | undefined;
  readonly buyer: Buyer | undefined;
  readonly cpv: readonly Cpv[];
  readonly value: Value | undefined;
  readonly deadline: Deadline | undefined;
  /** ITL codes; `UK` is nationwide. */
  readonly regions: readonly string[];
  readonly sme: boolean | undefined;
  readonly vcse: boolean | undefined;
  /** The procedure in the buyer's words, e.g. `Open procedure`. */
  readonly procedure: string | undefined;
  /** As a field of the release states it, never its words. */
  readonly aboveThreshold?: boolean | undefined;
  readonly technique?: Technique | undefined;
  readonly contract: Period | undefined;
  readonly ends?: ContractEnd | undefined;
  readonly lots: readonly Lot[];
  readonly suppliers: readonly string[];
  /** The ids of its awards: which award it speaks of, where one process is awarded several times. */
  readonly awards?: readonly string[] | undefined;
  /** The buyer's own reference for the purchase, as written; not unique. */
  readonly reference?: string | undefined;
  readonly documents: readonly Document[];
  /** Keys (see `domain/keys.ts`) of notices that this one says are the same procurement: `ocid:…`, `notice:PORTAL:…`. */
  readonly cites: readonly string[];
  /** Other procurements that it names, which it is not. */
  readonly relations?: readonly Relation[] | undefined;
  /** The portal's human page. */
  readonly url: string;
  /** What looked wrong and was read as "not stated", e.g. `value: 1e9999 is not a sum`. */
  readonly flags: readonly string[];
}
