import { wallClock } from '../base/clock.ts';
import type { World } from './generate/world.ts';
import { createWorld } from './generate/world.ts';
import type { Mailbox } from './mailbox.ts';
import { startMailbox } from './mailbox.ts';
import { startContractsFinder } from './pretend-contracts-finder.ts';
import { startFindATender } from './pretend-find-a-tender.ts';
import type { PretendPortalServer } from './pretend-portal.ts';
import type { PretendRelease } from './pretend-release.ts';
import type { PretendSlack } from './pretend-slack.ts';
import { startPretendSlack } from './pretend-slack.ts';
import type { Recordings } from './replay.ts';
import { readRecordings } from './replay.ts';

export interface SandboxOptions {
  /** Same seed, same story. */
  readonly seed: string;
  /** When the story begins, UTC milliseconds: the backlog lies before, deadlines after. */
  readonly now: number;
  /** The clock the servers live by; the machine's unless told otherwise. Give one that starts near `now`. */
  readonly clock?: { readonly now: () => number };
  /** A folder of recorded pages that the portals hold instead of the backlog. */
  readonly replay?: string;
  /** The bot's web address, asked whenever a slash command is typed. */
  readonly botUrl: () => string;
  /** Fixed ports; free ones where absent. */
  readonly ports?: {
    readonly findATender?: number;
    readonly contractsFinder?: number;
    readonly smtp?: number;
    readonly mailbox?: number;
    readonly slack?: number;
  };
}

/** Pretend portals, a mailbox and a Slack workspace, all on loopback. */
export interface Sandbox {
  readonly findATender: PretendPortalServer;
  readonly contractsFinder: PretendPortalServer;
  readonly mailbox: Mailbox;
  readonly slack: PretendSlack;
  readonly world: World;
  /** What was replayed; undefined without `replay`. */
  readonly recordings: Recordings | undefined;
  /** Puts each release on its own portal. */
  readonly publish: (releases: readonly PretendRelease[]) => void;
  readonly urls: {
    readonly findATender: string;
    readonly contractsFinder: string;
    /** The mailbox's page. */
    readonly mailbox: string;
    /** Where mail goes, `smtp://…`. */
    readonly smtp: string;
    /** The workspace's page. */
    readonly slack: string;
    readonly slackApi: string;
  };
  readonly close: () => Promise<void>;
}

interface Closable {
  readonly close: () => Promise<void>;
}

async function closeAll(servers: readonly Closable[]): Promise<void> {
  await Promise.all(servers.map((server) => server.close()));
}

/** Starts one after the other; where one fails, those already up are closed again. */
async function startServers(options: SandboxOptions) {
  const clock = options.clock ?? wallClock;
  const now = (): number => clock.now();
  const ports = options.ports ?? {};
  const up: Closable[] = [];
  async function keep<T extends Closable>(starting: Promise<T>): Promise<T> {
    const server = await starting;
    up.push(server);
    return server;
  }
  try {
    const findATender = await keep(startFindATender({ now, port: ports.findATender ?? 0 }));
    const contractsFinder = await keep(startContractsFinder({ now, port: ports.contractsFinder ?? 0 }));
    const mailbox = await keep(startMailbox({ now, smtpPort: ports.smtp ?? 0, webPort: ports.mailbox ?? 0 }));
    const slack = await keep(startPretendSlack({ now, botUrl: options.botUrl, port: ports.slack ?? 0 }));
    return { findATender, contractsFinder, mailbox, slack };
  } catch (error) {
    await closeAll(up);
    throw error;
  }
}

/** Starts everything and fills the portals with the backlog or the recordings. Rejects where a port is taken or `replay` cannot be read. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const world = createWorld({ seed: options.seed, now: options.now });
  const recordings = options.replay === undefined ? undefined : await readRecordings(options.replay);
  const servers = await startServers(options);
  const { findATender, contractsFinder, mailbox, slack } = servers;
  function publish(releases: readonly PretendRelease[]): void {
    findATender.publish(releases.filter((release) => release.portal === 'find-a-tender'));
    contractsFinder.publish(releases.filter((release) => release.portal === 'contracts-finder'));
  }
  publish(recordings?.releases ?? world.backlog);
  return {
    ...servers,
    world,
    recordings,
    publish,
    urls: {
      findATender: findATender.url,
      contractsFinder: contractsFinder.url,
      mailbox: mailbox.url,
      smtp: mailbox.smtpUrl,
      slack: slack.url,
      slackApi: slack.apiUrl,
    },
    close: () => closeAll(Object.values(servers)),
  };
}
