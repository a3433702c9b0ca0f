import { wallClock } from '../base/clock.ts';
import type { World } from './generate/world.ts';
import { createWorld } from './generate/world.ts';
import type { Mailbox } from './mailbox.ts';
import { startMailbox } from './mailbox.ts';
import { startContractsFinder } from './pretend-contracts-finder.ts';
import { startFindATender } from './pretend-find-a-tender.ts';
import type { PretendPortalServer } from './pretend-portal.ts';
import { startPublicContractsScotland } from './pretend-public-contracts-scotland.ts';
import type { PretendRelease } from './pretend-release.ts';
import { startSell2Wales } from './pretend-sell2wales.ts';
import type { PretendSlack } from './pretend-slack.ts';
import { startPretendSlack } from './pretend-slack.ts';
import type { Recordings } from './replay.ts';
import { readRecordings } from './replay.ts';
import type { AllSwitches } from './switches.ts';
import { promptSwitches } from './switches.ts';

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
  /** Changes from `promptSwitches`: every defect of the portals but those that a client waits out. */
  readonly switches?: { readonly [Id in keyof AllSwitches]?: Partial<AllSwitches[Id]> };
  /** Fixed ports; free ones where absent. */
  readonly ports?: {
    readonly findATender?: number;
    readonly contractsFinder?: number;
    readonly publicContractsScotland?: number;
    readonly sell2wales?: number;
    readonly smtp?: number;
    readonly mailbox?: number;
    readonly slack?: number;
  };
}

/** Pretend portals, a mailbox and a Slack workspace, all on loopback. */
export interface Sandbox {
  readonly findATender: PretendPortalServer;
  readonly contractsFinder: PretendPortalServer;
  readonly publicContractsScotland: PretendPortalServer;
  readonly sell2wales: PretendPortalServer;
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
    readonly publicContractsScotland: string;
    readonly sell2wales: string;
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

type Keep = <T extends Closable>(starting: Promise<T>) => Promise<T>;

async function startPortals(options: SandboxOptions, keep: Keep) {
  const clock = options.clock ?? wallClock;
  const now = (): number => clock.now();
  const { ports = {}, switches = {} } = options;
  const prompt = promptSwitches();
  function told<Id extends keyof AllSwitches>(id: Id, port: number | undefined) {
    return { now, port: port ?? 0, switches: { ...prompt[id], ...switches[id] } };
  }
  return {
    findATender: await keep(startFindATender(told('find-a-tender', ports.findATender))),
    contractsFinder: await keep(startContractsFinder(told('contracts-finder', ports.contractsFinder))),
    publicContractsScotland: await keep(
      startPublicContractsScotland(told('public-contracts-scotland', ports.publicContractsScotland)),
    ),
    sell2wales: await keep(startSell2Wales(told('sell2wales', ports.sell2wales))),
  };
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
    const { findATender, contractsFinder, publicContractsScotland, sell2wales } = await startPortals(
      options,
      keep,
    );
    const mailbox = await keep(startMailbox({ now, smtpPort: ports.smtp ?? 0, webPort: ports.mailbox ?? 0 }));
    const slack = await keep(startPretendSlack({ now, botUrl: options.botUrl, port: ports.slack ?? 0 }));
    return { findATender, contractsFinder, publicContractsScotland, sell2wales, mailbox, slack };
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
  const { findATender, contractsFinder, publicContractsScotland, sell2wales, mailbox, slack } = servers;
  function publish(releases: readonly PretendRelease[]): void {
    for (const portal of [findATender, contractsFinder, publicContractsScotland, sell2wales])
      portal.publish(releases.filter((release) => release.portal === portal.id));
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
      publicContractsScotland: publicContractsScotland.url,
      sell2wales: sell2wales.url,
      mailbox: mailbox.url,
      smtp: mailbox.smtpUrl,
      slack: slack.url,
      slackApi: slack.apiUrl,
    },
    close: () => closeAll(Object.values(servers)),
  };
}
