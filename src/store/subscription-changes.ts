import { sql } from 'kysely';
import type { SubscriptionChange, SubscriptionReads, SubscriptionWrites } from '../domain/ports.ts';
import type { Subscription } from '../domain/subscription.ts';
import { among, counted } from './rows.ts';
import type { Db } from './tables.ts';

type Changes = Pick<
  SubscriptionWrites,
  'change' | 'pause' | 'resume' | 'orphan' | 'posted' | 'nudged' | 'warned' | 'revive' | 'end'
>;

/** What becomes of a subscription. `touched` is called before each change. */
export function changeWrites(db: Db, reads: SubscriptionReads, touched: () => void): Changes {
  return {
    change: async (id, change, at) => {
      const [before] = await reads.byIds([id]);
      if (before === undefined) return undefined;
      const after = { ...before, ...change };
      const same = await reads.same(before.subscriber.id, after);
      if (same !== undefined && same.id !== id) return undefined;
      touched();
      await save(db, { before, after, change, at });
      return (await reads.byIds([id]))[0];
    },
    pause: async (id, { until, reason }, at) => {
      touched();
      await sql`
        update subscription set ${await resting(db)}, state = 'paused', reason = ${reason}, state_at = ${at},
          paused_until = ${until ?? null} where id = ${id} and state <> 'ended'`.execute(db);
    },
    resume: async (ids, at) => {
      touched();
      await sql`
        update subscription set state = 'active', reason = null, state_at = ${at}, paused_until = null
        where state = 'paused' and id in ${among(ids)}`.execute(db);
    },
    ...wordsSent(db, touched),
    revive: async (ids, at) => {
      touched();
      const { rows } = await sql<{ id: number }>`
        update or ignore subscription set state = coalesce(ended_from, 'active'), state_at = ${at},
          reason = ended_reason, ended_from = null, ended_reason = null
        where state = 'ended' and id in ${among(ids)} returning id`.execute(db);
      return rows.map((row) => row.id);
    },
    end: async (which, state, reason, at) => {
      touched();
      const [column, id] =
        'subscriberId' in which
          ? (['subscriber_id', which.subscriberId] as const)
          : (['id', which.subscriptionId] as const);
      await sql`
        update subscription set ${await resting(db)}, state = ${state}, reason = ${reason}, state_at = ${at},
          ended_from = iif(${state} = 'ended', state, null),
          ended_reason = iif(${state} = 'ended', reason, null),
          paused_until = iif(${state} = 'ended' and state = 'paused', paused_until, null)
        where ${sql.ref(column)} = ${id} and state <> 'ended'`.execute(db);
    },
  };
}

/** What it was told of itself. */
function wordsSent(db: Db, touched: () => void): Pick<Changes, 'orphan' | 'posted' | 'nudged' | 'warned'> {
  return {
    orphan: async (ids) => {
      touched();
      await sql`update subscription set maker = null where id in ${among(ids)}`.execute(db);
    },
    posted: async (id, post) => {
      touched();
      await sql`update subscription set post = ${JSON.stringify(post)} where id = ${id}`.execute(db);
    },
    nudged: async (id, at) => {
      touched();
      await sql`update subscription set nudged_at = ${at} where id = ${id}`.execute(db);
    },
    warned: async (id, at) => {
      touched();
      await sql`update subscription set warned_at = ${at} where id = ${id}`.execute(db);
    },
  };
}

/** An instant subscription that falls silent remembers the last event before, as those of digests do always. */
async function resting(db: Db): Promise<ReturnType<typeof sql>> {
  return sql`watermark = iif(state = 'active' and cadence = 'instant', ${await counted(db, 'event')}, watermark)`;
}

interface Saving {
  readonly before: Subscription;
  readonly after: Subscription;
  readonly change: SubscriptionChange;
  readonly at: number;
}

/**
 * A query that is another one has offered nothing yet. What happened while nobody wanted to be told, or while it was told at
 * once, is not told later; what a paused one misses is, whatever its cadence becomes.
 */
async function save(db: Db, { before, after, at }: Saving): Promise<void> {
  const isOther = after.query !== before.query;
  const wasToldAtOnce = before.state === 'active' && before.cadence === 'instant';
  const begins = (after.notify && !before.notify) || (wasToldAtOnce && after.cadence !== 'instant');
  await db
    .updateTable('subscription')
    .set({
      query: after.query,
      cadence: after.cadence,
      wanted: JSON.stringify(after.wanted),
      notify: after.notify ? 1 : 0,
      min_days_left: after.minDaysLeft ?? null,
      remind_days: after.remindDays ?? null,
      changed_at: at,
      ...(isOther ? { welcomed_at: null } : {}),
      ...(begins ? { watermark: await counted(db, 'event') } : {}),
    })
    .where('id', '=', before.id)
    .execute();
}
