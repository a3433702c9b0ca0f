import { rings, type Cadence, type Subscription } from '../domain/subscription.ts';
import type { HeldProcurement, NoticeRef, Reason, View } from '../domain/procurement.ts';
import type { Clock, Reads } from '../domain/ports.ts';
import type { ToldRecord, WhyConclusion, WhyHeld, WhyRule } from '../domain/why.ts';
import type { ProcurementEvent } from '../domain/event.ts';
import { audienceOf, type QueryReader } from './audience.ts';
import { tellersOf, tellingsOf } from './tellings.ts';
import { firstRead } from './why-origin.ts';
import { stoppersAmong, whyRules } from './why-rules.ts';
import { otherwiseOf } from './why-otherwise.ts';
import { toldRecords } from './why-told.ts';

export interface WhyDeps extends QueryReader {
  readonly store: Pick<
    Reads,
    'events' | 'ledger' | 'deliveries' | 'portals' | 'subscriptions' | 'procurements' | 'corrections'
  >;
  readonly clock: Pick<Clock, 'now'>;
  /** The first slot of a cadence at or after an instant; for `instant`, the instant itself. UTC milliseconds. */
  readonly slotAt: (cadence: Cadence, at: number) => number;
  /** What speaks for its being IT and against, also of what is not: that is not kept. */
  readonly reasonsOf: (view: View) => readonly Reason[];
}

/** What is asked about: a procurement, or one notice of it. */
export interface WhyAsked {
  readonly subscription: Subscription;
  readonly held: HeldProcurement;
  readonly notice: NoticeRef | undefined;
}

/** What there is to know of one procurement and one subscription, read at one moment. */
export interface WhyGround extends WhyAsked {
  readonly now: number;
  /** What everybody may hear of, oldest first. */
  readonly audible: readonly ProcurementEvent[];
  /** Those among them that what is asked about brought; all of them where it brought none. */
  readonly own: readonly ProcurementEvent[];
  /** Everything that the subscriber was told of it or is about to be, oldest first. */
  readonly told: readonly ToldRecord[];
  /** What was told before what is asked about came: it says nothing of it. */
  readonly before: readonly ToldRecord[];
  /** Every subscription of this subscriber that rings. */
  readonly active: ReadonlySet<number>;
  /** Those that told it or will, and have not ended. */
  readonly standing: ReadonlySet<number>;
  /** What happened last waits for the subscription's next digest. */
  readonly isPending: boolean;
  /** When it was, or will be, decided whether to tell of it, UTC milliseconds. */
  readonly decidedAt: number;
}

/**
 * Why a subscription was told of a notice, or was not: every rule between the two, asked of the functions that decide, as
 * things stand now. Clauses about time are asked at the moment when it was decided, or will be.
 */
export async function why(asked: WhyAsked, deps: WhyDeps): Promise<WhyHeld> {
  const ground = await groundOf(asked, deps);
  const rules = await whyRules(ground, deps);
  const conclusion = settled(ground, rules, deps) ?? coming(ground, deps) ?? stopped(ground, rules);
  return { kind: 'held', ...asked, rules, conclusion };
}

function stopped(ground: WhyGround, rules: readonly WhyRule[]): WhyConclusion {
  const because = stoppersAmong(rules, ground);
  const otherwise = because.length === 0 ? otherwiseOf(ground) : undefined;
  return { kind: 'not', because, otherwise, before: ground.before.at(-1) };
}

async function groundOf(asked: WhyAsked, deps: WhyDeps): Promise<WhyGround> {
  const { subscription, held, notice } = asked;
  const { store, clock, slotAt } = deps;
  const now = clock.now();
  const history = await store.events.history(held.id);
  const audible = history.filter((event) => !event.silent);
  const brought = audible.filter((event) => notice === undefined || isOf(event, notice));
  const own = brought.length === 0 ? audible : brought;
  const last = own.at(-1);
  const { cadence, watermark } = subscription;
  const isPending = cadence !== 'instant' && last !== undefined && last.seq > watermark;
  const active = await store.subscriptions.active();
  const told = await toldRecords(asked, store);
  // One that brought no event came when it was read: what was told before says nothing of it.
  const cameAt = notice === undefined ? 0 : (brought[0]?.at ?? firstRead(held, notice) ?? 0);
  return {
    ...asked,
    now,
    audible,
    own,
    told,
    before: told.filter(({ entry }) => entry.state === 'told' && (entry.toldAt ?? 0) < cameAt),
    standing: await store.subscriptions.standing([...tellersOf(told.map(({ entry }) => entry))]),
    active: new Set(
      active.filter((one) => one.subscriber.id === subscription.subscriber.id).map((one) => one.id),
    ),
    isPending,
    decidedAt: isPending ? slotAt(cadence, now) : slotAt(cadence, last?.at ?? now),
  };
}

function isOf(event: ProcurementEvent, { portal, noticeId }: NoticeRef): boolean {
  return event.portal === portal && event.noticeId === noticeId;
}

/** What the ledger knows of it settles the question. */
function settled(
  ground: WhyGround,
  rules: readonly WhyRule[],
  { slotAt }: WhyDeps,
): WhyConclusion | undefined {
  const since = ground.told.filter((one) => !ground.before.includes(one));
  const sent = since.filter(({ entry }) => entry.state === 'told');
  const [first] = sent;
  if (first !== undefined)
    return { kind: 'sent', told: first, last: sent.length > 1 ? sent.at(-1) : undefined };
  const [waiting] = since;
  if (waiting === undefined) return undefined;
  if (waiting.entry.state === 'sending') return { kind: 'sending', told: waiting };
  if (waiting.entry.state === 'queued') {
    const channel = rules.find((one) => one.rule === 'channel');
    return { kind: 'queued', told: waiting, pausedUntil: channel?.pausedUntil };
  }
  const { cadence } = ground.subscription;
  const isDigest = cadence !== 'instant' && rings(ground.subscription);
  return { kind: 'freed', told: waiting, next: isDigest ? slotAt(cadence, ground.now) : undefined };
}

/** What the next digest will say of it, as far as is known now. */
function coming(ground: WhyGround, deps: WhyDeps): WhyConclusion | undefined {
  const { subscription, held, audible, told, active, standing, decidedAt } = ground;
  if (!ground.isPending || !rings(subscription)) return undefined;
  const happening = {
    procurement: held,
    events: audible.filter((event) => event.seq > subscription.watermark),
    ledger: told.map(({ entry }) => entry).filter(({ state }) => state !== 'freed'),
  };
  const asking = { ...deps, clock: { now: () => decidedAt }, messageId: String };
  const [telling] = tellingsOf(happening, audienceOf([subscription], active, standing), asking).tellings;
  if (telling === undefined) return undefined;
  return { kind: 'coming', slot: decidedAt, cadence: subscription.cadence, as: telling.kind };
}
