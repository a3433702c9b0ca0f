import type { RequestListener, ServerResponse } from 'node:http';
import { InstallProvider } from '@slack/oauth';
import { boltLogger } from './bolt-logger.ts';
import { errorCode } from './error-code.ts';
import { INSTALL_PATH, REDIRECT_PATH } from './install-paths.ts';
import { createInstallStates, STATE_MS } from './install-states.ts';
import { createInstallationStore, type KeepDeps } from './keep-installation.ts';
import type { OauthClient } from './refresh-token.ts';
import { SCOPES } from './scopes.ts';
import type { Clock } from '../domain/ports.ts';

export interface InstallOptions extends KeepDeps {
  readonly clock: Clock;
  readonly client: OauthClient;
  /** Where people reach these pages. */
  readonly publicUrl: string;
  readonly apiUrl: string | undefined;
  /** The command in Slack, `/tenders`. */
  readonly command: string;
  /** Shows a page that says one thing. */
  readonly show: (res: ServerResponse, status: number, page: Page) => void;
}

export interface Page {
  readonly title: string;
  readonly sentence: string;
}

const API_TIMEOUT_MS = 10_000;

/** The pages by which a workspace adds the app, by path. */
export function createInstallPages(options: InstallOptions): Readonly<Record<string, RequestListener>> {
  const { publicUrl, apiUrl, client } = options;
  const server = apiUrl ?? 'https://slack.com/api/';
  const provider = new InstallProvider({
    ...client,
    stateStore: createInstallStates(options),
    stateCookieExpirationSeconds: STATE_MS / 1000,
    installationStore: createInstallationStore(options),
    directInstall: true,
    installUrlOptions: { scopes: [...SCOPES], redirectUri: `${publicUrl}${REDIRECT_PATH}` },
    authorizationUrl: new URL('/oauth/v2/authorize', server).href,
    logger: boltLogger(options.log),
    clientOptions: {
      slackApiUrl: server,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      timeout: API_TIMEOUT_MS,
    },
  });
  return {
    [INSTALL_PATH]: guarded(options, async (req, res) => await provider.handleInstallPath(req, res)),
    [REDIRECT_PATH]: guarded(options, async (req, res) => {
      await provider.handleCallback(req, res, {
        success: ({ team }) => options.show(res, 200, installed(team?.name, options.command)),
        failure: (error) => {
          const page = failed(errorCode(error));
          options.log.warn({ code: errorCode(error) }, 'an installation in Slack failed');
          options.show(res, page.status, page);
        },
      });
    }),
  };
}

type Answering = (...asked: Parameters<RequestListener>) => Promise<void>;

function guarded({ show, log }: InstallOptions, answer: Answering): RequestListener {
  return (req, res) => {
    if (req.method !== 'GET') {
      res.setHeader('allow', 'GET');
      show(res, 405, { title: 'Not like this', sentence: 'This address is opened by a browser.' });
      return;
    }
    answer(req, res).catch((error: unknown) => {
      log.error({ code: errorCode(error) }, 'a page of installing failed');
      if (!res.headersSent) show(res, 500, WENT_WRONG);
    });
  };
}

function installed(name: string | undefined, command: string): Page {
  return {
    title: 'tenderbell is in your Slack',
    sentence: `It was added to ${name ?? 'your workspace'}. Type ${command} help there to begin, and invite it to each channel in which it is to post.`,
  };
}

const WENT_WRONG: Page = {
  title: 'That did not work',
  sentence: 'tenderbell was not added to Slack: something went wrong. Please try again in a minute.',
};

/** Nothing of what was asked for is repeated: an address may hold a secret. */
const FAILED: Readonly<Record<string, Page & { readonly status: number }>> = {
  slack_oauth_installer_authorization_error: {
    status: 200,
    title: 'tenderbell was not added',
    sentence: `You said no in Slack, and nothing was changed. Open ${INSTALL_PATH} here when you want to add it after all.`,
  },
  slack_oauth_invalid_state: stateUnknown(),
  slack_oauth_missing_state: stateUnknown(),
  slack_oauth_missing_code: stateUnknown(),
  no_workspace: {
    status: 422,
    title: 'Add it to one workspace',
    sentence:
      'tenderbell posts in one workspace and cannot be added to a whole organisation. Choose a workspace in Slack’s list and try again.',
  },
};

function stateUnknown(): Page & { readonly status: number } {
  return {
    status: 400,
    title: 'This link is used up',
    sentence: `Adding tenderbell to Slack takes one go, in one browser, within ten minutes. Open ${INSTALL_PATH} here to begin anew; cookies must be allowed.`,
  };
}

function failed(code: string): Page & { readonly status: number } {
  const known = Object.hasOwn(FAILED, code) ? FAILED[code] : undefined;
  return known ?? { status: 502, ...WENT_WRONG };
}
