import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect } from 'vitest';
import type { ChannelKind } from '../../../src/domain/subscription.ts';
import type { Delivery } from '../../../src/domain/delivery.ts';
import type { NewDelivery, ProcurementChange, Store } from '../../../src/domain/ports.ts';
import type { Query } from '../../../src/domain/query.ts';
import { openStore } from '../../../src/store/index.ts';
import { aDelivery, NOW, wish } from './make.ts';

/** Every engine that stands behind the `Store` port passes these suites. */
const ENGINES = [{ name: 'sqlite', open: openSqlite }];

async function openSqlite(directory: string): Promise<Store> {
  const opened = await openStore(join(directory, 'store.db'), { now: NOW });
  if ('refused' in opened) throw new Error(opened.refused.message);
  return opened.store;
}

/** An empty store for each test, and what tests do to it most. */
export interface StoreWorld {
  readonly store: Store;
  reopen(): Promise<void>;
  /** All that is on disk, a character for each byte. */
  bytes(): string;
  /** The same database, opened once more: another process, as far as the store can tell. */
  another(): Promise<Store>;
  put(...changes: ProcurementChange[]): Promise<void>;
  /** The ids a query finds, newest first. */
  found(query: Query, now?: number): Promise<readonly number[]>;
  /** The subscriber's id. */
  subscribe(query?: string, email?: string): Promise<number>;
  queue(with_: Partial<NewDelivery>): Promise<number>;
  claim(now?: number, channel?: ChannelKind): Promise<Delivery | undefined>;
}

/** Runs a suite against each engine. */
export function onEveryEngine(about: string, suite: (world: StoreWorld) => void): void {
  describe.each(ENGINES)(`${about} on $name`, ({ open }) => {
    const held: { directory: string; store: Store | undefined } = { directory: '', store: undefined };
    const store = (): Store => {
      if (held.store === undefined) throw new Error('the store is open inside a test only');
      return held.store;
    };

    beforeEach(async () => {
      held.directory = mkdtempSync(join(tmpdir(), 'tenderbell-store-'));
      held.store = await open(held.directory);
    });

    afterEach(async () => {
      await store().close();
      held.store = undefined;
      rmSync(held.directory, { recursive: true, force: true });
    });

    suite({
      ...doings(store),
      get store() {
        return store();
      },
      reopen: async () => {
        await store().close();
        held.store = await open(held.directory);
      },
      bytes: () =>
        readdirSync(held.directory)
          .map((name) => readFileSync(join(held.directory, name), 'latin1'))
          .join('\n'),
      another: async () => open(held.directory),
    });
  });
}

function doings(store: () => Store): Omit<StoreWorld, 'store' | 'reopen' | 'another' | 'bytes'> {
  return {
    put: async (...changes) => {
      await store().transaction(async (tx) => tx.procurements.save(changes, NOW));
    },
    found: async (query, now = NOW) => {
      const { total, procurements } = await store().procurements.search(query, { limit: 100, now });
      expect(total).toBe(procurements.length);
      return procurements.map(({ id }) => id);
    },
    subscribe: async (query = 'cyber', email = 'ann@example.org') => {
      const added = await store().transaction(async (tx) => tx.subscriptions.add(wish(query, email)));
      if (added === undefined) throw new Error('already subscribed');
      return added.subscriber.id;
    },
    queue: async (with_) => {
      const id = await store().transaction(async (tx) => tx.deliveries.queue(aDelivery(with_)));
      if (id === undefined) throw new Error('key taken');
      return id;
    },
    claim: async (now = NOW, channel = 'email') =>
      store().transaction(async (tx) => tx.deliveries.claim(channel, now, 'test', 1000)),
  };
}
