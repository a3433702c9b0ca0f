import { Kysely } from 'kysely';
import type { FoundIds, SearchOptions } from '../domain/ports.ts';
import type { Query } from '../domain/query.ts';
import { createDialect } from './dialect.ts';
import { connectReader } from './open.ts';
import { createScope } from './scope.ts';
import { searchIds } from './search.ts';
import type { Db, Tables } from './tables.ts';

/** What a thread is handed: plain data. */
export interface Question {
  readonly number: number;
  readonly query: Query;
  readonly options: SearchOptions;
}

/** What it hands back. `failed`: a bug, or a file that cannot be read, in words. */
export type Answer =
  | { readonly number: number; readonly found: FoundIds }
  | { readonly number: number; readonly failed: string };

/** Answers questions about the database at `path` over a connection of its own, which sees what is committed. */
export function openAnswers(path: string): (question: Question) => Promise<Answer> {
  let db: Db | undefined;
  return async ({ number, query, options }) => {
    try {
      db ??= connect(path);
      return { number, found: await searchIds(db, query, options) };
    } catch (error) {
      return { number, failed: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
  };
}

function connect(path: string): Db {
  const engine = { db: connectReader(path), scope: createScope(), mutex: undefined };
  return new Kysely<Tables>({ dialect: createDialect(engine) });
}
