import { sql, type RawBuilder, type Selectable } from 'kysely';
import { DELIVERY_STATES, LANES, type ClaimedDelivery, type Lane } from '../domain/delivery.ts';
import type { ChannelKind } from '../domain/subscription.ts';
import type { ChannelState, DeliveryReads, DeliveryWrites } from '../domain/ports.ts';
import { alertsSince } from './alerts-since.ts';
import { deliveryRecords } from './delivery-records.ts';
import { firstMessages } from './first-messages.ts';
import { among, present } from './rows.ts';
import { addressOf } from './subscribers.ts';
import type { Db, DeliveryTable } from './tables.ts';

export function deliveryReads(db: Db): DeliveryReads {
  return {
    counts: async () => {
      const rows = await db
        .selectFrom('delivery')
        .select((delivery) => ['state', delivery.fn.countAll<number>().as('n')])
        .groupBy('state')
        .execute();
      const none = Object.fromEntries(DELIVERY_STATES.map((state) => [state, 0]));
      return { ...none, ...Object.fromEntries(rows.map((row) => [row.state, row.n])) };
    },
    ...deliveryRecords(db),
    channels: async () => {
      const rows = await db.selectFrom('channel_pause').selectAll().execute();
      const states = rows.map((row): ChannelState => ({
        channel: row.channel,
        pausedUntil: present(row.until),
        reason: present(row.reason),
      }));
      return CHANNELS.map(
        (channel) =>
          states.find((state) => state.channel === channel) ?? {
            channel,
            pausedUntil: undefined,
            reason: undefined,
          },
      );
    },
  };
}

const CHANNELS: readonly ChannelKind[] = ['email', 'slack'];

export function deliveryWrites(db: Db): DeliveryWrites {
  return {
    ...deliveryReads(db),
    ...queueing(db),
    ...waiting(db),
    alertsSince: async (subscriberId, since) => alertsSince(db, subscriberId, since),
    claim: async (channel, now, by, leaseMs) => claim(db, { channel, now, by, until: now + leaseMs }),
    ...finishing(db),
    ...ofSubscribers(db),
    ...firstMessages(db),
    releaseStale: async (now) => {
      const { rows } = await sql`
        update delivery set state = 'ready', ambiguous = 1, lease_by = null, lease_until = null
        where state = 'leased' and lease_until <= ${now} returning id`.execute(db);
      return rows.length;
    },
    expired: async (now) => {
      const { rows } = await sql<{ id: number }>`
        select id from delivery where state in ('ready', 'held') and expires_at <= ${now} order by id`.execute(
        db,
      );
      return rows.map(({ id }) => id);
    },
    pauseChannel: async (channel, until, reason) => {
      const columns = { until: until ?? null, reason: reason ?? null };
      await db
        .insertInto('channel_pause')
        .values({ channel, ...columns })
        .onConflict((conflict) => conflict.column('channel').doUpdateSet(columns))
        .execute();
    },
  };
}

function queueing(db: Db): Pick<DeliveryWrites, 'queue' | 'makeDue'> {
  return {
    queue: async (delivery) => {
      const row = await db
        .insertInto('delivery')
        .values({
          key: delivery.key,
          kind: delivery.kind,
          lane: LANES[delivery.lane],
          cadence: delivery.cadence,
          subscriber_id: delivery.subscriberId,
          channel: delivery.channel,
          message_id: delivery.messageId,
          state: 'ready',
          due_at: delivery.dueAt,
          expires_at: delivery.expiresAt,
          created_at: delivery.createdAt,
        })
        .onConflict((conflict) => conflict.column('key').doNothing())
        .returning('id')
        .executeTakeFirst();
      return row?.id;
    },
    makeDue: async (prefix, dueAt) => {
      await sql`update delivery set due_at = ${dueAt} where state = 'ready' and ${begins(prefix)}`.execute(
        db,
      );
    },
  };
}

function waiting(db: Db): Pick<DeliveryWrites, 'readyUnder' | 'readyOf'> {
  return {
    readyUnder: async (prefix) => {
      const { rows } = await sql<{ id: number }>`
        select id from delivery where state in ('ready', 'held') and ${begins(prefix)} order by id desc limit 1`.execute(
        db,
      );
      return rows[0]?.id;
    },
    readyOf: async (subscriberId) => {
      const { rows } = await sql<{ id: number }>`
        select id from delivery where state in ('ready', 'held') and subscriber_id = ${subscriberId} order by id`.execute(
        db,
      );
      return rows.map(({ id }) => id);
    },
  };
}

/** A range, so that the unique index on the key answers: keys are ASCII, and `~` comes after all that they are made of. */
function begins(prefix: string): RawBuilder<unknown> {
  return sql`key >= ${prefix} and key < ${`${prefix}~`}`;
}

interface Lease {
  readonly channel: ChannelKind;
  readonly now: number;
  readonly by: string;
  readonly until: number;
}

async function claim(db: Db, lease: Lease): Promise<ClaimedDelivery | undefined> {
  const { rows } = await sql<Selectable<DeliveryTable> & { team: string; address: string }>`
    update delivery set state = 'leased', attempts = attempts + 1, lease_by = ${lease.by}, lease_until = ${lease.until}
    where id = (
      select id from delivery
      where state = 'ready' and channel = ${lease.channel} and due_at <= ${lease.now} and expires_at > ${lease.now}
        and channel not in (select channel from channel_pause where until > ${lease.now})
        and subscriber_id not in (
          select subscriber_id from delivery where state = 'leased' and lease_until > ${lease.now})
      order by lane, due_at, id limit 1
    ) returning *, (select team from subscriber where id = subscriber_id) as team,
      (select address from subscriber where id = subscriber_id) as address`.execute(db);
  const [taken] = rows;
  return taken && claimed(taken);
}

const LANE_NAMES = new Map<number, Lane>([
  [LANES.confirmation, 'confirmation'],
  [LANES.instant, 'instant'],
  [LANES.digest, 'digest'],
]);

function claimed(row: Selectable<DeliveryTable> & { team: string; address: string }): ClaimedDelivery {
  const lane = LANE_NAMES.get(row.lane);
  if (lane === undefined) throw new Error(`delivery ${row.id} has no lane`);
  return {
    id: row.id,
    key: row.key,
    kind: row.kind,
    lane,
    cadence: row.cadence,
    subscriberId: row.subscriber_id,
    address: addressOf(row),
    messageId: row.message_id,
    attempts: row.attempts,
    ambiguous: row.ambiguous === 1,
    dueAt: row.due_at,
    expiresAt: row.expires_at,
    createdAt: row.created_at,
  };
}

/** What befalls all of a workspace's subscribers. */
function ofSubscribers(db: Db): Pick<DeliveryWrites, 'heldOf' | 'putOff'> {
  return {
    heldOf: async (subscriberIds, code) => {
      const { rows } = await sql<{ id: number }>`
        select id from delivery where state = 'held' and last_code = ${code}
          and subscriber_id in ${among(subscriberIds)} order by id`.execute(db);
      return rows.map(({ id }) => id);
    },
    putOff: async (subscriberIds, until) => {
      await sql`update delivery set due_at = ${until}
        where state = 'ready' and due_at < ${until} and subscriber_id in ${among(subscriberIds)}`.execute(db);
    },
  };
}

/** The attempt's number is the fence: who lost the lease meanwhile changes nothing. */
function finishing(db: Db): Pick<DeliveryWrites, 'sent' | 'again' | 'close' | 'hold' | 'retry'> {
  return {
    sent: async (delivery, reference, at, left = []) => {
      // Also where the lease ran out and nobody has taken it since: it was sent, and must not be sent again.
      const { rows } = await sql`
        update delivery set state = 'sent', reference = ${reference}, done_at = ${at}, lease_by = null, lease_until = null,
          "left" = ${left.length === 0 ? null : JSON.stringify(left)}
        where id = ${delivery.id} and attempts = ${delivery.attempts} and state in ('leased', 'ready')
        returning id`.execute(db);
      return rows.length > 0;
    },
    again: async (delivery, dueAt, note) => {
      const { rows } = await sql`
        update delivery set state = 'ready', due_at = ${dueAt}, attempts = attempts - ${note.burnt ? 0 : 1},
          ambiguous = max(ambiguous, ${note.ambiguous}), last_code = ${note.code}, last_reason = ${note.reason},
          lease_by = null, lease_until = null
        where id = ${delivery.id} and attempts = ${delivery.attempts} and state = 'leased'
        returning id`.execute(db);
      return rows.length > 0;
    },
    hold: async (deliveryIds, note, expiresAt = 0) => {
      await sql`
        update delivery set state = 'held', last_code = ${note.code}, last_reason = ${note.reason},
          expires_at = max(expires_at, ${expiresAt}), lease_by = null, lease_until = null
        where id in ${among(deliveryIds)} and state in ('ready', 'leased')`.execute(db);
    },
    retry: async (deliveryIds, dueAt, expiresAt) => {
      const { rows } = await sql<{ id: number }>`
        update delivery set state = 'ready', attempts = 0, due_at = ${dueAt}, expires_at = ${expiresAt}, done_at = null
        where id in ${among(deliveryIds)} and state in ('held', 'dead', 'failed', 'cancelled') returning id`.execute(
        db,
      );
      return rows.map((row) => row.id);
    },
    close: async (deliveryIds, state, note, at) => {
      await sql`
        update delivery set state = ${state}, last_code = ${note.code}, last_reason = ${note.reason}, done_at = ${at},
          lease_by = null, lease_until = null
        where id in ${among(deliveryIds)} and state in ('ready', 'leased', 'held')`.execute(db);
    },
  };
}
