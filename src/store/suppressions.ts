import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { SuppressionReads, SuppressionWrites } from '../domain/ports.ts';
import type { Suppression } from '../domain/sign-up.ts';
import type { Address } from '../domain/subscription.ts';
import type { Db } from './tables.ts';

/** Letter case tells no two mailboxes apart that anybody really has. */
function addressHash(address: Address): string {
  const written = address.channel === 'email' ? address.email.toLowerCase() : `${address.team}/${address.id}`;
  return createHash('sha256').update(`${address.channel} ${written}`).digest('base64url');
}

export function suppressionReads(db: Db): SuppressionReads {
  return {
    of: async (address) => {
      const { rows } = await sql<Suppression>`
        select reason, source, at from suppression where address_hash = ${addressHash(address)}`.execute(db);
      return rows[0];
    },
    softBounces: async (subscriberId, since) => {
      const { rows } = await sql<{ n: number }>`
        select count(distinct delivery_id) as n from bounce
        where subscriber_id = ${subscriberId} and at >= ${since} and kind = 'soft'`.execute(db);
      return rows[0]?.n ?? 0;
    },
    list: async () => {
      const rows = await db.selectFrom('suppression').selectAll().orderBy('at').execute();
      return rows.map(({ address_hash, ...rest }) => ({ addressHash: address_hash, ...rest }));
    },
  };
}

export function suppressionWrites(db: Db): SuppressionWrites {
  return {
    ...suppressionReads(db),
    suppress: async (address, { reason, source, at }) => {
      await sql`
        insert into suppression(address_hash, reason, source, at)
        values (${addressHash(address)}, ${reason}, ${source}, ${at})
        on conflict(address_hash) do update
          set reason = excluded.reason, source = excluded.source, at = excluded.at
          where suppression.reason not in ('complaint', 'manual')`.execute(db);
    },
    lift: async (address) => {
      await sql`delete from suppression where address_hash = ${addressHash(address)}`.execute(db);
    },
    bounced: async ({ kind, deliveryId, status }, subscriberId, at) => {
      const { rows } = await sql`
        insert or ignore into bounce(subscriber_id, delivery_id, kind, status, at)
        values (${subscriberId}, ${deliveryId}, ${kind}, ${status ?? null}, ${at}) returning id`.execute(db);
      return rows.length > 0;
    },
  };
}
