import { Hono } from 'hono';
import { listen } from './listen.ts';
import type { Env, SlackCall, SlackFault } from './slack/api.ts';
import { slackApi } from './slack/api.ts';
import type { Person } from './slack/person.ts';
import { person } from './slack/person.ts';
import { responseUrls } from './slack/response-urls.ts';
import { slackPages } from './slack/slack-pages.ts';
import { sockets } from './slack/sockets.ts';
import type { SlackChannel, SlackPost, SlackView } from './slack/workspace.ts';
import { WORKSPACE, workspace } from './slack/workspace.ts';

export interface PretendSlackOptions {
  readonly now: () => number;
  /** The bot's web address, asked each time: it may start later than Slack. Not used while a socket is open. */
  readonly botUrl: () => string;
  readonly port?: number;
  /** One message a second in each channel, then 429. Off unless told otherwise. */
  readonly rateLimit?: boolean;
  /** 3,000 unless told otherwise. */
  readonly ackTimeoutMs?: number;
  /** How long `command` waits for a response_url answer; 10,000 unless told otherwise. */
  readonly patienceMs?: number;
}

/** A pretend Slack workspace: its Web API, its end of Socket Mode, and a page to look at. */
export interface PretendSlack extends Person {
  /** Where the page is. */
  readonly url: string;
  /** What the app's `slackApiUrl` must be: ends with `/api/`. */
  readonly apiUrl: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly team: string;
  /** Messages by chat.postMessage as they now read, oldest first. */
  readonly posts: () => readonly SlackPost[];
  /** Everything said in the workspace, answers and ephemeral messages included. */
  readonly timeline: () => readonly SlackPost[];
  readonly views: () => readonly SlackView[];
  readonly calls: () => readonly SlackCall[];
  /** Adds a channel, or replaces the one with its id: archived, not in channel, private. */
  readonly setChannel: (channel: SlackChannel) => void;
  /** The bot's token stops working, or works again. */
  readonly revoke: (revoked: boolean) => void;
  /** Replaces the faults in force. */
  readonly faults: (faults: readonly SlackFault[]) => void;
  /** True while the app holds a Socket Mode connection. */
  readonly connected: () => boolean;
  readonly close: () => Promise<void>;
}

/** Starts a workspace on loopback; rejects where the port is taken. */
export async function startPretendSlack(options: PretendSlackOptions): Promise<PretendSlack> {
  const space = workspace(options.now);
  const wires = sockets();
  const urls = responseUrls(space);
  let base = '';
  const api = slackApi({
    workspace: space,
    rateLimit: options.rateLimit === true,
    socketUrl: () => wires.open(base),
  });
  const { now, botUrl, ackTimeoutMs = 3000, patienceMs = 10_000 } = options;
  const delivery = { now, botUrl, ackTimeoutMs, sockets: wires };
  const someone = person({ workspace: space, urls, delivery, patienceMs, base: () => base });
  const app = new Hono<Env>();
  app.route('/api', api.app);
  app.route('/commands', urls.app);
  app.route('/', slackPages(space, someone));
  const listening = await listen(app, options.port);
  base = listening.url;
  wires.attach(listening.server);
  return {
    ...someone,
    url: base,
    apiUrl: `${base}/api/`,
    botToken: WORKSPACE.botToken,
    appToken: WORKSPACE.appToken,
    signingSecret: WORKSPACE.signingSecret,
    team: WORKSPACE.team,
    posts: () => space.posts().filter((post) => post.kind === 'post'),
    timeline: space.posts,
    views: space.views,
    calls: api.calls,
    setChannel: space.setChannel,
    revoke: (revoked) => {
      space.revoked = revoked;
    },
    faults: api.faults,
    connected: wires.connected,
    close: async () => {
      wires.close();
      await listening.close();
    },
  };
}
