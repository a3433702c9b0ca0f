import { Hono } from 'hono';
import { setTimeout as timer } from 'node:timers/promises';
import { listen } from './listen.ts';
import type { Env, SlackCall } from './slack/api.ts';
import { slackApi } from './slack/api.ts';
import type { SlackFault } from './slack/api-faults.ts';
import { createPerson } from './slack/create-person.ts';
import type { SentEvent } from './slack/event-delivery.ts';
import { eventDelivery } from './slack/event-delivery.ts';
import type { PersonOptions } from './slack/person-clicks.ts';
import type { PretendTeam } from './slack/pretend-team.ts';
import { pretendTeam } from './slack/pretend-team.ts';
import { responseUrls } from './slack/response-urls.ts';
import { WORKSPACE } from './slack/seeds.ts';
import type { NamedShortcut } from './slack/page-context.ts';
import { slackPages } from './slack/slack-pages.ts';
import { sockets } from './slack/sockets.ts';
import type { Workspace } from './slack/workspace.ts';
import { world as aWorld } from './slack/world.ts';

export interface PretendSlackOptions {
  readonly now: () => number;
  /** The bot's web address, asked each time: it may start later than Slack. Not used while a socket is open. */
  readonly botUrl: () => string;
  readonly port?: number;
  /** One message a second in each channel, then 429; `bare` without saying for how long. Off unless told otherwise. */
  readonly rateLimit?: boolean | 'bare';
  /** 3,000 unless told otherwise. */
  readonly ackTimeoutMs?: number;
  /** How long a person waits for an answer after an empty acknowledgement; 10,000 unless told otherwise. */
  readonly patienceMs?: number;
  /** Sleeps before an unacknowledged event is sent again, after none, one and five minutes; real time unless told otherwise. */
  readonly sleep?: (ms: number) => Promise<void>;
  /** Tokens given by OAuth expire after twelve hours and come with a refresh token. Off unless told otherwise. */
  readonly rotatesTokens?: boolean;
  /** Hosts whose links, when posted, are told to the app; the two UK services unless told otherwise. */
  readonly unfurlDomains?: readonly string[];
  /** The app's shortcuts, for the page's menus. */
  readonly shortcuts?: readonly NamedShortcut[];
}

/** A pretend Slack: its Web API, its end of Socket Mode and OAuth, and a page for people. What belongs to a workspace is, here, the first one's. */
export interface PretendSlack extends PretendTeam {
  /** Where the page is. */
  readonly url: string;
  /** What the app's `slackApiUrl` must be: ends with `/api/`. */
  readonly apiUrl: string;
  /** What Bolt's `authorizationUrl` must be; a person allows the app there. */
  readonly authorizeUrl: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly calls: () => readonly SlackCall[];
  /** Replaces the faults in force. */
  readonly faults: (faults: readonly SlackFault[]) => void;
  /** Every event as often as it was sent. */
  readonly events: () => readonly SentEvent[];
  /** Fulfilled when no event waits to be sent again. */
  readonly settled: () => Promise<void>;
  /** True while the app holds a Socket Mode connection. */
  readonly connected: () => boolean;
  /** A further workspace with channels and people of the same ids. The app is not in it before somebody allows it, unless `token` gives it one. */
  readonly addWorkspace: (wish: {
    readonly id: string;
    readonly name: string;
    readonly token?: string;
  }) => PretendTeam;
  readonly close: () => Promise<void>;
}

const UK_SERVICES = ['contractsfinder.service.gov.uk', 'find-tender.service.gov.uk'];

const SHORTCUTS: readonly NamedShortcut[] = [
  { on: 'message', callbackId: 'find-similar', name: 'Find similar tenders' },
];

/** On the page a person sees at once what has come, and can look again. */
const PAGE_PATIENCE_MS = 2500;

/** Ends with the server, and does not keep the process alive. */
function realSleep(signal: AbortSignal): (ms: number) => Promise<void> {
  return (ms) => timer(ms, undefined, { signal, ref: false });
}

function assemble(options: PretendSlackOptions, base: () => string, signal: AbortSignal) {
  const { now, botUrl, ackTimeoutMs = 3000, patienceMs = 10_000, sleep = realSleep(signal) } = options;
  const world = aWorld(now, options.rotatesTokens === true);
  const wires = sockets();
  const urls = responseUrls();
  const delivery = { now, botUrl, ackTimeoutMs, sockets: wires };
  const events = eventDelivery({ delivery, sleep });
  const unfurlDomains = options.unfurlDomains ?? UK_SERVICES;
  const shared = { world, urls, base, delivery, events, unfurlDomains };
  const rateLimit = options.rateLimit ?? false;
  const api = slackApi({ world, rateLimit, socketUrl: () => wires.open(base()) });
  function playing(workspace: Workspace, patience = patienceMs): PersonOptions {
    return { ...shared, workspace, patienceMs: patience };
  }
  const onPage = new Map<string, ReturnType<typeof createPerson>>();
  const pages = slackPages({
    world,
    shortcuts: options.shortcuts ?? SHORTCUTS,
    someone: (workspace) => {
      const known = onPage.get(workspace.team.id);
      const person = known ?? createPerson(playing(workspace, Math.min(patienceMs, PAGE_PATIENCE_MS)));
      onPage.set(workspace.team.id, person);
      return person;
    },
  });
  const app = new Hono<Env>();
  app.route('/api', api.app);
  app.route('/commands', urls.app);
  app.route('/', pages);
  return { world, wires, api, events, app, team: (workspace: Workspace) => pretendTeam(playing(workspace)) };
}

/** Starts a workspace on loopback; rejects where the port is taken. */
export async function startPretendSlack(options: PretendSlackOptions): Promise<PretendSlack> {
  let base = '';
  const closing = new AbortController();
  const { world, wires, api, events, app, team } = assemble(options, () => base, closing.signal);
  const first = world.workspace(WORKSPACE.team);
  if (first === undefined) throw new Error('a world has its first workspace');
  const listening = await listen(app, options.port);
  base = listening.url;
  wires.attach(listening.server);
  return {
    ...team(first),
    url: base,
    apiUrl: `${base}/api/`,
    authorizeUrl: `${base}/oauth/v2/authorize`,
    appToken: WORKSPACE.appToken,
    signingSecret: WORKSPACE.signingSecret,
    clientId: WORKSPACE.clientId,
    clientSecret: WORKSPACE.clientSecret,
    calls: api.calls,
    faults: api.faults,
    events: events.sent,
    settled: events.settled,
    connected: wires.connected,
    addWorkspace: ({ id, name, token }) => {
      const added = world.add(id, name);
      if (token !== undefined) world.tokens.give(token, id);
      return team(added);
    },
    close: async () => {
      closing.abort();
      wires.close();
      await listening.close();
    },
  };
}
