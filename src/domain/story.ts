import type { ProcurementEvent } from './event.ts';
import type { RelationKind, Relation } from './notice.ts';
import type { PortalId } from './portal.ts';
import type { HeldProcurement, Procurement, View } from './procurement.ts';
import type { Tie } from './tie.ts';

/** A procurement as another one names it. */
export interface Brief {
  readonly id: number;
  readonly title: string;
  readonly buyer: string | undefined;
  /** The portal that `url` leads to. */
  readonly portal: PortalId | undefined;
  readonly url: string;
}

/** A relation with what is held of its other end: nothing, one procurement, or several where people split one. */
export interface Link extends Relation {
  readonly to: readonly Brief[];
}

/** Another procurement that names this one: its call-off, what replaces it, or what tries it anew. */
export interface LinkBack {
  readonly kind: RelationKind;
  readonly from: Brief;
}

/** Another procurement that reads like this one, but not enough to be joined. */
export interface Lookalike {
  readonly other: Brief;
  readonly tie: Tie;
}

/** A procurement with all that is known around it. */
export interface Story {
  readonly held: HeldProcurement;
  readonly history: readonly ProcurementEvent[];
  readonly links: readonly Link[];
  readonly linkedFrom: readonly LinkBack[];
  /** Surest first. */
  readonly possibly: readonly Lookalike[];
  /** Scores that joined its notices to one another, surest first; what shares a key needs none. */
  readonly joinedBecause: readonly Tie[];
}

/** The portal that a view's own link leads to. */
export function portalOf({ url, notices, portals }: View): PortalId | undefined {
  return notices.find((notice) => notice.url === url)?.portal ?? portals[0];
}

export function briefOf({ id, view }: Procurement): Brief {
  const { title, buyer, url } = view;
  return { id, title, buyer: buyer?.name, portal: portalOf(view), url };
}
