import type { DeliveryRecord, LedgerEntry, ToldKind } from './delivery.ts';
import type { PortalId } from './portal.ts';
import type { Gap, PortalState, Quarantined } from './ports.ts';
import type { Classification, HeldProcurement, ItSetting, NoticeRef, View } from './procurement.ts';
import type { Cadence, Mute, Subscription, Wanted } from './subscription.ts';

/** Whether a rule let a procurement through or stopped it; `aside` where it decides nothing here. */
export type Verdict = 'yes' | 'no' | 'aside';

/** Why nobody at all hears of a notice: it was read in its portal's first pass, is older than that, or was brought in silently. */
export type Silence = 'first-pass' | 'before-it' | 'imported';

/** One clause of a query, held against one procurement, in words. */
export interface ClauseStanding {
  /** After "asks for": `'cyber'`, `Wales`, `'soc' or 'siem'`. */
  readonly asks: string;
  readonly isMet: boolean;
  /** What the procurement says of it: `it is stated for Scotland`. */
  readonly finds: string;
}

/** A line of the ledger, and what became of its message. */
export interface ToldRecord {
  readonly entry: LedgerEntry;
  /** Undefined where there is none: it died, or nobody needed one. */
  readonly delivery: DeliveryRecord | undefined;
  /** It was told for other subscriptions of this subscriber alone. */
  readonly isOther: boolean;
}

/** One rule between a notice and a message, in the order in which they are asked. */
export type WhyRule = { readonly verdict: Verdict } & (
  | {
      readonly rule: 'collected';
      readonly notice: NoticeRef;
      /** When it was first read, UTC milliseconds. */
      readonly readAt: number | undefined;
    }
  | {
      readonly rule: 'procurement';
      readonly id: number;
      readonly title: string;
      readonly others: readonly NoticeRef[];
    }
  | { readonly rule: 'audible'; readonly silence: Silence | undefined; readonly portal: PortalId }
  | {
      readonly rule: 'it';
      /** Undefined where the query leaves it open. */
      readonly asked: ItSetting | 'any' | undefined;
      readonly classification: Classification;
      readonly isCorrected: boolean;
    }
  | { readonly rule: 'clause'; readonly standing: ClauseStanding }
  | { readonly rule: 'muted'; readonly mute: Mute | undefined }
  | { readonly rule: 'days-left'; readonly days: number; readonly deadline: View['deadline'] }
  | { readonly rule: 'frameworks'; readonly names: string | undefined; readonly isLeftOut: boolean }
  | {
      readonly rule: 'subscription';
      readonly subscription: Subscription;
      /** When its next digest goes, UTC milliseconds; undefined for `instant`. */
      readonly nextDigest: number | undefined;
    }
  | {
      readonly rule: 'since';
      readonly heardAt: number;
      readonly createdAt: number;
      readonly isWelcomed: boolean;
    }
  | {
      readonly rule: 'open';
      readonly view: Pick<View, 'stage' | 'outcome' | 'deadline'>;
      readonly isOpen: boolean;
      /** At which it was asked. */
      readonly at: number;
    }
  | { readonly rule: 'wanted'; readonly needs: Wanted; readonly wanted: readonly Wanted[] }
  | { readonly rule: 'told'; readonly told: ToldRecord }
  | { readonly rule: 'channel'; readonly pausedUntil: number; readonly reason: string | undefined }
);

/**
 * Why nothing was told although no rule stopped it: it says nothing else than was told; it is a copy of what was; it is the
 * paperwork of an award; or nothing has happened since it began to match.
 */
export type NothingToTell = 'says-nothing-new' | 'a-copy' | 'paperwork' | 'no-event-since';

export type WhyConclusion =
  | { readonly kind: 'sent'; readonly told: ToldRecord; readonly last: ToldRecord | undefined }
  | { readonly kind: 'sending'; readonly told: ToldRecord }
  | { readonly kind: 'queued'; readonly told: ToldRecord; readonly pausedUntil: number | undefined }
  /** Its message died; `next` is the digest that will carry it, UTC milliseconds. */
  | { readonly kind: 'freed'; readonly told: ToldRecord; readonly next: number | undefined }
  | { readonly kind: 'coming'; readonly slot: number; readonly cadence: Cadence; readonly as: ToldKind }
  | {
      readonly kind: 'not';
      /** The rules that stopped it, first things first. */
      readonly because: readonly WhyRule[];
      readonly otherwise: NothingToTell | undefined;
      /** It had been told before what is asked about came. */
      readonly before: ToldRecord | undefined;
    };

/** Why a subscription was told of a notice, or was not. */
export interface WhyHeld {
  readonly kind: 'held';
  readonly subscription: Subscription;
  readonly held: HeldProcurement;
  /** The notice that is asked about; undefined where the whole procurement is. */
  readonly notice: NoticeRef | undefined;
  readonly rules: readonly WhyRule[];
  readonly conclusion: WhyConclusion;
}

/** Nothing is known under this name yet. */
export interface WhyNotHeld {
  readonly kind: 'not-held';
  readonly subscription: Subscription;
  /** The notice or ocid, without the portal. */
  readonly name: string;
  /** Where it would come from; undefined where its name does not say. */
  readonly portal: PortalId | undefined;
  readonly isOn: boolean;
  readonly state: PortalState | undefined;
  /** Spans that were not read whole, oldest first. */
  readonly gaps: readonly Gap[];
  /** From when on the portal was read, UTC milliseconds. */
  readonly readFrom: number | undefined;
  /** How often it was asked for singly and was not there, and when last. */
  readonly absent: { readonly tries: number; readonly at: number } | undefined;
  /** It came, and could not be read. */
  readonly keptAside: Quarantined | undefined;
}

export type Why = WhyHeld | WhyNotHeld;
