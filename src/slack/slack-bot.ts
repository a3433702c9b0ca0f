import type { RequestListener } from 'node:http';
import { App, HTTPReceiver, SocketModeReceiver, webApi, type AppOptions, type Logger } from '@slack/bolt';
import { callSlack } from '../base/call-slack.ts';
import { HOME_TEAM } from '../domain/subscription.ts';
import type { AnswerDeps } from './answering.ts';
import { ANSWERS } from './answers.ts';
import { boltLogger } from './bolt-logger.ts';
import type { Teams } from './calls.ts';
import { checkTeam } from './check-teams.ts';
import { errorCode } from './error-code.ts';
import { keepConnected, type Connection, type Link, type SlackState } from './keep-connected.ts';
import { askingLink, hangUp, socketLink } from './links.ts';
import { registerListeners } from './register-listeners.ts';
import { BODY_LIMIT, createRequestGate } from './request-gate.ts';
import { remembering } from './searching.ts';

export interface SlackBotOptions extends Omit<AnswerDeps, 'remember'> {
  readonly teams: Teams;
  /** The workspace that needs no installing; undefined where all are installed by OAuth. */
  readonly botToken: string | undefined;
  /** Proves that a request over HTTP comes from Slack. Not needed with `appToken`. */
  readonly signingSecret: string | undefined;
  /** `xapp-…`: the bot calls Slack (Socket Mode) and needs no public URL. */
  readonly appToken: string | undefined;
  /** In place of `https://slack.com/api/`, for the sandbox. */
  readonly apiUrl: string | undefined;
  /** When "Searching…" is said in place of an answer, milliseconds; 500, because Slack waits for three seconds in all. */
  readonly ackWithinMs?: number | undefined;
}

export interface SlackBot {
  /** For `POST /slack/events`; undefined in Socket Mode. */
  readonly listener: RequestListener | undefined;
  /** Resolves after the first attempt to reach Slack, up or down. Never rejects; a Slack that is down is tried again. */
  start(): Promise<void>;
  stop(): Promise<void>;
  state(): SlackState;
}

const API_TIMEOUT_MS = 10_000;
const GOODBYE_MS = 2000;

/** The bot. With an app token it calls Slack (Socket Mode), otherwise Slack calls its listener; all else is alike. */
export function createSlackBot(options: SlackBotOptions): SlackBot {
  return options.appToken === undefined ? overHttp(options) : overSocket(options, options.appToken);
}

function overHttp(options: SlackBotOptions): SlackBot {
  const { signingSecret, clock } = options;
  if (signingSecret === undefined) throw new Error('A Slack bot needs a signing secret or an app token');
  const logger = boltLogger(options.log);
  // The gate has verified the signature, by our clock; Bolt would do so again by the machine's.
  const receiver = new HTTPReceiver({
    signingSecret,
    signatureVerification: false,
    bodyLimit: BODY_LIMIT,
    processBeforeResponse: false,
    logger,
  });
  createApp(options, receiver, logger);
  const connection = keepConnected(
    askingLink((signal) => askSlack(options, signal), clock),
    options,
  );
  return {
    listener: createRequestGate({ ...options, signingSecret, next: receiver.requestListener }),
    ...connection,
    stop: async () => connection.stop(),
  };
}

function overSocket(options: SlackBotOptions, appToken: string): SlackBot {
  const logger = boltLogger(options.log);
  const receiver = new SocketModeReceiver({
    appToken,
    autoReconnectEnabled: false,
    installerOptions: { clientOptions: clientOptions(options) },
    logger,
  });
  createApp(options, receiver, logger);
  const connection: Connection = keepConnected(introducing(socketLink(receiver.client), options), options);
  return {
    listener: undefined,
    ...connection,
    stop: async () => {
      connection.stop();
      await hangUp(receiver.client, GOODBYE_MS);
    },
  };
}

/** Who we are in the configured workspace; where there is none, whether Slack answers at all. */
async function askSlack(options: SlackBotOptions, signal: AbortSignal): Promise<void> {
  const { apiUrl, botToken } = options;
  const server = { apiUrl, timeoutMs: API_TIMEOUT_MS, signal };
  if (botToken !== undefined) await checkTeam(HOME_TEAM, options, signal);
  else await callSlack({ ...server, token: undefined }, 'api.test', {}).catch(unlessAnswered);
}

/** Whatever Slack says, it answers. */
function unlessAnswered(error: unknown): void {
  if (!(error instanceof webApi.WebAPIPlatformError)) throw error;
}

/** The socket says nothing of the bot token: Slack is asked as soon as it stands, and the connection does not wait for it. */
function introducing(link: Link, options: SlackBotOptions): Link {
  return {
    open: async (signal) => {
      const opened = await link.open(signal);
      askSlack(options, signal).catch((error: unknown) => {
        options.log.warn({ code: errorCode(error) }, 'Slack did not say who we are');
      });
      return opened;
    },
  };
}

/**
 * `authorize` and not `token`: with a token Bolt calls Slack in its constructor, and a Slack that is down then ends the
 * process. https://github.com/slackapi/bolt-js, `App.js` `singleAuthorization`.
 */
function createApp(options: SlackBotOptions, receiver: AppOptions['receiver'], logger: Logger): App {
  const app = new App({
    ...(receiver === undefined ? {} : { receiver }),
    authorize: async ({ teamId }) => await authorized(teamId, options),
    clientOptions: clientOptions(options),
    convoStore: false,
    logger,
  });
  const ackWithinMs = options.ackWithinMs ?? 500;
  registerListeners(app, ANSWERS, { ...options, ackWithinMs, remember: remembering(options) });
  app.error((error) => {
    options.log.error({ code: errorCode(error) }, 'a Slack listener failed');
    return Promise.resolve();
  });
  return app;
}

/** Nobody is turned away here, where no listener could say so: an acknowledgement needs no token, and calls look for theirs. */
async function authorized(
  teamId: string | undefined,
  options: SlackBotOptions,
): Promise<{ teamId?: string }> {
  if (teamId === undefined) return {};
  const { teams, log, store } = options;
  const team = await teams.teamOf(teamId);
  if (team !== HOME_TEAM && (await store.installations.of(team)) === undefined)
    log.warn({ team }, 'asked from a workspace in which the app is not installed');
  return { teamId };
}

/** No retries inside the client: it would repeat posts that may have arrived. */
function clientOptions(options: SlackBotOptions): NonNullable<AppOptions['clientOptions']> {
  return {
    ...(options.apiUrl === undefined ? {} : { slackApiUrl: options.apiUrl }),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: API_TIMEOUT_MS,
    // Bolt posts to a `response_url` with this and without any time limit of its own.
    fetch: (url, init) => fetch(url, { signal: AbortSignal.timeout(API_TIMEOUT_MS), ...init }),
  };
}
