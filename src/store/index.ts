import { randomBytes } from 'node:crypto';
import { Kysely } from 'kysely';
import type { HostMemory } from '../base/http.ts';
import type { Correction } from '../domain/correction.ts';
import type { PortalId } from '../domain/portal.ts';
import type { Reads, Store, Transaction } from '../domain/ports.ts';
import type { Subscription } from '../domain/subscription.ts';
import type { Word } from '../domain/tie.ts';
import { correctionReads, correctionWrites } from './corrections.ts';
import { deliveryReads, deliveryWrites } from './deliveries.ts';
import { createDialect } from './dialect.ts';
import { eventReads, eventWrites } from './events.ts';
import { frequencyReads } from './frequencies.ts';
import { createHeldList, type HeldList } from './held-list.ts';
import { createHostMemory } from './host-memory.ts';
import { ledgerReads, ledgerWrites } from './ledger.ts';
import { createMutex } from './mutex.ts';
import { openDatabase, type Opened, type OpenOptions } from './open.ts';
import { createPendingIndex, type PendingIndex } from './pending-index.ts';
import { portalReads, portalWrites } from './portals.ts';
import { procurementReads } from './procurement-reads.ts';
import { procurementWrites } from './procurements.ts';
import type { Refusal } from './refusal.ts';
import { rawReleases, releaseWrites, type RawRelease } from './releases.ts';
import { runReads, runWrites } from './runs.ts';
import { signUpReads, signUpWrites } from './sign-ups.ts';
import {
  askedSearchReads,
  askedSearchWrites,
  feedbackReads,
  feedbackWrites,
  oauthStateWrites,
  seenWrites,
} from './slack-memory.ts';
import { installationReads, installationWrites } from './installations.ts';
import { suppressionReads, suppressionWrites } from './suppressions.ts';
import { tokenReads, tokenWrites } from './tokens.ts';
import { createScope } from './scope.ts';
import { searchHere } from './search-here.ts';
import { tidySearch } from './search-tidy.ts';
import { subscriptionReads, subscriptionWrites } from './subscriptions.ts';
import type { Db, Tables } from './tables.ts';
import { tieReads, tieWrites } from './ties.ts';

export { takeLock, type Holder } from './lock.ts';
export { createSearchThread } from './search-thread.ts';
export { storeFault, type Refusal } from './refusal.ts';
export type { OpenOptions } from './open.ts';
export type { RawRelease } from './releases.ts';

/** The store with what only the wiring asks of it. */
export interface SqliteStore extends Store {
  readonly hosts: HostMemory;
  /** Everything a portal said under an ocid, as served, oldest first. */
  rawReleases(portal: PortalId, ocid: string): Promise<readonly RawRelease[]>;
  /** Makes searching fast again after much was written at once; others may write meanwhile. */
  tidySearch(): Promise<void>;
}

export interface OpenedStore {
  readonly store: SqliteStore;
  /** True where there was no file before. */
  readonly created: boolean;
  /** The copy that was made before an older file was brought up to date. */
  readonly copy: string | undefined;
}

/** Opens the database file, creating it where only its directory exists. A refusal leaves the file untouched. */
export async function openStore(
  path: string,
  options: OpenOptions,
): Promise<OpenedStore | { readonly refused: Refusal }> {
  const opened = openDatabase(path, options);
  if ('refused' in opened) return opened;
  return { store: await createStore(opened), created: opened.created, copy: opened.copy };
}

async function createStore({ writer, reader }: Opened): Promise<SqliteStore> {
  const scope = createScope();
  const mutex = createMutex();
  const outer = new Kysely<Tables>({ dialect: createDialect({ db: reader, scope, mutex: undefined }) });
  const inner = new Kysely<Tables>({ dialect: createDialect({ db: writer, scope, mutex }) });
  const version = writer.prepare<[], number>('pragma data_version').pluck();
  const held = createHeld(() => version.get() ?? 0);
  const reads = readsOf(outer, held);
  return {
    ...reads,
    search: searchHere(reads.procurements),
    hosts: createHostMemory(outer, inner),
    rawReleases: async (portal, ocid) => rawReleases(outer, portal, ocid),
    tidySearch: async () => tidySearch(async (work) => inner.transaction().execute(work)),
    installation: await once(inner, 'installation', randomBytes(5).toString('hex').slice(0, 8)),
    secret: await once(inner, 'secret', randomBytes(32).toString('base64url')),
    transaction: async (work) => {
      const touched = new Set<keyof Held>();
      try {
        return await inner.transaction().execute(async (db) =>
          scope.run(async () => {
            const pending = createPendingIndex(db);
            const result = await work(transactionOf(db, { held, touched, pending }));
            await pending.write();
            return result;
          }),
        );
      } finally {
        for (const which of touched) held[which].forget();
      }
    },
    close: async () => {
      scope.assertOutside();
      await mutex.lock();
      reader.close();
      writer.close();
    },
  };
}

/** What is held in memory, for as long as nobody changes it. */
interface Held {
  readonly subscriptions: HeldList<Subscription>;
  readonly words: HeldList<Word>;
  readonly corrections: HeldList<Correction>;
}

function createHeld(version: () => number): Held {
  return {
    subscriptions: createHeldList(version),
    words: createHeldList(version),
    corrections: createHeldList(version),
  };
}

function readsOf(db: Db, held: Held): Reads {
  return {
    portals: portalReads(db),
    procurements: procurementReads(db),
    frequencies: frequencyReads(db),
    events: eventReads(db),
    ties: tieReads(db, () => held.words),
    corrections: correctionReads(db, () => held.corrections),
    subscriptions: subscriptionReads(db, () => held.subscriptions),
    deliveries: deliveryReads(db),
    ledger: ledgerReads(db),
    runs: runReads(db),
    signUps: signUpReads(db),
    tokens: tokenReads(db),
    suppressions: suppressionReads(db),
    installations: installationReads(db),
    askedSearches: askedSearchReads(db),
    feedback: feedbackReads(db),
  };
}

interface Own {
  readonly held: Held;
  /** What this transaction changed may yet be rolled back: it reads that for itself, and `held` hears of it at the end. */
  readonly touched: Set<keyof Held>;
  readonly pending: PendingIndex;
}

function transactionOf(db: Db, { held, touched, pending }: Own): Transaction {
  const untouched = <W extends keyof Held>(which: W): Held[W] | undefined =>
    touched.has(which) ? undefined : held[which];
  const subscriptions = subscriptionReads(db, () => untouched('subscriptions'));
  const ties = tieReads(db, () => untouched('words'));
  const corrections = correctionReads(db, () => untouched('corrections'));
  return {
    portals: portalWrites(db),
    releases: releaseWrites(db),
    procurements: procurementWrites(db, pending),
    frequencies: frequencyReads(db),
    events: eventWrites(db),
    ties: tieWrites(db, ties, () => touched.add('words')),
    corrections: correctionWrites(db, corrections, () => touched.add('corrections')),
    subscriptions: subscriptionWrites(db, subscriptions, () => touched.add('subscriptions')),
    deliveries: deliveryWrites(db),
    ledger: ledgerWrites(db),
    runs: runWrites(db),
    signUps: signUpWrites(db),
    tokens: tokenWrites(db),
    suppressions: suppressionWrites(db),
    installations: installationWrites(db),
    askedSearches: askedSearchWrites(db),
    feedback: feedbackWrites(db),
    seen: seenWrites(db),
    oauthStates: oauthStateWrites(db),
  };
}

/** What was made once for this database file: `made`, where it is the first time. */
async function once(db: Db, name: 'installation' | 'secret', made: string): Promise<string> {
  await db
    .insertInto('meta')
    .values({ name, value: made })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  const row = await db.selectFrom('meta').select('value').where('name', '=', name).executeTakeFirstOrThrow();
  return row.value;
}
