import type { NewEvent, ProcurementEvent } from '../event.ts';
import type { Notice } from '../notice.ts';
import type { HeldProcurement, Procurement } from '../procurement.ts';
import type { NoticeName, Tie, Word } from '../tie.ts';
import type { Query } from '../query.ts';
import type { Reject, Release } from '../release.ts';
import type { PastReads } from './past.ts';
import type { SearchHits, SearchOptions } from './search.ts';

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

export interface ProcurementReads extends PastReads {
  /** By its id or the id of one that it absorbed. */
  byId(id: number): Promise<HeldProcurement | undefined>;
  byIds(ids: readonly number[]): Promise<readonly Procurement[]>;
  /** Those that own this key, with what owns it: `domain/keys.ts`. */
  ownersOf(keys: readonly string[]): Promise<ReadonlyMap<string, readonly number[]>>;
  /** Those whose notices name one of these keys in a relation, newest publication first, at most `limit`. */
  relatedBy(keys: readonly string[], limit: number): Promise<readonly Procurement[]>;
  /** Answers on the spot, however long it takes: for the program's own questions. People's go to `Search`. */
  search(query: Query, options: SearchOptions): Promise<SearchHits>;
}

/** A version of a notice made ready for comparing (`dedupe/signature.ts`). */
export interface Signed {
  readonly notice: Notice;
  /** Opaque to the store. */
  readonly signature: string;
  /** Whole numbers below 2^53: only versions that have one in common are ever compared. */
  readonly blocks: readonly number[];
}

/** A stored version that may be the same procurement as one that has just come. */
export interface Near {
  readonly name: NoticeName;
  readonly signature: string;
  readonly blocks: readonly number[];
}

/** What one page did to one procurement. */
export interface ProcurementChange {
  readonly procurement: HeldProcurement;
  /** Versions among `procurement.versions` that are not stored yet, or that are stored under another procurement. */
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
  /** Under which number, taken in since by one of these, each notice first stood: by `noticeKey`. */
  formerIds(procurementIds: readonly number[]): Promise<ReadonlyMap<string, number>>;
  /** Stored versions that have one of these blocks, each once, with those of its blocks that were asked for. */
  near(blocks: readonly number[]): Promise<readonly Near[]>;
  /** Keeps what versions are compared by. Called after `save`: they are stored by then. */
  sign(signed: readonly Signed[]): Promise<void>;
  /** The first of the ids that this transaction may give to new procurements, counting up. */
  nextId(): Promise<number>;
  /** Stores the versions, the current view, the classification, the keys and the search index. */
  save(changes: readonly ProcurementChange[], at: number): Promise<void>;
}

/** A tie of one of a procurement's notices, and the procurement that the other notice stands in today. */
export interface TieSeen extends Tie {
  readonly otherId: number;
}

export interface TieReads {
  /** Those of these notices, surest first. */
  of(notices: readonly NoticeName[]): Promise<readonly Tie[]>;
  /** Ties of these procurements' notices to notices of other procurements, surest first, by the id that was asked for. */
  possibly(procurementIds: readonly number[]): Promise<ReadonlyMap<number, readonly TieSeen[]>>;
  /** People's words that hold, oldest first. Cheap to call for every page: held in memory until this process or another changes them. */
  words(): Promise<readonly Word[]>;
  /** Every word ever said, oldest first. */
  allWords(): Promise<readonly Word[]>;
}

export interface TieWrites extends TieReads {
  /** Of equal pairs (either way round) the surest stays. */
  add(ties: readonly Tie[]): Promise<void>;
  say(word: Pick<Word, 'kind' | 'one' | 'other' | 'at'>): Promise<Word>;
  /** It holds no longer; `by` is the later word that says the opposite. */
  takeBack(wordId: number, at: number, by: number | undefined): Promise<void>;
  /** What only this later word had taken back holds again. */
  revive(by: number): Promise<void>;
}

export interface EventReads {
  /** The highest number given so far; 0 before the first. */
  latest(): Promise<number>;
  /** Events told to people, `after < seq <= upTo`. */
  between(after: number, upTo: number): Promise<readonly ProcurementEvent[]>;
  /** Everything that happened to a procurement and to those it absorbed. */
  history(procurementId: number): Promise<readonly ProcurementEvent[]>;
  /** When we last learnt of anything that happened to each of these, and to those it absorbed, UTC milliseconds. */
  lastAt(procurementIds: readonly number[]): Promise<ReadonlyMap<number, number>>;
}

export interface EventWrites extends EventReads {
  append(
    events: readonly (NewEvent & {
      readonly procurementId: number;
      readonly at: number;
      readonly silent: boolean;
    })[],
  ): Promise<readonly ProcurementEvent[]>;
  /** Events that these notices brought about belong to this procurement from now on, wherever in `from`'s lineage they stood. */
  follow(from: number, to: number, notices: readonly NoticeName[]): Promise<void>;
}
