import { createHash, randomBytes } from 'node:crypto';
import { sql, type Selectable } from 'kysely';
import type { NewToken, TokenReads, TokenWrites } from '../domain/ports.ts';
import type { Token } from '../domain/sign-up.ts';
import { parsed, present } from './rows.ts';
import type { Db, TokenTable } from './tables.ts';

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
      const secrets = tokens.map(() => randomBytes(SECRET_BYTES).toString('base64url'));
      for (const [at, token] of tokens.entries()) await insert(db, token, hashOf(secrets[at] ?? ''));
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

async function insert(db: Db, token: NewToken, hash: string): Promise<void> {
  await db
    .insertInto('token')
    .values({
      hash,
      kind: token.kind,
      subscriber_id: token.subscriberId,
      delivery_id: token.deliveryId ?? null,
      sign_up_id: token.signUpId ?? null,
      created_at: token.createdAt,
      expires_at: token.expiresAt ?? null,
      used_at: null,
    })
    .execute();
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
