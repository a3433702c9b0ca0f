import type { Notice } from '../notice.ts';
import type { PortalId, Window, WindowState } from '../portal.ts';
import type { Reject, Release, Surprise } from '../release.ts';

/** A page as read: the raw JSON text of each release, exactly as served. */
export interface Page {
  /** Where it came from: a URL, or a file's name for an import. */
  readonly source: string;
  readonly releases: readonly string[];
  /** A lossy copy (a spreadsheet): only releases whose id is not held in any wording are kept. */
  readonly onlyUnheard?: boolean | undefined;
}

/** A whole page that could not be used (not JSON, cut off, HTML with status 200): kept for the operator, and read again later. */
export interface BadPage {
  readonly source: string;
  readonly bad: string;
  readonly body: Uint8Array;
}

/** Why a window could not be read to its end; expected, and so a value. */
export interface PortalFault {
  readonly source: string;
  /**
   * `paused` and `down` concern the portal and end its run. `endless`, `unusable`, `refused` and `partition` concern this
   * window alone (a `partition` rests for hours). `suspect`: the walk ended in a way that may not be the end, and
   * the window is read again in halves.
   */
  readonly fault: 'paused' | 'down' | 'endless' | 'unusable' | 'refused' | 'partition' | 'suspect';
  readonly reason: string;
  /** When it may be asked again, UTC milliseconds. */
  readonly retryAt: number | undefined;
}

export type Read = {
  readonly release: Release;
  readonly notice: Notice;
  /** What of it has not been seen before. */
  readonly surprises?: readonly Surprise[] | undefined;
};

/** Pages as they come; a fault is the last thing yielded. */
export type Pages = AsyncIterable<Page | BadPage | PortalFault>;

/** How many notices another source of the portal counts on one London day, and which it could name. */
export interface DayHits {
  readonly total: number;
  /** Fewer than `total` where the source's cap hides some. */
  readonly noticeIds: readonly string[];
}

/** One portal: walks its pages and turns its releases into notices. */
export interface Portal {
  readonly id: PortalId;
  /** A span cut into the windows this portal answers completely, oldest first. */
  windows(span: Window): readonly Window[];
  /** Pages of one window. */
  pages(window: Window, signal: AbortSignal): Pages;
  /** Never throws: what cannot become a notice is a reject with its reason. */
  read(text: string): Read | Reject;
  /** Everything under one notice id or ocid; a `refused` fault where the portal knows none. */
  one?(id: string, signal: AbortSignal): Pages;
  /** Notices that another source of the portal counts on a London day, `2026-09-01`. */
  hits?(day: string, signal: AbortSignal): Promise<DayHits | PortalFault>;
  /** The portal's spreadsheet of a London day. */
  sheet?(day: string, signal: AbortSignal): Pages;
  /** What the portal's web page of a notice says beyond its release. */
  details?(of: Pick<Notice, 'noticeId' | 'ocid' | 'releaseId' | 'published'>, signal: AbortSignal): Pages;
  /** What the portal's newest search results say, back to `since`: stands in while releases cannot be had. */
  rows?(since: number, signal: AbortSignal): Pages;
  /** The releases of a page that was kept because it could not be read; undefined where it still cannot. Asks for nothing. */
  reopen?(page: Pick<BadPage, 'source' | 'body'>): readonly string[] | undefined;
  readonly facts: PortalFacts;
}

export interface PortalFacts {
  /** How far back the silent first pass reads, days. */
  readonly firstPassDays: number;
  /** How far each poll reaches back behind what is already read, milliseconds. */
  readonly overlapMs: number;
  /** How many days are read once more every night; 0 for none. */
  readonly sweepDays?: number | undefined;
  /** A suspect window of this length or less is not halved again, milliseconds; undefined where none can be. */
  readonly leastWindowMs?: number | undefined;
  /** How long releases must have been out of reach before `rows` stands in, milliseconds; undefined where it never does. */
  readonly rowsAfterMs?: number | undefined;
}

/** What is remembered of a portal between runs. */
export interface PortalState {
  readonly portal: PortalId;
  /** When the first pass began: whatever is dated before is silent for ever. */
  readonly firstPassAt: number | undefined;
  /** When the first pass ended. */
  readonly seededAt: number | undefined;
  /** Everything before this has been read completely. */
  readonly readTo: number | undefined;
  readonly lastAttemptAt: number | undefined;
  readonly lastSuccessAt: number | undefined;
  /** Attempts in a row that failed. */
  readonly misses: number;
  readonly lastFault: string | undefined;
  readonly pausedUntil: number | undefined;
  readonly releases: number;
  readonly rejects: number;
  /** When the nightly sweep was last read to its end. */
  readonly sweptAt?: number | undefined;
  /** Since when the operator knows it as broken; undefined while it is well. */
  readonly brokenAt?: number | undefined;
  /** When its web pages last stood in for its releases; undefined since releases can be had again. */
  readonly standInAt?: number | undefined;
  /** When a release was last read that was not held before. */
  readonly lastNewAt?: number | undefined;
  /** Where it is reached, `www.find-tender.service.gov.uk`: whose pauses are its own. */
  readonly host?: string | undefined;
  /** How often it asked for a pause. */
  readonly throttles?: number | undefined;
  /** How many of its quarantined pages and releases gave way to newer ones, unread. */
  readonly evicted?: number | undefined;
}

/** A window that is not complete. */
export interface Gap extends Window {
  readonly state: Exclude<WindowState, 'complete'>;
  readonly reason: string | undefined;
  /** Not to be asked for again before, UTC milliseconds. */
  readonly retryAt: number | undefined;
}

export interface Reconciliation {
  /** The London day. */
  readonly day: string;
  readonly theirs: number;
  readonly ours: number;
  /** Ids that the portal names and we do not hold, also after the attempt to fetch them. */
  readonly missing: readonly string[];
  readonly at: number;
}

export interface SurpriseSeen extends Surprise {
  readonly count: number;
  readonly lastAt: number;
}

/** Something kept because it could not be read. */
export interface Quarantined {
  readonly kind: 'page' | 'release';
  readonly id: number;
  readonly portal: PortalId | 'unknown';
  /** A URL or a file's name for a page; the best name known for a release. */
  readonly ref: string;
  readonly reason: string;
  readonly bytes: number;
  /** Only the first 5 MB were kept. */
  readonly isCut: boolean;
  readonly at: number;
}

export interface PortalReads {
  states(): Promise<readonly PortalState[]>;
  state(portal: PortalId): Promise<PortalState>;
  /** Windows that are not complete and lie before `readTo`, oldest first. */
  gaps(portal: PortalId): Promise<readonly Gap[]>;
  /** Every window that is not complete, oldest first. */
  incomplete(portal: PortalId): Promise<readonly Gap[]>;
  /** Spans read to their end, adjoining ones as one, oldest first. */
  complete(portal: PortalId): Promise<readonly Window[]>;
  /** Of these notice ids, those that no held notice has. */
  unheld(portal: PortalId, noticeIds: readonly string[]): Promise<readonly string[]>;
  /** Ids of held notices published in the span. */
  noticeIds(portal: PortalId, span: Window): Promise<readonly string[]>;
  /** Releases that were new when read, by the London day of their publication, from `since` on. */
  days(
    portal: PortalId,
    since: string,
  ): Promise<readonly { readonly day: string; readonly releases: number }[]>;
  /** Notice ids that were asked for singly and not found: how often, and when last. */
  absent(
    portal: PortalId,
  ): Promise<readonly { readonly noticeId: string; readonly tries: number; readonly at: number }[]>;
  /** Newest first. */
  reconciliations(portal: PortalId): Promise<readonly Reconciliation[]>;
  /** Commonest first. */
  surprises(portal: PortalId): Promise<readonly SurpriseSeen[]>;
  /**
   * Open IT notices of this portal, newest first, whose latest release's web page was not read yet, and was not tried in vain
   * in the day before the span's end.
   */
  wantingDetails(
    portal: PortalId,
    span: Window,
    limit: number,
  ): Promise<readonly Pick<Notice, 'noticeId' | 'ocid' | 'releaseId' | 'published'>[]>;
  /** Why web pages of notices that were asked for from `since` on told nothing, commonest reason first. */
  detailsTroubles(
    portal: PortalId,
    since: number,
  ): Promise<readonly { readonly reason: string; readonly count: number }[]>;
  /** Newest first; without a portal, of all. */
  quarantined(portal?: PortalId | 'unknown'): Promise<readonly Quarantined[]>;
  /** What was kept of it, unpacked. */
  quarantinedBody(one: Pick<Quarantined, 'kind' | 'id'>): Promise<Uint8Array | undefined>;
}

/** What became of a window. */
export interface WindowOutcome {
  readonly state: WindowState;
  readonly reason: string | undefined;
  readonly retryAt: number | undefined;
  readonly at: number;
}

export type PortalChange = Partial<
  Pick<
    PortalState,
    | 'firstPassAt'
    | 'seededAt'
    | 'readTo'
    | 'lastAttemptAt'
    | 'lastSuccessAt'
    | 'misses'
    | 'lastFault'
    | 'sweptAt'
    | 'brokenAt'
    | 'standInAt'
    | 'lastNewAt'
    | 'host'
  >
>;

export interface PortalWrites extends PortalReads {
  note(portal: PortalId, change: PortalChange): Promise<void>;
  window(portal: PortalId, window: Window, outcome: WindowOutcome): Promise<void>;
  /** Keeps a page that could not be used, at most 5 MB of it. Answers false where the same bytes are kept already. */
  quarantine(portal: PortalId, page: BadPage, at: number): Promise<boolean>;
  /** Keeps it aside no longer: it could be read after all, or somebody says so. */
  discard(one: Pick<Quarantined, 'kind' | 'id'>): Promise<void>;
  /** A notice was asked for singly and is not there; asking again counts. */
  noteAbsent(portal: PortalId, noticeId: string, at: number): Promise<void>;
  noteReconciliation(portal: PortalId, found: Reconciliation): Promise<void>;
  noteSurprises(portal: PortalId, surprises: readonly Surprise[], at: number): Promise<void>;
  /** The web page of this release's notice was asked for; `reason` says why it told nothing. */
  noteDetails(
    portal: PortalId,
    of: Pick<Notice, 'noticeId' | 'releaseId'>,
    at: number,
    reason: string | undefined,
  ): Promise<void>;
}
