import { sql, type Selectable } from 'kysely';
import type { Address, ChannelKind, Subscription } from '../domain/subscription.ts';
import type { NewSubscription, SubscriptionReads, SubscriptionWrites } from '../domain/ports.ts';
import type { HeldList } from './held-list.ts';
import { among, counted, parsed, present } from './rows.ts';
import type { Db, SubscriptionTable } from './tables.ts';

/** `held` is undefined where this transaction has changed subscriptions itself. */
export function subscriptionReads(db: Db, held: () => HeldList<Subscription> | undefined): SubscriptionReads {
  const active = async (): Promise<readonly Subscription[]> => select(db, sql`s.state = 'active'`);
  return {
    active: async () => (await held()?.read(active)) ?? active(),
    list: async () => select(db, sql`true`),
    byIds: async (ids) => select(db, sql`s.id in ${among(ids)}`),
  };
}

type Row = Selectable<SubscriptionTable> & { channel: ChannelKind; team: string; address: string };

async function select(db: Db, condition: ReturnType<typeof sql>): Promise<readonly Subscription[]> {
  const { rows } = await sql<Row>`
    select s.*, w.channel, w.team, w.address
    from subscription s join subscriber w on w.id = s.subscriber_id
    where ${condition} order by s.id`.execute(db);
  return rows.map(subscriptionOf);
}

function subscriptionOf(row: Row): Subscription {
  return {
    id: row.id,
    subscriber: { id: row.subscriber_id, address: addressOf(row) },
    query: row.query,
    cadence: row.cadence,
    wanted: parsed(row.wanted),
    state: row.state,
    reason: present(row.reason),
    watermark: row.watermark,
    createdAt: row.created_at,
    welcomedAt: present(row.welcomed_at),
  };
}

export function addressOf(row: {
  readonly channel: ChannelKind;
  readonly team: string;
  readonly address: string;
}): Address {
  return row.channel === 'slack'
    ? { channel: 'slack', team: row.team, id: row.address }
    : { channel: 'email', email: row.address };
}

/** `touched` is called before the first change of this transaction. */
export function subscriptionWrites(
  db: Db,
  reads: SubscriptionReads,
  touched: () => void,
): SubscriptionWrites {
  return {
    ...reads,
    subscriber: async (address) => ({ id: await subscriberId(db, address), address }),
    add: async (wish) => {
      touched();
      const id = await add(db, wish);
      return id === undefined ? undefined : (await reads.byIds([id]))[0];
    },
    end: async (which, state, reason, at) => {
      touched();
      const [column, id] =
        'subscriberId' in which
          ? (['subscriber_id', which.subscriberId] as const)
          : (['id', which.subscriptionId] as const);
      await db
        .updateTable('subscription')
        .set({ state, reason, state_at: at })
        .where(column, '=', id)
        .where('state', '<>', 'ended')
        .execute();
    },
    welcomed: async (subscriptionIds, at) => {
      touched();
      await sql`update subscription set welcomed_at = ${at}
        where welcomed_at is null and id in ${among(subscriptionIds)}`.execute(db);
    },
    advance: async (subscriptionIds, watermark) => {
      touched();
      await sql`update subscription set watermark = ${watermark}
        where watermark < ${watermark} and id in ${among(subscriptionIds)}`.execute(db);
    },
  };
}

async function add(db: Db, wish: NewSubscription): Promise<number | undefined> {
  const { consent } = wish;
  const row = await db
    .insertInto('subscription')
    .values({
      subscriber_id: await subscriberId(db, wish.address),
      query: wish.query,
      cadence: wish.cadence,
      wanted: JSON.stringify(wish.wanted),
      state: 'active',
      reason: null,
      state_at: consent.at,
      watermark: await counted(db, 'event'),
      created_at: consent.at,
      welcomed_at: null,
      consent_by: consent.by,
      consent_at: consent.at,
      consent_words: consent.words,
    })
    // The partial index `subscription_live` is the only one that can be in the way.
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

async function subscriberId(db: Db, address: Address): Promise<number> {
  const row =
    address.channel === 'slack'
      ? { channel: address.channel, team: address.team, address: address.id }
      : { channel: address.channel, team: '', address: address.email };
  await db
    .insertInto('subscriber')
    .values(row)
    .onConflict((conflict) => conflict.columns(['channel', 'team', 'address']).doNothing())
    .execute();
  const { id } = await db
    .selectFrom('subscriber')
    .select('id')
    .where('channel', '=', row.channel)
    .where('team', '=', row.team)
    .where('address', '=', row.address)
    .executeTakeFirstOrThrow();
  return id;
}
