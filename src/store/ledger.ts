import { sql, type RawBuilder, type Selectable } from 'kysely';
import type { LedgerEntry } from '../domain/delivery.ts';
import type { LedgerReads, LedgerWrites, ThreadRoot } from '../domain/ports.ts';
import { among, lineage, listed, parsed, present } from './rows.ts';
import { subscribersWhere } from './subscribers.ts';
import type { Db, LedgerTable } from './tables.ts';

/** Entries keep the procurement they were about; they are answered under the id of the one that absorbed it. */
export function ledgerReads(db: Db): LedgerReads {
  return {
    about: async (procurementIds, subscriber) => {
      const { from, to } =
        typeof subscriber === 'number' ? { from: subscriber, to: subscriber } : (subscriber ?? {});
      const those = from === undefined ? sql`` : sql`and l.subscriber_id between ${from} and ${to}`;
      const { rows } = await sql<Selectable<LedgerTable> & { sending: number }>`
        select l.*, member.root as procurement_id, d.state = 'leased' as sending
        from ${lineage(procurementIds)} member join ledger l on l.procurement_id = member.id
        left join delivery d on d.id = l.delivery_id
        where l.state in ('told', 'queued') ${those} order by l.told_at is null, l.told_at, l.id`.execute(db);
      return rows.map((row) => ({
        ...entryOf(row),
        state: row.state === 'queued' && row.sending === 1 ? ('sending' as const) : row.state,
      }));
    },
    of: async (deliveryId) => select(db, sql`l.delivery_id = ${deliveryId}`),
    deadlinesOf: async (subscriberId, { from, now, limit }) => {
      const { rows } = await sql<{ id: number }>`
        select p.id from (
          select coalesce(q.merged_into, q.id) as id
          from ledger l join procurement q on q.id = l.procurement_id
          where l.subscriber_id = ${subscriberId} and l.state = 'told' and l.kind <> 'awarded'
          union
          select coalesce(q.merged_into, q.id)
          from delivery d cross join ledger l on l.delivery_id = d.id join procurement q on q.id = l.procurement_id
          where d.subscriber_id = ${subscriberId} and l.state = 'queued' and l.kind <> 'awarded'
        ) known cross join procurement p on p.id = known.id
        where p.deadline_at >= ${from}
        order by p.deadline_at < ${now}, abs(p.deadline_at - ${now}), p.id limit ${limit}`.execute(db);
      return rows.map(({ id }) => id);
    },
    thread: async (subscriberId, procurementId) => {
      const { rows } = await sql<ThreadRoot>`
        select d.id as deliveryId, d.kind, d.message_id as messageId, d.reference
        from ${lineage([procurementId])} member
        cross join ledger l on l.procurement_id = member.id and l.subscriber_id = ${subscriberId}
        cross join delivery d on d.id = l.delivery_id
        where l.state = 'told' and d.state = 'sent' and d.reference is not null
          and not (d.channel = 'slack' and d.kind = 'digest') and d.first_gone = 0
        order by l.told_at, l.id limit 1`.execute(db);
      return rows[0];
    },
    ...freedReads(db),
  };
}

function freedReads(db: Db): Pick<LedgerReads, 'freed' | 'subscribersWithFreed'> {
  return {
    freed: async (subscriberId) => select(db, sql`l.state = 'freed' and l.subscriber_id = ${subscriberId}`),
    subscribersWithFreed: async () => {
      const found = await subscribersWhere(
        db,
        sql`w.id in (select subscriber_id from ledger where state = 'freed')`,
      );
      return [...found.values()];
    },
  };
}

async function select(db: Db, condition: RawBuilder<unknown>): Promise<readonly LedgerEntry[]> {
  const { rows } = await sql<Selectable<LedgerTable>>`
    select l.*, coalesce(p.merged_into, p.id) as procurement_id
    from ledger l join procurement p on p.id = l.procurement_id where ${condition} order by l.id`.execute(db);
  return rows.map(entryOf);
}

function entryOf(row: Selectable<LedgerTable>): LedgerEntry {
  return {
    id: row.id,
    subscriberId: row.subscriber_id,
    procurementId: row.procurement_id,
    deliveryId: present(row.delivery_id),
    kind: row.kind,
    state: row.state,
    subscriptionIds: parsed(row.subscription_ids),
    told: parsed(row.told),
    toldAt: present(row.told_at),
  };
}

/** What was told follows what came out of a procurement. */
function heirs(db: Db): Pick<LedgerWrites, 'inherit' | 'settle'> {
  return {
    inherit: async (to, entries) => {
      await sql`
        insert into ledger(subscriber_id, procurement_id, delivery_id, kind, state, subscription_ids, told, told_at)
        select l.subscriber_id, ${to}, l.delivery_id, l.kind, l.state, l.subscription_ids, t.value -> 'told', l.told_at
        from ${listed(entries)} t cross join ledger l on l.id = t.value ->> 'id'
        where not exists (
          select 1 from ${lineage([to])} mine join ledger held on held.procurement_id = mine.id
          where held.subscriber_id = l.subscriber_id
            and (held.state = l.state or (held.delivery_id, held.kind) = (l.delivery_id, l.kind))
        ) order by t.key`.execute(db);
    },
    settle: async (deliveryId, at) => {
      await sql`
        update ledger set state = 'told', told_at = ${at}
        where delivery_id = ${deliveryId} and state = 'queued'`.execute(db);
    },
  };
}

/** What is refused once may be taken among others or on another day; what is refused twice by itself is not tried for ever. */
const MOST_DEATHS = 2;

/** What becomes of entries whose delivery did not tell them. */
function undelivered(db: Db): Pick<LedgerWrites, 'free' | 'died' | 'freeEntries' | 'move'> {
  return {
    free: async (deliveryIds) => {
      await sql`update ledger set state = 'freed', delivery_id = null
        where state = 'queued' and delivery_id in ${among(deliveryIds)}`.execute(db);
    },
    died: async (deliveryIds) => {
      const those = sql`state = 'queued' and delivery_id in ${among(deliveryIds)}`;
      await sql`update ledger set deaths = deaths + 1 where ${those}`.execute(db);
      await sql`update ledger set state = 'dead' where ${those} and deaths >= ${MOST_DEATHS}`.execute(db);
      await sql`update ledger set state = 'freed', delivery_id = null where ${those}`.execute(db);
    },
    freeEntries: async (entryIds) => {
      await sql`update ledger set state = 'freed', delivery_id = null
        where state = 'queued' and id in ${among(entryIds)}`.execute(db);
    },
    move: async (entryIds, deliveryId) => {
      await sql`update ledger set state = 'queued', delivery_id = ${deliveryId}
        where state in ('queued', 'freed', 'dead') and id in ${among(entryIds)}`.execute(db);
    },
  };
}

export function ledgerWrites(db: Db): LedgerWrites {
  return {
    ...ledgerReads(db),
    ...heirs(db),
    ...undelivered(db),
    add: async (entries) => {
      await sql`
        insert into ledger(subscriber_id, procurement_id, delivery_id, kind, state, subscription_ids, told)
        select value ->> 'subscriberId', value ->> 'procurementId', value ->> 'deliveryId', value ->> 'kind',
          'queued', value -> 'subscriptionIds', value -> 'told'
        from ${listed(entries)}`.execute(db);
    },
    told: async (entries, at) => {
      await sql`
        update ledger set state = 'told', told_at = ${at}, kind = t.value ->> 'kind', told = t.value -> 'told',
          procurement_id = (select coalesce(p.merged_into, p.id) from procurement p where p.id = ledger.procurement_id)
        from ${listed(entries)} t where ledger.id = t.value ->> 'id'`.execute(db);
    },
    share: async (entries) => {
      await sql`update ledger set subscription_ids = t.value -> 'subscriptionIds'
        from ${listed(entries)} t where ledger.id = t.value ->> 'id' and ledger.state = 'queued'`.execute(db);
    },
    restate: async (entries) => {
      await sql`update ledger set told = t.value -> 'told'
        from ${listed(entries)} t where ledger.id = t.value ->> 'id'`.execute(db);
    },
    drop: async (entryIds) => {
      await sql`delete from ledger where id in ${among(entryIds)} and state <> 'told'`.execute(db);
    },
    known: async (entries, at) => {
      await sql`
        insert into ledger(subscriber_id, procurement_id, kind, state, subscription_ids, told, told_at)
        select value ->> 'subscriberId', value ->> 'procurementId', value ->> 'kind', 'told',
          value -> 'subscriptionIds', value -> 'told', ${at}
        from ${listed(entries)}`.execute(db);
    },
  };
}
