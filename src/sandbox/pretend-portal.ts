import type { Hono } from 'hono';
import type { PortalId } from '../domain/portal.ts';
import type { Poison } from './portal/poison.ts';
import type { SwitchBoard } from './portal/switch-board.ts';
import type { PretendRelease } from './pretend-release.ts';

/** One request as a pretend portal saw and answered it, so that tests can assert spacing, parameters and manners. */
export interface SeenRequest {
  /** When it came, UTC milliseconds by the portal's own clock. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly userAgent: string;
  /** 0 where the connection was cut instead of answered. */
  readonly status: number;
  /** What was served, as `releaseKey` writes it; empty where nothing was. */
  readonly releases: readonly string[];
}

/** What was asked, what was served, and what there is to be served. */
export interface Ledger {
  /** In the order in which they came. */
  readonly requests: () => readonly SeenRequest[];
  /** Everything that exists by now, in the order of publication, each with the bytes that are served. */
  readonly published: () => readonly PretendRelease[];
}

/** The switches that every pretend portal has. A switch that is off is `false`; defects are on by default. */
export interface CommonSwitches {
  /** From 00:00 to 00:30 London time nothing is answered but 503, or the connection is cut. */
  readonly midnightOutage: 503 | 'reset' | false;
  /** Every answer comes so many real seconds late. Off by default: it would cost nothing but time. */
  readonly slowSeconds: number | false;
}

/**
 * A pretend portal, before it listens; `pretendPortal` (portal/frame.ts) makes one around its routes. Those answer under any path, which `links.next` keeps. Under `/_sandbox/` it
 * answers about itself (docs/portals/sandbox.md).
 */
export interface PretendPortal<S extends CommonSwitches = CommonSwitches> {
  readonly id: PortalId;
  readonly app: Hono;
  /** Adds releases as they are, the newest last; one with `appears` stays unseen until then. */
  readonly publish: (releases: readonly PretendRelease[]) => void;
  /** Replaces the poisons in force. */
  readonly poison: (poisons: readonly Poison[]) => void;
  readonly switches: SwitchBoard<S>;
  readonly ledger: Ledger;
}

/** A pretend portal that listens on loopback. */
export interface PretendPortalServer<S extends CommonSwitches = CommonSwitches> extends PretendPortal<S> {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** The ledger's. */
  readonly requests: () => readonly SeenRequest[];
  readonly close: () => Promise<void>;
}
