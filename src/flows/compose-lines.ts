import { changesBetween, materialState } from '../dedupe/material.ts';
import type { LedgerEntry, MessageItem, ToldKind } from '../domain/delivery.ts';
import type { MaterialState } from '../domain/event.ts';
import type { Procurement } from '../domain/procurement.ts';
import { isShared, type Subscription } from '../domain/subscription.ts';
import { documentOf } from '../match/document.ts';
import { describeQuery } from '../match/describe.ts';
import { frameworksOfOthers, muteOf } from '../match/effective.ts';
import { because, matches } from '../match/evaluate.ts';
import { askedBy } from './audience.ts';
import { needsReminder, type Reminding } from './closes-soon.ts';
import type { TellDeps } from './tellings.ts';
import { isDisowned, whatIsDue } from './what-is-due.ts';

/** An entry, with the kind and the state that this message tells it with. */
export interface Told {
  readonly entry: LedgerEntry;
  readonly kind: ToldKind;
  readonly state: MaterialState;
}

/** An entry of which nothing could be made, by a fault of ours. */
export interface Stumbled {
  readonly entry: LedgerEntry;
  readonly error: unknown;
}

export interface Line {
  readonly item: MessageItem;
  readonly told: Told;
}

export interface Candidate {
  readonly entry: LedgerEntry;
  readonly procurement: Procurement | undefined;
  /** The subscriptions that it is told to, those that ring. */
  readonly own: readonly Subscription[];
  /** There are none, but one of them is only paused. */
  readonly isResting: boolean;
  /** What this subscriber was told of it, oldest first. */
  readonly told: readonly LedgerEntry[];
}

/** One for each procurement at most. What makes us stumble over one is that one's trouble. */
export function linesOf(
  candidates: readonly Candidate[],
  deps: TellDeps,
): { readonly lines: readonly Line[]; readonly stumbled: readonly Stumbled[] } {
  const said = new Set<number>();
  const lines: Line[] = [];
  const stumbled: Stumbled[] = [];
  for (const candidate of candidates) {
    const { entry } = candidate;
    if (said.has(entry.procurementId)) continue;
    try {
      const line = lineOf(candidate, deps);
      if (line === undefined) continue;
      said.add(entry.procurementId);
      lines.push(line);
    } catch (error) {
      stumbled.push({ entry, error });
    }
  }
  return { lines, stumbled };
}

function lineOf({ entry, procurement, own: all, told }: Candidate, deps: TellDeps): Line | undefined {
  if (procurement === undefined) return undefined;
  const document = documentOf(procurement);
  const own = all.filter((one) => muteOf(one, deps.queryOf(one.query), document) === undefined);
  const [first] = own;
  if (first === undefined) return undefined;
  const { view } = procurement;
  const state = materialState(view);
  const now = deps.clock.now();
  const last = told.at(-1);
  const wanted = new Set(own.flatMap((one) => one.wanted));
  // By now it may have been cancelled, moved back or told by another way: what is due is asked again (faults 10 and 11).
  const due = isReminderDue(entry, own, { view, state, told, now })
    ? 'closing'
    : whatIsDue({
        view,
        state,
        told: last === undefined ? [] : [last],
        matches: own.some((one) => matches(askedBy(one, deps), document, now)),
        moved: true,
        isDisowned: isDisowned(procurement.classification),
        wanted,
        now,
      });
  if (due === undefined) return undefined;
  const kind = due === 'new' && entry.kind === 'offered' ? 'offered' : due;
  return {
    item: {
      procurement,
      kind,
      changes: last === undefined ? [] : changesBetween(last.told, state),
      because: own.map((one) => ({
        subscriptionId: one.id,
        byChannel: isShared(one.subscriber.address) || undefined,
        query: one.query,
        described: describeQuery(deps.queryOf(one.query)),
        reasons: because(deps.queryOf(one.query), document, now),
      })),
      notOpenToYou: frameworksOfOthers(first.subscriber, procurement, document),
    },
    told: { entry, kind, state },
  };
}

/** A reminder that is queued is sent while it is still one. */
function isReminderDue(
  { kind }: LedgerEntry,
  own: readonly Subscription[],
  standing: Omit<Reminding, 'days'>,
): boolean {
  return (
    kind === 'closing' &&
    own.some(
      ({ wanted, remindDays }) =>
        wanted.includes('closing') && needsReminder({ ...standing, days: remindDays }),
    )
  );
}
