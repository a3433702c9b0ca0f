import type { NewEvent, ProcurementEvent } from '../event.ts';
import type { Notice } from '../notice.ts';
import type { HeldProcurement, Procurement } from '../procurement.ts';
import type { Query } from '../query.ts';
import type { Reject, Release } from '../release.ts';

export interface ReleaseWrites {
  /** Those whose (portal, ocid, release id, hash) is not held yet; of equals among them, the first. */
  unseen(releases: readonly Release[]): Promise<readonly Release[]>;
  /** Those whose (portal, ocid, release id) is not held in any wording; of equals among them, the first. */
  unheard(releases: readonly Release[]): Promise<readonly Release[]>;
  /** Keeps their raw texts, compressed, one blob for a page. */
  keep(source: string, releases: readonly Release[], at: number): Promise<void>;
  /** Keeps rejects once each; answers those that were new. */
  reject(rejects: readonly Reject[], at: number): Promise<readonly Reject[]>;
}

export interface SearchOptions {
  readonly limit: number;
  readonly offset?: number;
  /** What clauses about time are evaluated at, UTC milliseconds. */
  readonly now: number;
}

export interface ProcurementReads {
  /** By its id or the id of one that it absorbed. */
  byId(id: number): Promise<HeldProcurement | undefined>;
  byIds(ids: readonly number[]): Promise<readonly Procurement[]>;
  /** Newest publication first. */
  search(
    query: Query,
    options: SearchOptions,
  ): Promise<{ readonly total: number; readonly procurements: readonly Procurement[] }>;
}

/** What one page did to one procurement. */
export interface ProcurementChange {
  readonly procurement: HeldProcurement;
  /** Versions among `procurement.versions` that are not stored yet. */
  readonly added: readonly Notice[];
  /** Procurements that this one took in. */
  readonly absorbed: readonly number[];
  /** Keys that it owns and that it cites (`domain/keys.ts`), all of them. */
  readonly owns: readonly string[];
  readonly cites: readonly string[];
}

export interface ProcurementWrites extends ProcurementReads {
  /** Every held procurement that owns one of `owned` or `cited`, or cites one of `owned`. */
  relatedTo(
    owned: readonly string[],
    cited: readonly string[],
  ): Promise<
    readonly {
      readonly held: HeldProcurement;
      readonly owns: readonly string[];
      readonly cites: readonly string[];
    }[]
  >;
  /** The first of the ids that this transaction may give to new procurements, counting up. */
  nextId(): Promise<number>;
  /** Stores the versions, the current view, the classification, the keys and the search index. */
  save(changes: readonly ProcurementChange[], at: number): Promise<void>;
}

export interface EventReads {
  /** The highest number given so far; 0 before the first. */
  latest(): Promise<number>;
  /** Events told to people, `after < seq <= upTo`. */
  between(after: number, upTo: number): Promise<readonly ProcurementEvent[]>;
  /** Everything that happened to a procurement and to those it absorbed. */
  history(procurementId: number): Promise<readonly ProcurementEvent[]>;
}

export interface EventWrites extends EventReads {
  append(
    events: readonly (NewEvent & {
      readonly procurementId: number;
      readonly at: number;
      readonly silent: boolean;
    })[],
  ): Promise<readonly ProcurementEvent[]>;
}
