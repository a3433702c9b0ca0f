import { createHash, randomBytes } from 'node:crypto';
import { sql, type Selectable } from 'kysely';
import type { NewToken, TokenReads, TokenWrites } from '../domain/ports.ts';
import type { Token } from '../domain/sign-up.ts';
import { runForEach, type Row } from './dialect.ts';
import { parsed, present } from './rows.ts';
import type { TokenTable } from './subscriber-tables.ts';
import type { Db } from './tables.ts';

/** Nobody guesses these: 43 characters of base64url. */
const SECRET_BYTES = 32;

/** A secret of so many bits needs no salt and no slow hash. */
function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

export function tokenReads(db: Db): TokenReads {
  return {
    find: async (kind, secret) => {
      const row = await db
        .selectFrom('token')
        .selectAll()
        .where('hash', '=', hashOf(secret))
        .where('kind', '=', kind)
        .executeTakeFirst();
      return row && tokenOf(row);
    },
    ofSubscriber: async (kind, subscriberId) => {
      const rows = await db
        .selectFrom('token')
        .selectAll()
        .where('subscriber_id', '=', subscriberId)
        .where('kind', '=', kind)
        .orderBy('id')
        .execute();
      return rows.map(tokenOf);
    },
  };
}

export function tokenWrites(db: Db): TokenWrites {
  return {
    ...tokenReads(db),
    mint: async (tokens) => {
      const bytes = randomBytes(SECRET_BYTES * tokens.length);
      const secrets = tokens.map((_, at) =>
        bytes.subarray(at * SECRET_BYTES, (at + 1) * SECRET_BYTES).toString('base64url'),
      );
      await runForEach(
        db,
        INSERT,
        tokens.map((token, at) => rowOf(token, hashOf(secrets[at] ?? ''))),
      );
      return secrets;
    },
    used: async (id, at) => {
      await sql`update token set used_at = ${at} where id = ${id} and used_at is null`.execute(db);
    },
    ended: async (id, subscriptionIds, at) => {
      await sql`update token set ended = ${JSON.stringify(subscriptionIds)}, used_at = ${at}
        where id = ${id}`.execute(db);
    },
    revoke: async (kind, subscriberId) => {
      await sql`delete from token where kind = ${kind} and subscriber_id = ${subscriberId}`.execute(db);
    },
  };
}

const INSERT = `insert into token(hash, kind, subscriber_id, delivery_id, sign_up_id, created_at, expires_at)
  values (?, ?, ?, ?, ?, ?, ?)`;

function rowOf(token: NewToken, hash: string): Row {
  const { kind, subscriberId, deliveryId, signUpId, createdAt, expiresAt } = token;
  return [hash, kind, subscriberId, deliveryId ?? null, signUpId ?? null, createdAt, expiresAt ?? null];
}

function tokenOf(row: Selectable<TokenTable>): Token {
  return {
    id: row.id,
    kind: row.kind,
    subscriberId: row.subscriber_id,
    deliveryId: present(row.delivery_id),
    signUpId: present(row.sign_up_id),
    createdAt: row.created_at,
    expiresAt: present(row.expires_at),
    usedAt: present(row.used_at),
    ended: parsed(row.ended),
  };
}
