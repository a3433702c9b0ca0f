import { londonDate, londonDateTime } from '../base/london.ts';
import type { ClaimedDelivery, DeliveryKind, Period } from '../domain/delivery.ts';
import { PORTAL_NAMES } from '../domain/portal.ts';
import type { PortalState, Reads } from '../domain/ports.ts';
import { rings } from '../domain/subscription.ts';
import { describeQuery } from '../match/describe.ts';
import type { QueryReader } from './audience.ts';

const HOUR = 3_600_000;
/** Portals are read at least once an hour: one that was not for so long before the end of the period was out of reach. */
const UNREAD = 3 * HOUR;
/** What was queued before the period, and sent in it. */
const LONGEST_WAIT = 7 * 24 * HOUR;
const MOST_DAYS = 5;

export interface QuietDeps extends QueryReader {
  readonly troubles: (portals: readonly PortalState[], now: number) => readonly string[];
  readonly clock: { now(): number };
}

interface QuietReads {
  readonly subscriptions: Pick<Reads['subscriptions'], 'ofSubscriber'>;
  readonly portals: Pick<Reads['portals'], 'states'>;
  readonly deliveries: Pick<Reads['deliveries'], 'records'>;
  readonly ledger: Pick<Reads['ledger'], 'of'>;
}

/** That a period had nothing for a digest, and that this is not for want of looking; undefined where nobody listens any more. */
export async function quietLines(
  reads: QuietReads,
  { subscriberId, createdAt }: Pick<ClaimedDelivery, 'subscriberId' | 'createdAt'>,
  { period, queryOf, troubles, clock }: QuietDeps & { readonly period: Period | undefined },
): Promise<readonly [string, ...string[]] | undefined> {
  const own = (await reads.subscriptions.ofSubscriber(subscriberId)).filter(rings);
  if (own.length === 0) return undefined;
  const { from, to } = period ?? { from: createdAt, to: createdAt };
  const states = await reads.portals.states();
  const ill = troubles(states, clock.now());
  const unread = states.filter(({ lastSuccessAt: at }) => at !== undefined && at < to - UNREAD);
  const came = await cameSince(reads, subscriberId, from);
  const what = own.length === 1 ? 'your subscription' : `your ${own.length} subscriptions`;
  const isWhole = ill.length + unread.length === 0;
  return [
    headline({ from, came, unread, isWhole }),
    ...cameWords(came),
    `Nothing ${came.count > 0 ? 'else ' : ''}that ${what} would tell you of ${isWhole ? 'was published in this time' : 'was in what could be read'}.`,
    ...own.map((one) => `Looked for: ${describeQuery(queryOf(one.query))}.`),
    ...lastRead(states),
    ...ill,
  ];
}

interface Came {
  readonly count: number;
  /** On which London days, as people write them. */
  readonly days: readonly string[];
}

interface Found {
  readonly from: number;
  readonly came: Came;
  readonly unread: readonly PortalState[];
  /** Every portal could be read. */
  readonly isWhole: boolean;
}

/** Nothing is quiet where nobody could look, or where something came by another way. */
function headline({ from, came, unread, isWhole }: Found): string {
  const more = came.count > 0 ? 'more' : 'new';
  if (!isWhole) return `Nothing ${more} in what could be read: ${unreadWords(unread)}`;
  const since = londonDate(from);
  return came.count > 0
    ? `Nothing more: ${countWords(came.count)} came already since ${since}`
    : `All quiet: nothing new since ${since}`;
}

function unreadWords([first, ...more]: readonly PortalState[]): string {
  if (first?.lastSuccessAt === undefined) return 'a portal could not';
  return more.length > 0
    ? `${more.length + 1} portals could not`
    : `${PORTAL_NAMES[first.portal]} not since ${londonDate(first.lastSuccessAt)}`;
}

function cameWords({ count, days }: Came): readonly string[] {
  if (count === 0) return [];
  const more = days.length - MOST_DAYS;
  const on = more > 0 ? `${days.slice(0, MOST_DAYS).join(', ')} and ${more} more days` : days.join(', ');
  return [`You were told of ${countWords(count)} already, in other messages: on ${on}.`];
}

function countWords(count: number): string {
  return count === 1 ? '1 procurement' : `${count} procurements`;
}

function lastRead(states: readonly PortalState[]): readonly string[] {
  const read = states.flatMap(({ portal, lastSuccessAt: at }) =>
    at === undefined ? [] : [`${PORTAL_NAMES[portal]} ${londonDateTime(at)}`],
  );
  return read.length === 0 ? [] : [`Last read: ${read.join('; ')}.`];
}

const TELLING: ReadonlySet<DeliveryKind> = new Set(['alert', 'summary', 'digest']);

/** What this subscriber was told since then. */
async function cameSince(
  { deliveries, ledger }: Pick<QuietReads, 'deliveries' | 'ledger'>,
  subscriberId: number,
  from: number,
): Promise<Came> {
  const sent = (await deliveries.records(subscriberId, from - LONGEST_WAIT)).filter(
    ({ kind, state, doneAt }) => state === 'sent' && TELLING.has(kind) && (doneAt ?? 0) >= from,
  );
  const ids = new Set<number>();
  const days = new Set<string>();
  for (const { id, doneAt } of sent) {
    const told = (await ledger.of(id)).filter(({ state }) => state === 'told');
    for (const { procurementId } of told) ids.add(procurementId);
    if (told.length > 0) days.add(londonDate(doneAt ?? 0));
  }
  return { count: ids.size, days: [...days] };
}
