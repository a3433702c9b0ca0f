import type Database from 'better-sqlite3';
import {
  CompiledQuery,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryResult,
} from 'kysely';
import type { Mutex } from './mutex.ts';
import type { Scope } from './scope.ts';

/**
 * Kysely's own SQLite dialect prepares each statement anew and begins transactions deferred: a quarter of the speed,
 * and SQLITE_BUSY_SNAPSHOT at once when a read turns into a write. This one keeps statements and begins immediate.
 */
export function createDialect(engine: Engine): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => createDriver(engine),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

export interface Engine {
  readonly db: Database.Database;
  readonly scope: Scope;
  /** Present for the connection that writes: one user at a time. */
  readonly mutex: Mutex | undefined;
}

interface Held extends DatabaseConnection {
  giveBack(): void;
}

function createDriver(engine: Engine): Driver {
  const { db } = engine;
  const prepare = createStatementCache(db);
  const held = new WeakMap<DatabaseConnection, Held>();
  return {
    init: async () => Promise.resolve(),
    acquireConnection: async () => {
      engine.scope.assertOutside();
      const unlock = await engine.mutex?.lock();
      const connection = createConnection(prepare, unlock);
      held.set(connection, connection);
      return connection;
    },
    beginTransaction: async () => {
      db.exec('begin immediate');
      return Promise.resolve();
    },
    commitTransaction: async () => {
      db.exec('commit');
      return Promise.resolve();
    },
    rollbackTransaction: async () => {
      // A full disk or an I/O error has rolled back already (https://sqlite.org/lang_transaction.html §3).
      if (db.inTransaction) db.exec('rollback');
      return Promise.resolve();
    },
    releaseConnection: async (connection) => {
      held.get(connection)?.giveBack();
      return Promise.resolve();
    },
    destroy: async () => {
      db.close();
      return Promise.resolve();
    },
  };
}

function createConnection(
  prepare: (sql: string) => Database.Statement,
  unlock: (() => void) | undefined,
): Held {
  let over = false;
  return {
    executeQuery: async <R>(query: CompiledQuery): Promise<QueryResult<R>> => {
      if (over) throw new Error('a transaction was used after its end');
      const statement = prepare(query.sql);
      if (isBatch(query)) return Promise.resolve(executeEach<R>(statement, query.rows));
      return Promise.resolve(execute<R>(statement, query.parameters.map(bindable)));
    },
    streamQuery: () => {
      throw new Error('rows are not streamed: an open cursor would block the connection');
    },
    giveBack: () => {
      over = true;
      unlock?.();
    },
  };
}

function execute<R>(statement: Database.Statement, parameters: readonly unknown[]): QueryResult<R> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Kysely states a row's type, and an engine takes its word
  if (statement.reader) return { rows: statement.all(parameters) as R[] };
  const { changes, lastInsertRowid } = statement.run(parameters);
  return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
}

/** One statement for many rows. */
interface Batch extends CompiledQuery {
  readonly rows: readonly Row[];
}

export type Row = readonly (string | number | null | Uint8Array)[];

/**
 * Runs a statement once for each row of values, and answers the rows for which it changed nothing. A page writes some
 * thousand rows: Kysely's way from a query to the engine, walked for each, took longer than the engine.
 *
 * An insert that may turn into an update copies every page that it touches, lest a foreign key fail half-way
 * (https://sqlite.org/tempfiles.html §2.3): three times as slow as one that does nothing, and an update after it for those
 * that are answered here.
 */
export async function runForEach(
  db: Pick<Kysely<unknown>, 'executeQuery'>,
  text: string,
  rows: readonly Row[],
): Promise<readonly Row[]> {
  if (rows.length === 0) return [];
  const batch: Batch = { ...CompiledQuery.raw(text), rows };
  const left = await db.executeQuery<Row>(batch);
  return left.rows;
}

function isBatch(query: CompiledQuery): query is Batch {
  return 'rows' in query;
}

function executeEach<R>(statement: Database.Statement, rows: readonly Row[]): QueryResult<R> {
  const left = rows.filter((row) => statement.run(row).changes === 0);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `runForEach` is the only one to ask
  return { rows: left as R[] };
}

/** Booleans become 1 and 0; `undefined` is a mistake, since "nothing" is written as null. */
function bindable(value: unknown): unknown {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value === undefined) throw new TypeError('a query was given undefined where it needs a value or null');
  return value;
}

/** Enough for every statement of the program; searches bring texts of their own, and the oldest give way. */
const MOST_STATEMENTS = 500;

function createStatementCache(db: Database.Database): (sql: string) => Database.Statement {
  const statements = new Map<string, Database.Statement>();
  return (sql) => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const statement = db.prepare(sql);
    const [oldest] = statements.keys();
    if (statements.size >= MOST_STATEMENTS && oldest !== undefined) statements.delete(oldest);
    statements.set(sql, statement);
    return statement;
  };
}
