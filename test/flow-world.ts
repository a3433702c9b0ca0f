import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openClassifier } from '../src/app/classifier.ts';
import { troublesOf } from '../src/app/troubles.ts';
import type { Message, Refused, Sent } from '../src/domain/delivery.ts';
import type { Notice } from '../src/domain/notice.ts';
import type { PortalId, Window } from '../src/domain/portal.ts';
import type { BadPage, Channel, Log, Page, Portal, PortalFacts, PortalFault } from '../src/domain/ports.ts';
import type { Query } from '../src/domain/query.ts';
import type { Address, Cadence, ChannelKind, Wanted } from '../src/domain/subscription.ts';
import { warnOfBroad } from '../src/flows/broad.ts';
import { backfill, type BackfillWish } from '../src/flows/backfill.ts';
import { collect, type CollectReport } from '../src/flows/collect.ts';
import { type CollectDeps } from '../src/flows/portal-run.ts';
import { taskDue, type Task } from '../src/flows/task-due.ts';
import { digest } from '../src/flows/digest.ts';
import { dispatch, type DispatchReport } from '../src/flows/dispatch.ts';
import { importReleases } from '../src/flows/import.ts';
import { nudge } from '../src/flows/nudge.ts';
import { recover } from '../src/flows/recover.ts';
import { remind } from '../src/flows/remind.ts';
import * as say from '../src/flows/say.ts';
import { searchProcurements } from '../src/flows/search.ts';
import { retryQuarantined } from '../src/flows/retry-quarantined.ts';
import { subscribe, type Subscribed } from '../src/flows/subscribe.ts';
import { tellOperator } from '../src/flows/tell-operator.ts';
import { visit } from '../src/flows/visit.ts';
import { wake } from '../src/flows/wake.ts';
import { parseQuery } from '../src/match/parse.ts';
import { openStore } from '../src/store/index.ts';
import { answered } from './answered.ts';
import { aNotice } from './builders.ts';
import { fakeClock } from './fake-clock.ts';
import { queryReader } from './query-reader.ts';

const HOUR = 3_600_000;
const quiet: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** Why a portal's window ended early. */
export function faultOf(fault: PortalFault['fault'], reason = 'answered 500', retryAt?: number): PortalFault {
  return { source: 'page 1', fault, reason, retryAt };
}

/** Pages as a portal's source serves them. */
export async function* served(
  ...pages: readonly (Page | BadPage | PortalFault)[]
): AsyncGenerator<Page | BadPage | PortalFault> {
  await Promise.resolve();
  yield* pages;
}

/** A channel that is down as a whole; override what a refusal is about. */
export function refusal(with_: Partial<Refused> = {}): Refused {
  return {
    sent: false,
    scope: 'channel',
    permanent: false,
    ambiguous: false,
    code: 'ECONNREFUSED',
    reason: 'the server is down',
    retryAfterMs: undefined,
    ...with_,
  };
}

/** Noon in London, in summer. */
export function deadlineOn(day: string): Notice['deadline'] {
  return { at: Date.parse(`${day}T11:00:00Z`), day, timed: true };
}

/** A portal that serves what the test publishes: a release's text is its notice in JSON. */
export interface FakePortal extends Portal {
  publish(...notices: readonly Notice[]): void;
  /** What the next windows (only those that meet `within`, where it is given) end with, before their pages; undefined to be well again. */
  fail(fault: PortalFault | BadPage | undefined, within?: Window): void;
  /** Answers windows of at most so many milliseconds from now on. */
  cut(windowMs: number): void;
  /** Runs each time a page has been kept, before the next is asked for; where it rejects, the reading dies. */
  afterPage(run: ((page: number) => Promise<unknown>) | undefined): void;
  /** Serves nothing before this resolves. */
  hold(until: Promise<void>): void;
  /** What each window ends with, after its pages; undefined for its end. */
  end(how: ((window: Window) => PortalFault | undefined) | undefined): void;
  /** Has from now on also these sources and facts. */
  offer(more: Partial<Omit<Portal, 'id' | 'facts'>>, facts?: Partial<PortalFacts>): void;
  /** The windows it was asked for since the last call, in order. */
  asked(): readonly Window[];
}

function fakePortal(id: PortalId): FakePortal {
  const notices: Notice[] = [];
  let failure: PortalFault | BadPage | undefined;
  let failing: Window = { from: 0, to: Infinity };
  let windowMs = Infinity;
  let between: ((page: number) => Promise<unknown>) | undefined;
  let held = Promise.resolve();
  let ending: ((window: Window) => PortalFault | undefined) | undefined;
  let asked: Window[] = [];
  const portal: FakePortal = {
    id,
    facts: { firstPassDays: 28, overlapMs: 2 * HOUR },
    end: (how) => {
      ending = how;
    },
    offer: (more, facts = {}) => void Object.assign(portal, more, { facts: { ...portal.facts, ...facts } }),
    asked: () => {
      const windows = asked;
      asked = [];
      return windows;
    },
    windows: ({ from, to }) => {
      const windows: Window[] = [];
      for (let at = from; at < to; at += windowMs)
        windows.push({ from: at, to: Math.min(at + windowMs, to) });
      return windows;
    },
    cut: (ms) => {
      windowMs = ms;
    },
    // eslint-disable-next-line require-yield
    async *pages(window: Window): AsyncGenerator<Page | BadPage | PortalFault> {
      await held;
      asked.push(window);
      const isFailing = window.from < failing.to && window.to > failing.from;
      if (failure !== undefined && isFailing) yield failure;
      if (failure !== undefined && isFailing && 'fault' in failure) return;
      const texts = notices
        .filter((notice) => notice.published >= window.from && notice.published < window.to)
        .map((notice) => JSON.stringify(notice));
      for (let at = 0; at < texts.length; at += 100) {
        yield { source: `${id} ${at}`, releases: texts.slice(at, at + 100) };
        await between?.(at / 100 + 1);
      }
      const fault = ending?.(window);
      if (fault !== undefined) yield fault;
    },
    read: (text) => {
      const notice = JSON.parse(text) as Notice;
      const { ocid, releaseId, published } = notice;
      const hash = createHash('sha256').update(text).digest('hex');
      return { release: { portal: id, ocid, releaseId, hash, published, text }, notice: { ...notice, hash } };
    },
    publish: (...more) => void notices.push(...more),
    fail: (fault, within = { from: 0, to: Infinity }) => {
      failure = fault;
      failing = within;
    },
    afterPage: (run) => {
      between = run;
    },
    hold: (until) => {
      held = until;
    },
  };
  return portal;
}

/** A channel that keeps what it is given, or answers as the test says. */
export interface FakeChannel extends Channel {
  readonly sent: { readonly to: Address; readonly message: Message }[];
  answer(how: ((message: Message) => Sent | Refused) | undefined): void;
  /** Sends nothing before this resolves. */
  hold(until: Promise<void>): void;
  /** Runs once, while the next message is in flight: handed over and not answered yet. */
  duringNext(run: () => Promise<unknown>): void;
}

function fakeChannel(kind: ChannelKind): FakeChannel {
  const sent: FakeChannel['sent'] = [];
  let script: ((message: Message) => Sent | Refused) | undefined;
  let held = Promise.resolve();
  let meanwhile: (() => Promise<unknown>) | undefined;
  return {
    kind,
    sent,
    answer: (how) => {
      script = how;
    },
    hold: (until) => {
      held = until;
    },
    duringNext: (run) => {
      meanwhile = run;
    },
    send: async (message, to) => {
      await held;
      const run = meanwhile;
      meanwhile = undefined;
      await run?.();
      const answer = script?.(message) ?? { sent: true, reference: `ts-${sent.length}` };
      if (answer.sent) sent.push({ to, message });
      return answer;
    },
    close: () => Promise.resolve(),
  };
}

/** The whole middle of the bot: real store, real decisions, and a world at each end that the test plays. */
export async function openWorld(start = '2026-09-01T09:00:00Z') {
  const directory = mkdtempSync(join(tmpdir(), 'tenderbell-test-'));
  const clock = fakeClock(start);
  const opened = await openStore(join(directory, 'test.db'), { now: clock.now() });
  if ('refused' in opened) throw new Error(opened.refused.message);
  const { store } = opened;
  const portals = {
    'find-a-tender': fakePortal('find-a-tender'),
    'contracts-finder': fakePortal('contracts-finder'),
  };
  const channels = { email: fakeChannel('email'), slack: fakeChannel('slack') };
  const queries = new Map<string, Query>();
  let broken: string | undefined;
  const telling = {
    clock,
    ...queryReader((text) => {
      if (text === broken) throw new Error(`a bug in reading ${text}`);
      const query = queries.get(text) ?? parseQuery(text).query;
      queries.set(text, query);
      return query;
    }),
    messageId: (key: string) => `<${key}@test.example>`,
    url: (path: string) => `https://test.example${path}`,
  };
  const operator: Address = { channel: 'email', email: 'operator@example.org' };
  const keeping: CollectDeps = {
    ...telling,
    store,
    log: quiet,
    classify: openClassifier(),
    tellOperator: async (tx, note) => await tellOperator(tx, note, [operator], telling),
  };
  const signal = new AbortController().signal;
  const read = async (portal: Portal, task?: Task): Promise<CollectReport> => {
    clock.advance(1000);
    return await collect(portal, task ?? (await taskDue(portal, store, clock.now())), keeping, signal);
  };

  return {
    store,
    /** Its path. */
    database: join(directory, 'test.db'),
    clock,
    /** What flows that keep and tell are given. */
    deps: keeping,
    portals,
    channels,
    /** Every portal's first pass is done, and news comes after it. */
    seed: async () => {
      for (const portal of Object.values(portals)) await read(portal);
      clock.advance(HOUR);
    },
    /** A notice that was published a minute ago. */
    news: (with_: Partial<Notice> = {}): Notice => aNotice({ published: clock.now() - 60_000, ...with_ }),
    /** From now on, whatever asks what this query means stumbles; with undefined, nothing does any more. */
    breakQuery: (text: string | undefined) => {
      broken = text === undefined ? undefined : parseQuery(text).canonical;
    },
    /** What each subscriber was told, in order: `[kind, title]` for each item of each message. */
    told: (channel: ChannelKind = 'email') =>
      channels[channel].sent.map(({ message }) =>
        message.items.map((item) => [item.kind, item.procurement.view.title]),
      ),
    /** The kinds of the items of each message. */
    kinds: (channel: ChannelKind = 'email') =>
      channels[channel].sent.map(({ message }) => message.items.map((item) => item.kind)),
    /** What sort of message each was, and about how many procurements. */
    sizes: (channel: ChannelKind = 'email') =>
      channels[channel].sent.map(({ message }) => [message.kind, message.items.length]),
    /** Find a Tender publishes a notice. */
    publish: (with_: Partial<Notice> = {}): void =>
      portals['find-a-tender'].publish(aNotice({ published: clock.now() - 60_000, ...with_ })),
    collect: async (id: keyof typeof portals, task?: Task): Promise<CollectReport> =>
      await read(portals[id], task),
    visit: async (id: keyof typeof portals): Promise<CollectReport> => {
      clock.advance(1000);
      return await visit(portals[id], keeping, signal);
    },
    backfill: async (id: keyof typeof portals, wish: BackfillWish, until = signal): Promise<CollectReport> =>
      await backfill(portals[id], wish, keeping, until),
    /** Reads everything that was put aside once more; the bytes of a page are a list of its texts. */
    retry: async () =>
      await retryQuarantined(await store.portals.quarantined(), {
        ...keeping,
        cutPage: (body) => {
          const text = new TextDecoder().decode(body);
          return text.startsWith('[') ? (JSON.parse(text) as string[]) : undefined;
        },
        portalOf: (one) =>
          one.portal === 'unknown' ? undefined : Object.values(portals).find(({ id }) => id === one.portal),
      }),
    /** What the operator was told: the headline of each message. */
    notices: () =>
      channels.email.sent.flatMap(({ message }) => (message.kind === 'operator' ? [message.words?.[0]] : [])),
    import: async (id: keyof typeof portals, notices: readonly Notice[], alertSince?: number) =>
      await importReleases(
        { name: 'file', releases: notices.map((notice) => JSON.stringify(notice)) },
        { ...keeping, read: (text) => portals[id].read(text) },
        { alertSince, startedAt: clock.now(), signal },
      ),
    subscribe: async (
      query: string,
      wish: {
        email?: string;
        slack?: string;
        cadence?: Cadence;
        wanted?: readonly Wanted[];
        notify?: boolean;
        minDaysLeft?: number;
      } = {},
    ) =>
      await subscribe(
        {
          address:
            wish.slack === undefined
              ? { channel: 'email', email: wish.email ?? 'ann@example.org' }
              : { channel: 'slack', team: 'home', id: wish.slack },
          query,
          cadence: wish.cadence ?? 'instant',
          wanted: wish.wanted ?? ['new', 'changes'],
          notify: wish.notify,
          minDaysLeft: wish.minDaysLeft,
        },
        { store, clock },
      ),
    /** As when somebody asks for it to stop. */
    end: async ({ subscription }: Pick<Subscribed, 'subscription'>) => {
      const subscriptionId = subscription?.id ?? 0;
      await store.transaction((tx) =>
        tx.subscriptions.end({ subscriptionId }, 'ended', 'asked', clock.now()),
      );
    },
    dispatch: async (): Promise<DispatchReport> =>
      await dispatch(
        {
          ...keeping,
          channels: new Map(Object.entries(channels) as [ChannelKind, Channel][]),
          random: () => 0.5,
          worker: 'test',
          troubles: troublesOf,
          url: telling.url,
        },
        signal,
      ),
    digest: async (
      at: number = clock.now(),
      cadences: 'daily' | 'weekly' | readonly ('daily' | 'weekly')[] = 'weekly',
    ) =>
      await digest(
        [cadences].flat().map((cadence) => ({ cadence, at })),
        keeping,
      ),
    recover: async () => await recover(keeping, { atStart: true }),
    remind: async () => await remind(keeping),
    nudge: async () => await nudge(keeping),
    warnOfBroad: async () => await warnOfBroad(keeping),
    wake: async () => await wake(keeping),
    /** A person takes notices out of a procurement; answers the word's number. */
    split: async (procurementId: number, ...noticeIds: readonly string[]) =>
      wordOf(
        await say.split(
          procurementId,
          noticeIds.map((noticeId) => ({ portal: portalOf(noticeId), noticeId })),
          keeping,
        ),
      ),
    join: async (one: number, other: number) => wordOf(await say.join(one, other, keeping)),
    takeBack: async (wordId: number) => wordOf(await say.takeBack(wordId, keeping)),
    search: async (text: string) =>
      answered(await searchProcurements(text, { store, clock }, { limit: 1000 })).procurements,
    close: async () => {
      await store.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Contracts Finder names its notices by GUID, Find a Tender by number and year. */
function portalOf(noticeId: string): PortalId {
  return /^\d{6}-\d{4}$/.test(noticeId) ? 'find-a-tender' : 'contracts-finder';
}

function wordOf(said: say.Said): number {
  if ('refused' in said) throw new Error(said.refused);
  return said.word.id;
}

export type World = Awaited<ReturnType<typeof openWorld>>;
