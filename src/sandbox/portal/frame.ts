import { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Context, MiddlewareHandler } from 'hono';
import { Hono } from 'hono';
import { londonWall } from '../../base/london.ts';
import type { PortalId } from '../../domain/portal.ts';
import type { CommonSwitches, PretendPortal, PretendPortalServer, SeenRequest } from '../pretend-portal.ts';
import type { WeekQuirks } from '../generate/week.ts';
import { listen } from '../listen.ts';
import type { PretendRelease } from '../pretend-release.ts';
import { releaseKey } from '../pretend-release.ts';
import { controlRoutes } from './control-routes.ts';
import type { Poison, PoisonCabinet } from './poison.ts';
import { poisonCabinet } from './poison.ts';
import type { Shelf } from './shelf.ts';
import { shelf } from './shelf.ts';
import type { SwitchTable } from './switch-board.ts';
import { switchBoard } from './switch-board.ts';

/** What any pretend portal is told. */
export interface PretendPortalOptions<S> {
  /** UTC milliseconds. */
  readonly now: () => number;
  /** Changes from the defaults. */
  readonly switches?: Partial<S>;
  readonly poison?: readonly Poison[];
  /** What the made notices say wrong, to be shown beside the switches; absent where nothing was made. */
  readonly data?: WeekQuirks;
  /** Free where absent; only for one that listens by itself. */
  readonly port?: number;
}

/** What makes one portal differ from another. */
export interface PortalKind<S extends CommonSwitches> {
  readonly id: PortalId;
  readonly table: SwitchTable<S>;
  /** Where the places in its stream begin. */
  readonly firstPlace?: number;
  /** The release with the bytes that are served, after the switches; as it is where absent. */
  readonly served?: (release: PretendRelease, switches: S) => PretendRelease;
}

/** What a portal's routes work with. */
export interface Desk<S> {
  readonly now: () => number;
  readonly held: Shelf;
  readonly poisons: PoisonCabinet;
  readonly switches: () => S;
  /** Enters in the ledger what this request is answered with. */
  readonly serve: (c: Context, releases: readonly PretendRelease[]) => void;
}

const ALREADY_SENT = 'x-hono-already-sent';

/** Cuts the connection, so that the client sees a reset; 503 where there is none (`app.request` in a test). */
function cutOff(c: Context): Response {
  const env: unknown = c.env;
  const incoming = typeof env === 'object' && env !== null && 'incoming' in env ? env.incoming : undefined;
  if (!(incoming instanceof IncomingMessage)) return unavailable();
  incoming.socket.destroy();
  return new Response(null, { headers: { [ALREADY_SENT]: 'true' } });
}

function unavailable(): Response {
  return new Response('Service Unavailable', { status: 503, headers: { 'content-type': 'text/plain' } });
}

/** The trouble that any of the portals can have. */
function troubles(now: () => number, switches: () => CommonSwitches): MiddlewareHandler {
  return async (c, next) => {
    const { midnightOutage, slowSeconds } = switches();
    if (slowSeconds !== false) await sleep(slowSeconds * 1000);
    if (midnightOutage !== false && /T00:[0-2]\d/.test(londonWall(now()))) {
      if (midnightOutage === 'reset') return cutOff(c);
      return unavailable();
    }
    return await next();
  };
}

/** `kind.served`, done once for each release until the switches are turned. */
function remembering<S extends CommonSwitches>(
  kind: PortalKind<S>,
  switches: () => S,
): (release: PretendRelease) => PretendRelease {
  const known = new WeakMap<PretendRelease, { readonly under: S; readonly release: PretendRelease }>();
  return (release) => {
    if (kind.served === undefined || release.isRecorded === true) return release;
    const under = switches();
    const held = known.get(release);
    if (held?.under === under) return held.release;
    const made = kind.served(release, under);
    known.set(release, { under, release: made });
    return made;
  };
}

/** A pretend portal around its routes. `routes` adds them; a `*` route sees every path under which the app is mounted. */
export function pretendPortal<S extends CommonSwitches>(
  kind: PortalKind<S>,
  options: PretendPortalOptions<S>,
  routes: (app: Hono, desk: Desk<S>) => void,
): PretendPortal<S> {
  const { now } = options;
  const held = shelf(now, kind.firstPlace);
  const poisons = poisonCabinet(options.poison ?? []);
  const switches = switchBoard(kind.table, options.switches);
  const seen: SeenRequest[] = [];
  const served = new WeakMap<Request, readonly string[]>();
  const asServed = remembering(kind, switches.values);
  const ledger = {
    requests: () => seen,
    published: () => held.newestFirst().toReversed().map(asServed),
  };
  const app = new Hono();
  controlRoutes(app, { id: kind.id, publish: held.publish, switches, ledger, data: options.data });
  app.use(async (c, next) => {
    const at = now();
    await next();
    seen.push({
      at,
      method: c.req.method,
      path: c.req.path,
      query: c.req.query(),
      userAgent: c.req.header('user-agent') ?? '',
      status: c.res.headers.has(ALREADY_SENT) ? 0 : c.res.status,
      releases: served.get(c.req.raw) ?? [],
    });
  });
  app.use(troubles(now, switches.values));
  routes(app, {
    now,
    held: {
      publish: held.publish,
      newestFirst: () =>
        held.newestFirst().map((release) => ({ ...asServed(release), place: release.place })),
    },
    poisons,
    switches: switches.values,
    serve: (c, releases) => void served.set(c.req.raw, releases.map(releaseKey)),
  });
  return { id: kind.id, app, publish: held.publish, poison: poisons.set, switches, ledger };
}

/** Lets a pretend portal listen by itself on loopback. */
export async function startPretendPortal<S extends CommonSwitches>(
  portal: PretendPortal<S>,
  port: number | undefined,
): Promise<PretendPortalServer<S>> {
  const listening = await listen(portal.app, port);
  return { ...portal, url: listening.url, requests: portal.ledger.requests, close: listening.close };
}
