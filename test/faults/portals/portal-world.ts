import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openClassifier } from '../../../src/app/classifier.ts';
import { troublesOf } from '../../../src/app/troubles.ts';
import { createHttp, type HttpLimits } from '../../../src/base/http.ts';
import type { Message } from '../../../src/domain/delivery.ts';
import type { Channel } from '../../../src/domain/ports.ts';
import type { Address, ChannelKind } from '../../../src/domain/subscription.ts';
import type { CollectReport } from '../../../src/flows/collect.ts';
import { dispatch, type DispatchReport } from '../../../src/flows/dispatch.ts';
import type { CollectDeps } from '../../../src/flows/portal-run.ts';
import { searchProcurements } from '../../../src/flows/search.ts';
import { subscribe } from '../../../src/flows/subscribe.ts';
import { tellOperator } from '../../../src/flows/tell-operator.ts';
import { visit } from '../../../src/flows/visit.ts';
import { createPortal, type BuiltPortal } from '../../../src/portals/index.ts';
import { openStore, type SqliteStore } from '../../../src/store/index.ts';
import { answered } from '../../answered.ts';
import { fakeClock } from '../../fake-clock.ts';
import { quiet } from '../../portal-fixtures.ts';
import { SHAPES, text, type Wish } from './shapes.ts';
import { openWire, type Wire } from './wire.ts';
import { queryReader } from '../../query-reader.ts';

/** A Thursday in the middle of its month: portals that are read by the month are asked for one. */
const START = '2026-09-10T09:00:00Z';
const OPERATOR: Address = { channel: 'email', email: 'operator@example.org' };
const MINUTE = 60_000;

const classify = openClassifier();

interface Outbox extends Channel {
  readonly sent: { readonly to: Address; readonly message: Message }[];
}

function outbox(kind: ChannelKind): Outbox {
  const sent: Outbox['sent'] = [];
  return {
    kind,
    sent,
    send: (message, to) => {
      sent.push({ to, message });
      return Promise.resolve({ sent: true, reference: `ref-${String(sent.length)}` });
    },
    close: () => Promise.resolve(),
  };
}

interface Wanted {
  readonly limits?: Partial<HttpLimits>;
  /** The process is killed the first time it waits. */
  readonly isDying?: boolean;
  /** The portal's own, unless stated: here the tests' own requests are not spaced. */
  readonly spacingMs?: number;
}

/** One portal as `serve` reads it: the real portal, HTTP client, store and flows, with a wire at one end and outboxes at the other. */
export async function openPortalWorld(id: BuiltPortal) {
  const directory = mkdtempSync(join(tmpdir(), 'tenderbell-portal-'));
  const path = join(directory, 'test.db');
  const clock = fakeClock(START);
  const wires = new Map<BuiltPortal, Wire>();
  const channels = { email: outbox('email'), slack: outbox('slack') };
  const signal = new AbortController().signal;
  let store = await opened();
  await wireOf(id);

  async function opened(): Promise<SqliteStore> {
    const found = await openStore(path, { now: clock.now() });
    if ('refused' in found) throw new Error(found.refused.message);
    return found.store;
  }

  async function wireOf(portal: BuiltPortal): Promise<Wire> {
    const wire = wires.get(portal) ?? (await openWire(portal, clock));
    wires.set(portal, wire);
    return wire;
  }

  function deps(): CollectDeps {
    const telling = {
      clock,
      ...queryReader(),
      messageId: (key: string) => `<${key}@test.example>`,
    };
    return {
      ...telling,
      store,
      log: quiet,
      classify,
      tellOperator: async (tx, note) => await tellOperator(tx, note, [OPERATOR], telling),
    };
  }

  /** One scheduled run, in a process of its own. */
  async function read(
    portal: BuiltPortal,
    { limits, isDying, spacingMs = 0 }: Wanted,
  ): Promise<CollectReport> {
    const { url } = await wireOf(portal);
    const own = isDying === true ? { ...clock, sleep: () => Promise.reject(new Error('killed')) } : clock;
    const { hosts } = store;
    const memory = {
      load: () => hosts.load(portal),
      save: (_host: string, state: Parameters<typeof hosts.save>[1]) => hosts.save(portal, state),
    };
    const http = createHttp({ clock: own, log: quiet, memory, userAgent: 'tenderbell-test/1', limits });
    try {
      const built = createPortal(portal, { http, clock: own, log: quiet, url, spacingMs });
      return await visit(built, deps(), signal);
    } finally {
      await http.close();
    }
  }

  function messages(channel: ChannelKind = 'email'): readonly Message[] {
    return channels[channel].sent.flatMap(({ message }) => (message.kind === 'operator' ? [] : [message]));
  }

  const wire = await wireOf(id);
  return {
    clock,
    channels,
    wire,
    wireOf,
    store: () => store,
    state: async () => await store.portals.state(id),
    gaps: async () => await store.portals.gaps(id),
    /** As after a first pass that ended now and found nothing: each test need not walk it. */
    seeded: async (...portals: readonly BuiltPortal[]) => {
      const at = clock.now();
      const change = { firstPassAt: at, seededAt: at, sweptAt: at, readTo: at, lastSuccessAt: at };
      for (const one of [id, ...portals]) await store.transaction((tx) => tx.portals.note(one, change));
      clock.advance(10 * MINUTE);
    },
    /** The n-th procurement's release as its portal writes it, published a minute ago unless stated. */
    text: (n: number, wish: Partial<Wish> = {}): string =>
      text(SHAPES[id].release(n, { at: clock.now() - MINUTE, ...wish })),
    /** Serves the n-th procurement from now on. */
    publish: (n: number, wish: Partial<Wish> = {}, place = 0): void => {
      const at = wish.at ?? clock.now() - MINUTE;
      wire.publish(text(SHAPES[id].release(n, { ...wish, at })), at, place);
    },
    subscribe: async (email: string, query = 'it:any penetration') =>
      await subscribe(
        {
          address: email.includes('@')
            ? { channel: 'email', email }
            : { channel: 'slack', team: 'home', id: email },
          query,
          cadence: 'instant',
          wanted: ['new', 'changes'],
        },
        { store, clock },
      ),
    visit: async (wanted: Wanted & { readonly portal?: BuiltPortal } = {}): Promise<CollectReport> => {
      clock.advance(1000);
      return await read(wanted.portal ?? id, wanted);
    },
    dispatch: async (): Promise<DispatchReport> =>
      await dispatch(
        {
          ...deps(),
          channels: new Map<ChannelKind, Channel>([
            ['email', channels.email],
            ['slack', channels.slack],
          ]),
          random: () => 0.5,
          worker: 'test',
          troubles: troublesOf,
          url: (page) => `https://test.example${page}`,
        },
        signal,
      ),
    /** The process ends, and another one opens the same file. */
    restart: async () => {
      await store.close();
      store = await opened();
    },
    messages,
    /** What was told, in order: the kinds of each message's items. */
    kinds: (): readonly (readonly string[])[] => messages().map(({ items }) => items.map(({ kind }) => kind)),
    titles: (): readonly string[] =>
      messages()
        .flatMap(({ items }) => items.map(({ procurement }) => procurement.view.title))
        .toSorted(),
    /** The headline of each message to the operator. */
    notices: (): readonly (string | undefined)[] =>
      channels.email.sent.flatMap(({ message }) => (message.kind === 'operator' ? [message.words?.[0]] : [])),
    search: async (query = 'it:any') =>
      answered(await searchProcurements(query, { store, clock }, { limit: 1000 })).procurements,
    /** Every version that is held of the n-th procurement found. */
    versions: async () => {
      const found = answered(await searchProcurements('it:any', { store, clock }, { limit: 1000 }));
      const held = await Promise.all(found.procurements.map((one) => store.procurements.byId(one.id)));
      return held.flatMap((one) => one?.versions ?? []);
    },
    close: async () => {
      for (const one of wires.values()) await one.close();
      await store.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

export type PortalWorld = Awaited<ReturnType<typeof openPortalWorld>>;
