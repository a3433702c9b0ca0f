import { londonDay, fromLondonWall } from '../base/london.ts';
import { PORTALS, PORTAL_NAMES } from '../domain/portal.ts';
import { createWeek, NO_QUIRKS, WEEK_QUIRKS, type WeekQuirks } from '../sandbox/generate/week.ts';
import type { PretendPortalsServer } from '../sandbox/pretend-portals.ts';
import { startPretendPortals } from '../sandbox/pretend-portals.ts';
import type { PretendRelease } from '../sandbox/pretend-release.ts';
import { readRecordings } from '../sandbox/replay.ts';
import { defaultSwitches, noSwitches } from '../sandbox/switches.ts';
import type { Context } from './context.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { refuse, type Ended } from './ground.ts';

export interface PortalsOnly {
  readonly seed: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Every switch off: the portals do what their documentation says. */
  readonly calm: boolean;
  /** What the made week leaves out. */
  readonly without: readonly (keyof WeekQuirks)[];
  readonly replay: string | undefined;
  readonly json: boolean;
}

const DAY = 86_400_000;
/** So many days of the made week are past when it is served; the rest appears as time goes by. */
const DAYS_BEFORE = 3;

/** Serves the four pretend portals on one port until the process is asked to stop. */
export async function servePortals(wish: PortalsOnly, context: Context): Promise<ExitCode> {
  const releases = await releasesOf(wish, context);
  if ('exit' in releases) return releases.exit;
  const server = await open(wish, context);
  if ('exit' in server) return server.exit;
  try {
    server.publish(releases);
    tellWhere(server, wish, context);
    await stopped(context.signal);
    return EXIT.done;
  } finally {
    await server.close();
  }
}

function quirksOf({ calm, without }: PortalsOnly): WeekQuirks {
  if (calm) return NO_QUIRKS;
  return { ...WEEK_QUIRKS, ...Object.fromEntries(without.map((name) => [name, false])) };
}

async function releasesOf(wish: PortalsOnly, context: Context): Promise<readonly PretendRelease[] | Ended> {
  const { seed, replay } = wish;
  if (replay === undefined) {
    const from = fromLondonWall(londonDay(context.clock.now() - DAYS_BEFORE * DAY)) ?? 0;
    return createWeek({ seed, from, quirks: quirksOf(wish) }).releases;
  }
  try {
    const { releases } = await readRecordings(replay);
    if (releases.length > 0) return releases;
    return refuse(context, `--replay ${replay}: no recorded release of the four portals is in it`, EXIT.data);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return refuse(context, `--replay ${replay}: ${why}`, EXIT.data);
  }
}

async function open(wish: PortalsOnly, context: Context): Promise<PretendPortalsServer | Ended> {
  const { port, calm, replay } = wish;
  const switches = calm ? noSwitches() : defaultSwitches();
  const data = replay === undefined ? { data: quirksOf(wish) } : {};
  try {
    return await startPretendPortals({ now: () => context.clock.now(), port, switches, ...data });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const said: Readonly<Record<string, string>> = {
      EADDRINUSE: 'is in use; name another one, or stop what listens there',
      EACCES: 'may not be opened by this user; name one above 1023',
    };
    if (typeof code !== 'string') throw error;
    return refuse(context, `--port ${port} ${said[code] ?? `cannot be listened on: ${code}`}`, EXIT.config);
  }
}

function tellWhere({ urls }: PretendPortalsServer, { json }: PortalsOnly, context: Context): void {
  if (json) context.out(JSON.stringify(urls));
  else for (const id of PORTALS) context.out(`${PORTAL_NAMES[id].padEnd(27)} ${urls[id]}`);
  context.say('tenderbell: what each serves: …/_sandbox/ledger; how it misbehaves: …/_sandbox/switches');
}

function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
