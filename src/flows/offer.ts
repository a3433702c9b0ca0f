import { materialState } from '../dedupe/material.ts';
import type { Transaction } from '../domain/ports.ts';
import type { Procurement } from '../domain/procurement.ts';
import type { Query } from '../domain/query.ts';
import type { Subscription } from '../domain/subscription.ts';
import { isNamedBy, noticesOf } from '../match/effective.ts';
import { openOnly } from '../match/open-only.ts';
import { askedBy } from './audience.ts';
import { isLive, type TellDeps } from './tellings.ts';

/** As many as a first message can offer beside its news; the rest is a search away. */
const MOST_OFFERED = 5;

/** Who knows five hundred matches already needs no offer. */
const PAGE = 50;
const LAST_OFFSET = 500;

export interface Offer {
  readonly subscriptions: readonly Subscription[];
  /** All of the subscriber's that ring, where they are known. */
  readonly active?: ReadonlySet<number> | undefined;
  /** The first message of those that have had none. */
  readonly deliveryId: number;
  /** Procurements that are told of anyway. */
  readonly besides: ReadonlySet<number>;
}

/** A new subscriber is offered, with the first message, the matches that are open now. */
export async function offerWhatIsOpen(tx: Transaction, offer: Offer, deps: TellDeps): Promise<void> {
  const unwelcomed = offer.subscriptions.filter((one) => one.welcomedAt === undefined);
  const subscriber = unwelcomed[0]?.subscriber;
  if (subscriber === undefined) return;
  const now = deps.clock.now();
  const taken = new Set(offer.besides);
  for (const subscription of unwelcomed) {
    const isMuted = (procurement: Procurement): boolean =>
      subscriber.mutes.some(({ what }) => isNamedBy(what, noticesOf(procurement)));
    const open = await openMatches(tx, askedBy(subscription, deps), {
      now,
      active: offer.active ?? new Set((await tx.subscriptions.active()).map((one) => one.id)),
      besides: taken,
      subscriberId: subscriber.id,
      isMuted,
    });
    for (const { id } of open) taken.add(id);
    await tx.ledger.add(
      open.map((procurement) => ({
        subscriberId: subscriber.id,
        procurementId: procurement.id,
        deliveryId: offer.deliveryId,
        kind: 'offered' as const,
        subscriptionIds: [subscription.id],
        told: materialState(procurement.view),
      })),
    );
  }
  const ids = unwelcomed.map((one) => one.id);
  await tx.subscriptions.welcomed(ids, now);
}

interface Besides {
  readonly now: number;
  readonly active: ReadonlySet<number>;
  readonly besides: ReadonlySet<number>;
  readonly subscriberId: number;
  readonly isMuted: (procurement: Procurement) => boolean;
}

/** Page by page, because what is known already, or told in this message, may stand before what is not. */
async function openMatches(
  tx: Transaction,
  query: Query,
  { now, active, besides, subscriberId, isMuted }: Besides,
): Promise<readonly Procurement[]> {
  const open = openOnly(query);
  const offered: Procurement[] = [];
  for (let offset = 0; offset < LAST_OFFSET && offered.length < MOST_OFFERED; offset += PAGE) {
    const { procurements } = await tx.procurements.search(open, { limit: PAGE, offset, now });
    const about = await tx.ledger.about(
      procurements.map(({ id }) => id),
      subscriberId,
    );
    const known = new Set(about.filter((entry) => isLive(entry, active)).map((entry) => entry.procurementId));
    offered.push(
      ...procurements.filter((one) => !besides.has(one.id) && !known.has(one.id) && !isMuted(one)),
    );
    if (procurements.length < PAGE) break;
  }
  return offered.slice(0, MOST_OFFERED);
}
