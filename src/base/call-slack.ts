import { LogLevel, WebClient, type Logger } from '@slack/web-api';

export interface SlackServer {
  /** Replaces `https://slack.com/api/`. */
  readonly apiUrl: string | undefined;
  /** Milliseconds for one call. */
  readonly timeoutMs: number;
}

export interface SlackCall extends SlackServer {
  /** Undefined for the few methods that are asked without. */
  readonly token: string | undefined;
  readonly signal: AbortSignal;
}

/**
 * One call of Slack's Web API, once: the library's own retries (ten in half an hour, after a time-out too) repeat a post that
 * has arrived. Throws the library's errors.
 */
export async function callSlack(
  call: SlackCall,
  method: string,
  fields: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<string, unknown>>> {
  const client = new WebClient(call.token, {
    ...(call.apiUrl === undefined ? {} : { slackApiUrl: call.apiUrl }),
    timeout: call.timeoutMs,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: SILENT,
    // The library knows a time limit but no abort signal.
    fetch: async (url, init) =>
      fetch(url, {
        ...init,
        signal: AbortSignal.any([call.signal, ...(init?.signal === undefined ? [] : [init.signal])]),
      }),
  });
  return { ...(await client.apiCall(method, { ...fields })) };
}

function silent(): void {
  // Its log lines quote answers, which may quote what was posted; refusals carry what matters.
}

const SILENT: Logger = {
  debug: silent,
  info: silent,
  warn: silent,
  error: silent,
  setLevel: silent,
  getLevel: () => LogLevel.ERROR,
  setName: silent,
};
