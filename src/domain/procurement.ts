import type { Cpv } from './cpv.ts';
import type { Value } from './money.ts';
import type { Buyer, ContractEnd, Document, Lot, Notice, Period, Relation, Technique } from './notice.ts';
import type { PortalId } from './portal.ts';
import type { Deadline, Outcome, Stage } from './stage.ts';

/** One notice of a procurement, for its history and its links. */
export interface NoticeRef {
  readonly portal: PortalId;
  readonly noticeId: string;
  readonly ocid: string;
  readonly form: string;
  readonly stage: Stage;
  readonly published: number;
  readonly url: string;
}

/** The fields of a view that one notice states and another may contradict. */
export const SOURCED_FIELDS = [
  'title',
  'description',
  'buyer',
  'deadline',
  'value',
  'regions',
  'procedure',
  'contract',
  'ends',
  'lots',
  'sme',
  'vcse',
] as const;
export type SourcedField = (typeof SOURCED_FIELDS)[number];

/** What another notice says of a field, where it differs from the view in a way that a reader would care about. */
export interface Conflict {
  readonly field: SourcedField;
  /** Its place in `View.notices`. */
  readonly notice: number;
  /** Canonical text as in `MaterialState`; names as published. */
  readonly says: string;
}

/** When a procurement's contract ends, and how far to trust it. */
export interface Expiry extends ContractEnd {
  /** `high`: a date of an award or contract; `medium`: planned in a tender that was then decided, or reckoned; `low`: read in a text, or planned and undecided. */
  readonly confidence: 'high' | 'medium' | 'low';
}

/** The current view of a procurement: a merge of all its notices (`dedupe/merge.ts`), the same in whatever order they came. */
export interface View {
  readonly title: string;
  readonly description: string;
  /** Every distinct title and description of its notices: what is searched and classified. */
  readonly titles: readonly string[];
  readonly descriptions: readonly string[];
  readonly buyer: Buyer | undefined;
  readonly stage: Stage;
  readonly outcome: Outcome | undefined;
  readonly deadline: Deadline | undefined;
  readonly value: Value | undefined;
  readonly cpv: readonly Cpv[];
  readonly regions: readonly string[];
  readonly sme: boolean | undefined;
  readonly vcse: boolean | undefined;
  readonly procedure: string | undefined;
  /** A tender's word before that of an award, which speaks of its own contract. Views stored earlier have neither of the two. */
  readonly aboveThreshold?: boolean | undefined;
  readonly technique?: Technique | undefined;
  readonly contract: Period | undefined;
  readonly ends: Expiry | undefined;
  readonly lots: readonly Lot[];
  readonly suppliers: readonly string[];
  readonly documents: readonly Document[];
  /** Other procurements that its notices name, once each. */
  readonly relations: readonly Relation[];
  /** Which notice each stated field is taken from: its place in `notices`. */
  readonly sources: Readonly<Partial<Record<SourcedField, number>>>;
  readonly conflicts: readonly Conflict[];
  /** The page of the notice believed first. */
  readonly url: string;
  /** First and latest publication, UTC milliseconds. */
  readonly published: number;
  readonly updated: number;
  readonly portals: readonly PortalId[];
  /** One entry for each notice, oldest first. */
  readonly notices: readonly NoticeRef[];
}

/** How sure a subscriber wants to be that something is IT; each keeps what the stricter one keeps. */
export const IT_SETTINGS = ['strict', 'balanced', 'broad'] as const;
export type ItSetting = (typeof IT_SETTINGS)[number];

/** 0 for what no setting calls IT, up to 3 for `strict`. */
export function itRank(setting: ItSetting | undefined): number {
  return setting === undefined ? 0 : IT_SETTINGS.length - IT_SETTINGS.indexOf(setting);
}

/** Where a reason stands: in a text, in a code, in the buyer's kind, in the rule of a framework, or with a person. */
export const REASON_PLACES = ['title', 'description', 'code', 'buyer', 'framework', 'person'] as const;
export type ReasonPlace = (typeof REASON_PLACES)[number];

/** One thing that speaks for or against, in words a supplier understands. */
export interface Reason {
  /** E.g. `'penetration testing' in the title`, `CPV 72810000 Computer audit services`. */
  readonly words: string;
  readonly place: ReasonPlace;
  /** What it adds to the log odds; below 0 it speaks against. */
  readonly contribution: number;
}

/** A category that was given, and why. */
export interface Assignment {
  readonly slug: string;
  readonly name: string;
  /** 0 to 1. */
  readonly score: number;
  /** The weightiest first, what speaks against after what speaks for. */
  readonly reasons: readonly Reason[];
}

/** How something is bought, and what a supplier must be or have: as stated, never guessed. */
export interface Tag {
  /** `call-off`, `framework:g-cloud-15`, `clearance:sc`, `insurance:5000000`: lower-case, a colon before what is named. */
  readonly id: string;
  /** E.g. `call-off from G-Cloud 15`, `asks for professional indemnity insurance of £5,000,000`. */
  readonly words: string;
}

export interface Classification {
  /** 0 to 1: how likely this is information technology. */
  readonly it: number;
  /** The strictest setting that still calls it IT; undefined when none does. */
  readonly setting: ItSetting | undefined;
  /** Why it is IT, or is not. */
  readonly reasons: readonly Reason[];
  /** Primary first, at most three; empty for what is not IT. */
  readonly categories: readonly Assignment[];
  /** Slugs of the second level, of its categories alone; a slug names one subcategory of one category. */
  readonly subcategories: readonly string[];
  readonly tags: readonly Tag[];
  /** At most two sentences of its own text that say what is wanted; empty where none does. */
  readonly summary: readonly string[];
}

/** The thing being bought. */
export interface Procurement {
  readonly id: number;
  readonly view: View;
  readonly classification: Classification;
}

/** A procurement with every version of every notice, oldest first: what `dedupe/` decides on. */
export interface HeldProcurement extends Procurement {
  readonly versions: readonly Notice[];
}
