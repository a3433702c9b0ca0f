import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import { Hono } from 'hono';
import type { Method, MethodAnswer } from './answers.ts';
import { failure } from './answers.ts';
import type { FaultList, SlackFault } from './api-faults.ts';
import { befallen, faultList, rateLimited, slowed } from './api-faults.ts';
import { CHAT_METHODS } from './chat-methods.ts';
import { CONVERSATION_METHODS } from './conversation-methods.ts';
import type { Fields } from './fields.ts';
import { isFields } from './fields.ts';
import { oauthAccess } from './oauth-methods.ts';
import { lackingScope } from './scopes.ts';
import { WORKSPACE } from './seeds.ts';
import { VIEW_METHODS } from './view-methods.ts';
import type { Workspace } from './workspace.ts';
import type { World } from './world.ts';

export interface SlackCall {
  readonly method: string;
  readonly args: Fields;
  /** The workspace whose token it carried; undefined where it carried none that works. */
  readonly team: string | undefined;
  /** UTC milliseconds. */
  readonly at: number;
  /** `ok`, Slack's error word, or the fault. */
  readonly outcome: string;
}

export interface SlackApi {
  readonly app: Hono<Env>;
  readonly calls: () => readonly SlackCall[];
  readonly faults: FaultList['set'];
}

export interface Env {
  readonly Bindings: HttpBindings;
}

export interface SlackApiOptions {
  readonly world: World;
  /** One message a second in each channel (https://docs.slack.dev/apis/web-api/rate-limits); `bare` without saying for how long. */
  readonly rateLimit: boolean | 'bare';
  /** A fresh WebSocket address for `apps.connections.open`. */
  readonly socketUrl: () => string;
}

const METHODS: Readonly<Record<string, Method>> = {
  'auth.test': (_args, { team }) => ({
    ok: true,
    url: `https://${team.domain}.slack.example/`,
    team: team.name,
    user: 'tenderbell',
    team_id: team.id,
    user_id: team.botUser,
    bot_id: team.bot,
    is_enterprise_install: false,
  }),
  ...CHAT_METHODS,
  ...CONVERSATION_METHODS,
  ...VIEW_METHODS,
};

async function argsOf(c: Context<Env>): Promise<Fields> {
  if (c.req.header('content-type')?.startsWith('application/json') === true) {
    const body: unknown = await c.req.json().catch(() => ({}));
    return isFields(body) ? body : {};
  }
  return { ...c.req.query(), ...(await c.req.parseBody()) };
}

function tokenOf(c: Context<Env>, args: Fields): string {
  const bearer = c.req.header('authorization')?.replace(/^Bearer /, '');
  return bearer ?? (typeof args['token'] === 'string' ? args['token'] : '');
}

/** True where the channel had a message less than a second ago. */
function tooSoon(method: string, args: Fields, workspace: Workspace | undefined): boolean {
  if (method !== 'chat.postMessage' || typeof args['channel'] !== 'string') return false;
  const channel = workspace?.channel(args['channel'])?.id;
  const last = workspace?.posts().findLast((post) => post.channel === channel && post.kind === 'post');
  return workspace !== undefined && last !== undefined && workspace.now() - last.at < 1000;
}

/** Calls a method with a workspace's token. */
function called(method: string, args: Fields, token: string, world: World): MethodAnswer {
  const { tokens } = world;
  if (token === '') return failure('not_authed');
  const holder = tokens.holder(token);
  if (typeof holder === 'string') return failure(holder);
  const workspace = world.workspace(holder.team);
  if (workspace === undefined) return failure('invalid_auth');
  if (method === 'auth.revoke') {
    if (String(args['test']) !== 'true') tokens.revoke(token);
    return { ok: true, revoked: String(args['test']) !== 'true' };
  }
  const needed = lackingScope(method, holder.scopes);
  if (needed !== undefined) return { ...failure('missing_scope'), needed, provided: holder.scopes };
  return Object.hasOwn(METHODS, method)
    ? (METHODS[method]?.(args, workspace) ?? failure('unknown_method'))
    : failure('unknown_method');
}

/** The line fails after the work was done; undefined where it holds. */
function interrupted(fault: SlackFault | undefined, c: Context<Env>): Promise<Response> | undefined {
  if (fault?.kind === 'reset-after') c.env.incoming.socket.destroy();
  return fault?.kind === 'hang-after' ? new Promise<Response>(() => {}) : undefined;
}

/** Slack's Web API under `/api/`: arguments form-encoded or as JSON, every answer with `ok`. */
export function slackApi(options: SlackApiOptions): SlackApi {
  const { world, rateLimit } = options;
  const calls: SlackCall[] = [];
  const faults = faultList();

  function answer(method: string, args: Fields, token: string): MethodAnswer {
    if (method === 'oauth.v2.access') return oauthAccess(args, world.tokens, world);
    if (method !== 'apps.connections.open') return called(method, args, token, world);
    return token === WORKSPACE.appToken
      ? { ok: true, url: options.socketUrl() }
      : failure(token === '' ? 'not_authed' : 'not_allowed_token_type');
  }

  function workspaceOf(token: string): Workspace | undefined {
    const holder = world.tokens.holder(token);
    return typeof holder === 'string' ? undefined : world.workspace(holder.team);
  }

  const app = new Hono<Env>();
  app.all('/:method', async (c) => {
    const method = c.req.param('method');
    const args = await argsOf(c);
    const token = tokenOf(c, args);
    const workspace = workspaceOf(token);
    const fault = await slowed(faults.take(method));
    function note(outcome: string): void {
      calls.push({ method, args, team: workspace?.team.id, at: world.now(), outcome });
    }
    const instead = befallen(fault);
    if (instead !== undefined) {
      note(fault?.error ?? fault?.kind ?? '');
      return instead;
    }
    if (rateLimit !== false && tooSoon(method, args, workspace)) {
      note('rate-limited');
      return rateLimited(rateLimit === 'bare' ? undefined : '1');
    }
    const said = answer(method, args, token);
    note(fault?.kind ?? (said.ok ? 'ok' : String(said['error'])));
    return interrupted(fault, c) ?? c.json(said);
  });
  return { app, calls: () => calls, faults: faults.set };
}
