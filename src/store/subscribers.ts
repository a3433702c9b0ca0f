import { sql, type RawBuilder, type Selectable } from 'kysely';
import {
  USUAL_TIMETABLE,
  type Address,
  type ChannelKind,
  type Mute,
  type Subscriber,
} from '../domain/subscription.ts';
import type { SubscriptionWrites } from '../domain/ports.ts';
import { grouped } from '../domain/grouped.ts';
import { among, listed, parsed } from './rows.ts';
import type { Db, Tables } from './tables.ts';

export function addressOf(row: {
  readonly channel: ChannelKind;
  readonly team: string;
  readonly address: string;
}): Address {
  return row.channel === 'slack'
    ? { channel: 'slack', team: row.team, id: row.address }
    : { channel: 'email', email: row.address };
}

/** Those that a condition on `w` names, each one object, by number. */
export async function subscribersWhere(
  db: Db,
  condition: RawBuilder<unknown>,
): Promise<ReadonlyMap<number, Subscriber>> {
  const { rows } = await sql<Selectable<Tables['subscriber']>>`
    select * from subscriber w where ${condition} order by w.id`.execute(db);
  const { rows: muteRows } = await sql<Selectable<Tables['mute']>>`
    select m.* from mute m join subscriber w on w.id = m.subscriber_id where ${condition} order by m.id`.execute(
    db,
  );
  const mutes = grouped(muteRows, (row) => row.subscriber_id);
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        address: addressOf(row),
        frameworks: row.frameworks === null ? undefined : parsed(row.frameworks),
        othersCallOffs: row.others_call_offs,
        timetable: row.timetable === null ? USUAL_TIMETABLE : parsed(row.timetable),
        heartbeat: row.heartbeat === 1,
        mutes: (mutes.get(row.id) ?? []).map(muteOf),
      },
    ]),
  );
}

function muteOf({ id, at, what }: Selectable<Tables['mute']>): Mute {
  return { id, at, what: parsed(what) };
}

/** A subscriber's row as it names an address. */
function keyOf(address: Address): {
  readonly channel: ChannelKind;
  readonly team: string;
  readonly address: string;
} {
  return address.channel === 'slack'
    ? { channel: address.channel, team: address.team, address: address.id }
    : { channel: address.channel, team: '', address: address.email };
}

export async function subscriberAt(db: Db, address: Address): Promise<Subscriber | undefined> {
  const key = keyOf(address);
  const found = await subscribersWhere(
    db,
    sql`w.channel = ${key.channel} and w.team = ${key.team} and w.address = ${key.address}`,
  );
  return [...found.values()][0];
}

export async function subscriberMade(db: Db, address: Address): Promise<Subscriber> {
  await db
    .insertInto('subscriber')
    .values(keyOf(address))
    .onConflict((conflict) => conflict.columns(['channel', 'team', 'address']).doNothing())
    .execute();
  const found = await subscriberAt(db, address);
  if (found === undefined) throw new Error('a subscriber was not kept');
  return found;
}

/** What subscribers say of themselves. `touched` is called before each change. */
export function subscriberWrites(
  db: Db,
  touched: () => void,
): Pick<SubscriptionWrites, 'subscriber' | 'state' | 'mute' | 'unmute' | 'widenMutes'> {
  return {
    subscriber: (address) => subscriberMade(db, address),
    state: async (subscriberId, said) => {
      touched();
      const { frameworks, othersCallOffs, timetable, heartbeat } = said;
      const columns = {
        ...('frameworks' in said
          ? { frameworks: frameworks === undefined ? null : JSON.stringify(frameworks) }
          : {}),
        ...(othersCallOffs === undefined ? {} : { others_call_offs: othersCallOffs }),
        ...(timetable === undefined ? {} : { timetable: JSON.stringify(timetable) }),
        ...(heartbeat === undefined ? {} : { heartbeat: heartbeat ? 1 : 0 }),
      };
      if (Object.keys(columns).length === 0) return;
      await db.updateTable('subscriber').set(columns).where('id', '=', subscriberId).execute();
    },
    mute: async (subscriberId, what, at) => {
      touched();
      const { id } = await db
        .insertInto('mute')
        .values({ subscriber_id: subscriberId, what: JSON.stringify(what), at })
        .returning('id')
        .executeTakeFirstOrThrow();
      return { id, at, what };
    },
    unmute: async (muteIds) => {
      touched();
      await sql`delete from mute where id in ${among(muteIds)}`.execute(db);
    },
    widenMutes: async (notices) => {
      touched();
      await sql`
        update mute set what = json_set(what, '$.notices', (
          select json_group_array(value) from (
            select value from json_each(mute.what, '$.notices') union select value from ${listed(notices)})))
        where what ->> 'kind' = 'procurement'
          and exists (select 1 from json_each(mute.what, '$.notices') where value in ${among(notices)})`.execute(
        db,
      );
    },
  };
}
