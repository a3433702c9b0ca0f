import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import { Hono } from 'hono';
import type { Fields } from './block-kit.ts';
import { isFields } from './block-kit.ts';
import type { MethodAnswer } from './methods.ts';
import { METHODS } from './methods.ts';
import type { Workspace } from './workspace.ts';
import { WORKSPACE } from './workspace.ts';

/** What Slack can do to a call. `reset-after` does the work and then drops the connection: the caller cannot know. */
export type SlackFaultKind =
  'status-500' | 'html' | 'rate-limited' | 'rate-limited-bare' | 'reset-after' | 'hang';

export interface SlackFault {
  readonly kind: SlackFaultKind;
  /** Every method where absent. */
  readonly method?: string;
  /** Once where absent. */
  readonly times?: number;
}

export interface SlackCall {
  readonly method: string;
  readonly args: Fields;
  /** UTC milliseconds. */
  readonly at: number;
  /** `ok`, Slack's error word, or the fault. */
  readonly outcome: string;
}

export interface SlackApi {
  readonly app: Hono<Env>;
  readonly calls: () => readonly SlackCall[];
  readonly faults: (faults: readonly SlackFault[]) => void;
}

export interface Env {
  readonly Bindings: HttpBindings;
}

export interface SlackApiOptions {
  readonly workspace: Workspace;
  /** One message a second in each channel (https://docs.slack.dev/apis/web-api/rate-limits). */
  readonly rateLimit: boolean;
  /** A fresh WebSocket address for `apps.connections.open`. */
  readonly socketUrl: () => string;
}

async function argsOf(c: Context<Env>): Promise<Fields> {
  if (c.req.header('content-type')?.startsWith('application/json') === true) {
    const body: unknown = await c.req.json().catch(() => ({}));
    return isFields(body) ? body : {};
  }
  return c.req.parseBody();
}

function tokenOf(c: Context<Env>, args: Fields): string {
  const bearer = c.req.header('authorization')?.replace(/^Bearer /, '');
  return bearer ?? (typeof args['token'] === 'string' ? args['token'] : '');
}

/** Undefined where the token may call the method. */
function refused(method: string, token: string, workspace: Workspace): string | undefined {
  if (method === 'oauth.v2.access') return undefined;
  if (token === '') return 'not_authed';
  if (method === 'apps.connections.open') {
    return token === WORKSPACE.appToken ? undefined : 'not_allowed_token_type';
  }
  if (token !== WORKSPACE.botToken) return 'invalid_auth';
  return workspace.revoked ? 'token_revoked' : undefined;
}

function rateLimited(retryAfter: string | undefined): Response {
  const headers = {
    'content-type': 'application/json',
    ...(retryAfter === undefined ? {} : { 'retry-after': retryAfter }),
  };
  return new Response(JSON.stringify({ ok: false, error: 'ratelimited' }), { status: 429, headers });
}

/** Undefined where the call goes on as usual. */
function befallen(kind: SlackFaultKind | undefined): Response | Promise<Response> | undefined {
  if (kind === 'status-500') return new Response('Internal Server Error', { status: 500 });
  if (kind === 'html') {
    return new Response('<html><body>Slack is having trouble</body></html>', {
      headers: { 'content-type': 'text/html' },
    });
  }
  if (kind === 'rate-limited') return rateLimited('1');
  if (kind === 'rate-limited-bare') return rateLimited(undefined);
  if (kind === 'hang') return new Promise<Response>(() => {});
  return undefined;
}

function faultList(): { set: SlackApi['faults']; take: (method: string) => SlackFaultKind | undefined } {
  let held: { fault: SlackFault; left: number }[] = [];
  return {
    set: (faults) => {
      held = faults.map((fault) => ({ fault, left: fault.times ?? 1 }));
    },
    take: (method) => {
      const due = held.find(({ fault, left }) => left > 0 && (fault.method ?? method) === method);
      if (due !== undefined) due.left -= 1;
      return due?.fault.kind;
    },
  };
}

/** True where the channel had a message less than a second ago. */
function tooSoon(method: string, args: Fields, workspace: Workspace): boolean {
  if (method !== 'chat.postMessage' || typeof args['channel'] !== 'string') return false;
  const channel = workspace.channel(args['channel'])?.id;
  const last = workspace.posts().findLast((post) => post.channel === channel && post.kind === 'post');
  return last !== undefined && workspace.now() - last.at < 1000;
}

/** Slack's Web API under `/api/`: arguments form-encoded or as JSON, every answer with `ok`. */
export function slackApi(options: SlackApiOptions): SlackApi {
  const { workspace } = options;
  const calls: SlackCall[] = [];
  const faults = faultList();

  function answer(method: string, args: Fields, token: string): MethodAnswer {
    const error = refused(method, token, workspace);
    if (error !== undefined) return { ok: false, error };
    if (method === 'apps.connections.open') return { ok: true, url: options.socketUrl() };
    return METHODS[method]?.(args, workspace) ?? { ok: false, error: 'unknown_method' };
  }

  const app = new Hono<Env>();
  app.all('/:method', async (c) => {
    const method = c.req.param('method');
    const args = await argsOf(c);
    const fault = faults.take(method);
    function note(outcome: string): void {
      calls.push({ method, args, at: workspace.now(), outcome });
    }
    const instead = befallen(fault);
    if (instead !== undefined) {
      note(fault ?? '');
      return instead;
    }
    if (options.rateLimit && tooSoon(method, args, workspace)) {
      note('rate-limited');
      return rateLimited('1');
    }
    const said = answer(method, args, tokenOf(c, args));
    note(fault ?? (said.ok ? 'ok' : String(said['error'])));
    if (fault === 'reset-after') c.env.incoming.socket.destroy();
    return c.json(said);
  });
  return { app, calls: () => calls, faults: faults.set };
}
