import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import type { MethodAnswer } from './answers.ts';
import { content, failure, isFailure } from './answers.ts';
import type { Env } from './api.ts';
import { deferred } from './deferred.ts';
import type { Fields } from './fields.ts';
import { isFields, word } from './fields.ts';
import type { SlackPost, Workspace } from './workspace.ts';

/** Slack's limits on answering late (https://docs.slack.dev/interactivity/handling-user-interaction). */
const USES = 5;
const LIFE_MS = 30 * 60_000;

interface ResponseUrl {
  readonly workspace: Workspace;
  readonly channel: string;
  readonly user: string;
  readonly expires: number;
  left: number;
  last: SlackPost | undefined;
  readonly arrived: (post: SlackPost) => void;
}

/** Where an interaction happened. */
export interface AskedAt {
  readonly workspace: Workspace;
  readonly channel: string;
  readonly user: string;
  /** The message whose button was pressed. */
  readonly original?: SlackPost | undefined;
}

export interface ResponseUrls {
  readonly app: Hono<Env>;
  /** A new address below `base`. */
  readonly open: (base: string, at: AskedAt) => OpenUrl;
}

export interface OpenUrl {
  readonly url: string;
  /** The first answer that comes, by acknowledgement or later. */
  readonly answered: Promise<SlackPost>;
  /** Takes an acknowledgement's body as an answer; undefined where it is none. */
  readonly accept: (body: unknown) => SlackPost | undefined;
}

function isTrue(body: Fields, key: string): boolean {
  return body[key] === true || body[key] === 'true';
}

/** Puts an answer before the person, in place of the last where the app says so; or why Slack would not take it. */
function show(body: Fields, one: ResponseUrl): SlackPost | MethodAnswer {
  const said = content(body);
  if (isFailure(said)) return said;
  const { workspace, last, channel, user } = one;
  const changed =
    isTrue(body, 'replace_original') && last !== undefined
      ? workspace.change(channel, last.ts, said)
      : undefined;
  if (changed !== undefined) return changed;
  const visibleTo = body['response_type'] === 'in_channel' ? undefined : user;
  const threadTs = word(body, 'thread_ts') || undefined;
  return workspace.add({ kind: 'answer', channel, threadTs, visibleTo, ...said });
}

function take(one: ResponseUrl, body: unknown): SlackPost | MethodAnswer {
  if (!isFields(body)) return failure('invalid_payload');
  const post = show(body, one);
  if (isFailure(post)) return post;
  one.last = post;
  one.arrived(post);
  return post;
}

/** The addresses at which an app may answer a command or a click: five times within half an hour. */
export function responseUrls(): ResponseUrls {
  const held = new Map<string, ResponseUrl>();

  const app = new Hono<Env>();
  app.post('/:team/:id', async (c) => {
    const one = held.get(c.req.param('id'));
    if (one === undefined || one.left === 0 || one.workspace.now() > one.expires) {
      return c.json({ ok: false, error: 'expired_url' }, 404);
    }
    const body: unknown = await c.req.json().catch(() => undefined);
    one.left -= 1;
    if (isFields(body) && isTrue(body, 'delete_original')) {
      if (one.last !== undefined) one.workspace.remove(one.channel, one.last.ts);
      one.last = undefined;
      return c.text('ok');
    }
    const taken = take(one, body);
    return isFailure(taken) ? c.json(taken, 400) : c.text('ok');
  });

  return {
    app,
    open: (base, { workspace, channel, user, original }) => {
      const id = randomUUID();
      const first = deferred<SlackPost>();
      const one: ResponseUrl = {
        workspace,
        channel,
        user,
        arrived: first.resolve,
        left: USES,
        last: original,
        expires: workspace.now() + LIFE_MS,
      };
      held.set(id, one);
      return {
        url: `${base}/commands/${workspace.team.id}/${id}`,
        answered: first.promise,
        accept: (body) => {
          const taken = take(one, body);
          return isFailure(taken) ? undefined : taken;
        },
      };
    },
  };
}
