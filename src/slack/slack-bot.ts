import type { RequestListener } from 'node:http';
import { App, HTTPReceiver, SocketModeReceiver, type AppOptions, type Logger } from '@slack/bolt';
import type { Clock, Log } from '../domain/ports.ts';
import type { Searched } from '../flows/search.ts';
import { boltLogger } from './bolt-logger.ts';
import { errorCode } from './error-code.ts';
import { keepConnected, type Connection, type SlackState } from './keep-connected.ts';
import { hangUp, socketLink, tokenLink } from './links.ts';
import { registerListeners } from './register-listeners.ts';
import { BODY_LIMIT, createRequestGate } from './request-gate.ts';

export interface SlackBotOptions {
  readonly botToken: string;
  /** Proves that a request over HTTP comes from Slack. Not needed with `appToken`. */
  readonly signingSecret?: string | undefined;
  /** `xapp-…`: the bot calls Slack (Socket Mode) and needs no public URL. */
  readonly appToken?: string | undefined;
  /** In place of `https://slack.com/api/`, for the sandbox. */
  readonly apiUrl?: string | undefined;
  /** With its slash; `/tenders` where nothing else is said. */
  readonly command?: string | undefined;
  /** `searchProcurements` with what it needs; should ask for five, and for `stage: 'open'`. */
  readonly search: (text: string) => Promise<Searched>;
  readonly clock: Clock;
  readonly log: Log;
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
  if (options.signingSecret === undefined)
    throw new Error('A Slack bot needs a signing secret or an app token');
  const logger = boltLogger(options.log);
  // The gate has verified the signature, by our clock; Bolt would do so again by the machine's.
  const receiver = new HTTPReceiver({
    signingSecret: options.signingSecret,
    signatureVerification: false,
    bodyLimit: BODY_LIMIT,
    processBeforeResponse: false,
    logger,
  });
  const app = createApp(options, receiver, logger);
  const connection = keepConnected(tokenLink(app, options.botToken, options.clock), options);
  return {
    listener: createRequestGate({
      signingSecret: options.signingSecret,
      clock: options.clock,
      log: options.log,
      next: receiver.requestListener,
    }),
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
  const connection: Connection = keepConnected(socketLink(receiver.client), options);
  return {
    listener: undefined,
    ...connection,
    stop: async () => {
      connection.stop();
      await hangUp(receiver.client, GOODBYE_MS);
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
    authorize: () => Promise.resolve({ botToken: options.botToken }),
    clientOptions: clientOptions(options),
    convoStore: false,
    logger,
  });
  registerListeners(app, {
    command: options.command ?? '/tenders',
    search: options.search,
    clock: options.clock,
    log: options.log,
    ackWithinMs: options.ackWithinMs ?? 500,
  });
  app.error((error) => {
    options.log.error({ code: errorCode(error) }, 'a Slack listener failed');
    return Promise.resolve();
  });
  return app;
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
