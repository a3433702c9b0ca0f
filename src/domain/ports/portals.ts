import type { Notice } from '../notice.ts';
import type { PortalId, Window } from '../portal.ts';
import type { Reject, Release } from '../release.ts';

/** A page as read: the raw JSON text of each release, exactly as served. */
export interface Page {
  /** Where it came from: a URL, or a file's name for an import. */
  readonly source: string;
  readonly releases: readonly string[];
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
  /** `paused` and `down` concern the portal; `endless`, `unusable` and `refused` this window alone. */
  readonly fault: 'paused' | 'down' | 'endless' | 'unusable' | 'refused';
  readonly reason: string;
  /** When it may be asked again, UTC milliseconds. */
  readonly retryAt: number | undefined;
}

export type Read = { readonly release: Release; readonly notice: Notice };

/** One portal: walks its pages and turns its releases into notices. */
export interface Portal {
  readonly id: PortalId;
  /** A span cut into the windows this portal answers completely, oldest first. */
  windows(span: Window): readonly Window[];
  /** Pages of one window, as they come; a fault is the last thing yielded. */
  pages(window: Window, signal: AbortSignal): AsyncIterable<Page | BadPage | PortalFault>;
  /** Never throws: what cannot become a notice is a reject with its reason. */
  read(text: string): Read | Reject;
  readonly facts: {
    /** How far back the silent first pass reads, days. */
    readonly firstPassDays: number;
    /** How far each poll reaches back behind what is already read, milliseconds. */
    readonly overlapMs: number;
  };
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
}

export interface PortalReads {
  states(): Promise<readonly PortalState[]>;
  state(portal: PortalId): Promise<PortalState>;
  /** Windows that did not end completely and lie before `readTo`. */
  gaps(portal: PortalId): Promise<readonly Window[]>;
}

export interface PortalWrites extends PortalReads {
  note(
    portal: PortalId,
    change: Partial<
      Pick<
        PortalState,
        'firstPassAt' | 'seededAt' | 'readTo' | 'lastAttemptAt' | 'lastSuccessAt' | 'misses' | 'lastFault'
      >
    >,
  ): Promise<void>;
  window(
    portal: PortalId,
    window: Window,
    outcome: {
      readonly complete: boolean;
      readonly pages: number;
      readonly reason: string | undefined;
      readonly at: number;
    },
  ): Promise<void>;
  /** Keeps a page that could not be used, at most 5 MB of it. Answers false where the same bytes are kept already. */
  quarantine(portal: PortalId, page: BadPage, at: number): Promise<boolean>;
}
