import type { Poison } from './portal/poison.ts';
import type { SeenRequest } from './portal/request-log.ts';
import type { PretendRelease } from './pretend-release.ts';

/** A pretend portal that listens on loopback. Its routes answer under any path, which `links.next` keeps. */
export interface PretendPortalServer {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** Adds releases as they are, the newest last. */
  readonly publish: (releases: readonly PretendRelease[]) => void;
  /** Replaces the poisons in force. */
  readonly poison: (poisons: readonly Poison[]) => void;
  readonly requests: () => readonly SeenRequest[];
  readonly close: () => Promise<void>;
}
