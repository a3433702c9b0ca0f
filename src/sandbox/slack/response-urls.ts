import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import type { Env } from './api.ts';
import type { Fields } from './block-kit.ts';
import { isFields } from './block-kit.ts';
import { content, isFailure } from './methods.ts';
import type { SlackPost, Workspace } from './workspace.ts';

/** Slack's limits on answering late (https://docs.slack.dev/interactivity/handling-user-interaction). */
const USES = 5;
const LIFE_MS = 30 * 60_000;

interface ResponseUrl {
  readonly channel: string;
  readonly user: string;
  readonly expires: number;
  left: number;
  last: SlackPost | undefined;
  readonly arrived: (post: SlackPost) => void;
}

export interface ResponseUrls {
  readonly app: Hono<Env>;
  /** A new address below `base`; `original` is the message whose button was pressed. */
  readonly open: (
    base: string,
    at: { readonly channel: string; readonly user: string },
    original?: SlackPost,
  ) => OpenUrl;
}

export interface OpenUrl {
  readonly url: string;
  /** The first answer that comes, by acknowledgement or later. */
  readonly answered: Promise<SlackPost>;
  /** Takes an acknowledgement's body as an answer; undefined where it is none. */
  readonly accept: (body: unknown) => SlackPost | undefined;
}

/** Puts an answer before the person, in place of the last where the app says so; undefined where Slack would not take it. */
function show(body: Fields, one: ResponseUrl, workspace: Workspace): SlackPost | undefined {
  const said = content(body);
  if (isFailure(said)) return undefined;
  const inPlace = body['replace_original'] === true && one.last !== undefined;
  const changed =
    inPlace && one.last !== undefined ? workspace.change(one.channel, one.last.ts, said) : undefined;
  if (changed !== undefined) return changed;
  const visibleTo = body['response_type'] === 'in_channel' ? undefined : one.user;
  return workspace.add({ kind: 'answer', channel: one.channel, threadTs: undefined, visibleTo, ...said });
}

function deferred<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  const box: { resolve?: (value: T) => void } = {};
  const promise = new Promise<T>((resolve) => {
    box.resolve = resolve;
  });
  return { promise, resolve: (value) => box.resolve?.(value) };
}

/** The addresses at which an app may answer a command or a click: five times within half an hour. */
export function responseUrls(workspace: Workspace): ResponseUrls {
  const held = new Map<string, ResponseUrl>();

  function take(one: ResponseUrl, body: unknown): SlackPost | undefined {
    const post = isFields(body) ? show(body, one, workspace) : undefined;
    if (post === undefined) return undefined;
    one.last = post;
    one.arrived(post);
    return post;
  }

  const app = new Hono<Env>();
  app.post('/:team/:id', async (c) => {
    const one = held.get(c.req.param('id'));
    if (one === undefined || one.left === 0 || workspace.now() > one.expires) {
      return c.json({ ok: false, error: 'expired_url' }, 404);
    }
    const body: unknown = await c.req.json().catch(() => undefined);
    one.left -= 1;
    if (isFields(body) && body['delete_original'] === true) return c.text('ok');
    return take(one, body) === undefined
      ? c.json({ ok: false, error: 'invalid_payload' }, 400)
      : c.text('ok');
  });

  return {
    app,
    open: (base, { channel, user }, original) => {
      const id = randomUUID();
      const first = deferred<SlackPost>();
      const one = {
        channel,
        user,
        arrived: first.resolve,
        left: USES,
        last: original,
        expires: workspace.now() + LIFE_MS,
      };
      held.set(id, one);
      return {
        url: `${base}/commands/T01SANDBOX/${id}`,
        answered: first.promise,
        accept: (body) => take(one, body),
      };
    },
  };
}
