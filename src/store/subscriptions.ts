import { sql, type RawBuilder, type Selectable } from 'kysely';
import type { Consent, Subscriber, Subscription } from '../domain/subscription.ts';
import type { Loud, NewSubscription, Quiet, SubscriptionReads, SubscriptionWrites } from '../domain/ports.ts';
import { grouped } from '../domain/grouped.ts';
import { sameQueryText } from '../match/same-query.ts';
import type { HeldList } from './held-list.ts';
import { among, counted, parsed, present } from './rows.ts';
import { subscriberAt, subscriberMade, subscribersWhere, subscriberWrites } from './subscribers.ts';
import { changeWrites } from './subscription-changes.ts';
import type { SubscriptionTable } from './subscriber-tables.ts';
import type { Db } from './tables.ts';

/** `held` is undefined where this transaction has changed subscriptions itself. */
export function subscriptionReads(db: Db, held: () => HeldList<Subscription> | undefined): SubscriptionReads {
  const active = async (): Promise<readonly Subscription[]> =>
    select(db, sql`s.state = 'active' and s.notify = 1`);
  return {
    active: async () => (await held()?.read(active)) ?? active(),
    list: async () => select(db, sql`true`),
    byIds: async (ids) => select(db, sql`s.id in ${among(ids)}`),
    subscriberAt: (address) => subscriberAt(db, address),
    standing: async (ids) => {
      const { rows } = await sql<{ id: number }>`
        select id from subscription where id in ${among(ids)} and state <> 'ended'`.execute(db);
      return new Set(rows.map((row) => row.id));
    },
    same: async (subscriberId, { query, cadence }) => {
      const live = await select(
        db,
        sql`s.subscriber_id = ${subscriberId} and s.cadence = ${cadence} and s.state <> 'ended'`,
      );
      const text = sameQueryText(query);
      return live.find((one) => one.query === query) ?? live.find((one) => sameQueryText(one.query) === text);
    },
    toWake: async (now) => select(db, sql`s.state = 'paused' and s.paused_until <= ${now}`),
    quietSince: (before) => quietSince(db, before),
    loudSince: (since, most) => loudSince(db, since, most),
    ofSubscriber: async (subscriberId) => select(db, sql`s.subscriber_id = ${subscriberId}`),
    madeBy: async (team, user) =>
      select(
        db,
        sql`s.maker = ${user} and s.state <> 'ended'
          and s.subscriber_id in (select id from subscriber where channel = 'slack' and team = ${team})`,
      ),
    subscribersByIds: async (ids) => [...(await subscribersWhere(db, sql`w.id in ${among(ids)}`)).values()],
  };
}

async function select(db: Db, condition: RawBuilder<unknown>): Promise<readonly Subscription[]> {
  const { rows } = await sql<Selectable<SubscriptionTable>>`
    select s.* from subscription s where ${condition} order by s.id`.execute(db);
  const subscribers = await subscribersWhere(
    db,
    sql`w.id in (select s.subscriber_id from subscription s where ${condition})`,
  );
  return rows.map((row) => subscriptionOf(row, subscribers));
}

function subscriptionOf(
  row: Selectable<SubscriptionTable>,
  subscribers: ReadonlyMap<number, Subscriber>,
): Subscription {
  const subscriber = subscribers.get(row.subscriber_id);
  if (subscriber === undefined) throw new Error(`subscription ${row.id} has no subscriber`);
  return {
    id: row.id,
    subscriber,
    query: row.query,
    cadence: row.cadence,
    wanted: parsed(row.wanted),
    notify: row.notify === 1,
    minDaysLeft: present(row.min_days_left),
    remindDays: present(row.remind_days),
    maker: present(row.maker),
    post: row.post === null ? undefined : parsed(row.post),
    state: row.state,
    stateAt: row.state_at,
    pausedUntil: present(row.paused_until),
    reason: present(row.reason),
    watermark: row.watermark,
    createdAt: row.created_at,
    welcomedAt: present(row.welcomed_at),
  };
}

/** What waits to be told breaks the quiet, too. */
async function quietSince(db: Db, before: number): Promise<readonly Quiet[]> {
  const { rows } = await sql<{ id: number; since: number }>`
    with told(id, at) as (
      select j.value, max(case l.state when 'told' then l.told_at else ${Number.MAX_SAFE_INTEGER} end)
      from ledger l join json_each(l.subscription_ids) j where l.state in ('told', 'queued') group by j.value
    )
    select s.id, max(s.state_at, coalesce(s.changed_at, 0), coalesce(told.at, 0)) as since
    from subscription s left join told on told.id = s.id
    where s.state = 'active' and s.notify = 1
      and max(s.state_at, coalesce(s.changed_at, 0), coalesce(told.at, 0), coalesce(s.nudged_at, 0)) <= ${before}
    order by s.id`.execute(db);
  const since = grouped(rows, (row) => row.id);
  const found = await select(db, sql`s.id in ${among([...since.keys()])}`);
  return found.map((subscription) => ({ subscription, since: since.get(subscription.id)?.[0]?.since ?? 0 }));
}

/** Reminders and what it was offered at first are no sign of a query that is too broad. */
async function loudSince(db: Db, since: number, most: number): Promise<readonly Loud[]> {
  const { rows } = await sql<{ id: number; told: number }>`
    select s.id, count(*) as told from ledger l join json_each(l.subscription_ids) j
      join subscription s on s.id = j.value
    where l.state = 'told' and l.told_at >= ${since} and l.kind not in ('offered', 'closing')
      and s.state = 'active' and s.notify = 1 and coalesce(s.warned_at, 0) < ${since}
    group by s.id having count(*) > ${most} order by s.id`.execute(db);
  const told = new Map(rows.map((row) => [row.id, row.told]));
  const found = await select(db, sql`s.id in ${among([...told.keys()])}`);
  return found.map((subscription) => ({ subscription, told: told.get(subscription.id) ?? 0 }));
}

/** `touched` is called before each change. */
export function subscriptionWrites(
  db: Db,
  reads: SubscriptionReads,
  touched: () => void,
): SubscriptionWrites {
  return {
    ...reads,
    ...subscriberWrites(db, touched),
    ...changeWrites(db, reads, touched),
    add: async (wish) => {
      touched();
      const { id: subscriberId } = await subscriberMade(db, wish.address);
      // Letter case tells none apart, which the index `subscription_live` does not know.
      if ((await reads.same(subscriberId, wish)) !== undefined) return undefined;
      const id = await add(db, subscriberId, wish);
      return id === undefined ? undefined : (await reads.byIds([id]))[0];
    },
    consented: async (id, consent) => {
      await db.updateTable('subscription').set(consentRow(consent)).where('id', '=', id).execute();
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

async function add(db: Db, subscriberId: number, wish: NewSubscription): Promise<number | undefined> {
  const { consent } = wish;
  const row = await db
    .insertInto('subscription')
    .values({
      subscriber_id: subscriberId,
      query: wish.query,
      cadence: wish.cadence,
      wanted: JSON.stringify(wish.wanted),
      notify: wish.notify === false ? 0 : 1,
      min_days_left: wish.minDaysLeft ?? null,
      remind_days: wish.remindDays ?? null,
      maker: wish.maker ?? null,
      post: wish.post === undefined ? null : JSON.stringify(wish.post),
      state: 'active',
      reason: null,
      state_at: consent.at,
      changed_at: null,
      paused_until: null,
      ended_from: null,
      ended_reason: null,
      nudged_at: null,
      warned_at: null,
      watermark: await counted(db, 'event'),
      created_at: consent.at,
      welcomed_at: null,
      ...consentRow(consent),
    })
    // The partial index `subscription_live` is the only one that can be in the way.
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

function consentRow({ by, at, words, form }: Consent) {
  return { consent_by: by, consent_at: at, consent_words: words, consent_form: form };
}
