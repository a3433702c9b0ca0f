import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';

const Blocks = z.array(z.looseObject({ type: z.string() }));

/** What the limits are about. */
interface Block {
  readonly type: string;
}

export interface SlackPost {
  readonly channel: string;
  readonly text: string;
  readonly blocks: readonly Block[] | undefined;
  readonly thread: string | undefined;
  readonly unfurls: boolean;
  readonly token: string;
  readonly at: number;
}

/** How the next calls are answered: `ok: false` with that word, an HTTP status, or a lost line. */
export type SlackTrouble =
  | { readonly error: string }
  | { readonly status: number; readonly retryAfter?: string; readonly body?: string }
  | { readonly line: 'hang' | 'reset'; readonly posted: boolean };

export interface FakeSlack {
  /** With its path: `http://127.0.0.1:PORT/api/`. */
  readonly apiUrl: string;
  /** Every post that the server kept, answered well or not. */
  readonly posts: readonly SlackPost[];
  /** Calls by method, refused ones included. */
  readonly calls: readonly string[];
  trouble(trouble: SlackTrouble | undefined): void;
  close(): Promise<void>;
}

/** A small Slack Web API on loopback: keeps posts, holds to Block Kit's limits, and misbehaves when told. */
export async function startFakeSlack(now: () => number): Promise<FakeSlack> {
  const posts: SlackPost[] = [];
  const calls: string[] = [];
  let trouble: SlackTrouble | undefined;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = (request.url ?? '').replace(/^\/api\//, '');
    calls.push(method);
    const form = new URLSearchParams(await bodyOf(request));
    const post = postOf(form, request, now());
    if (method === 'auth.test') return json(response, { ok: true, team_id: 'T0HOME' });
    if (trouble !== undefined && 'error' in trouble)
      return json(response, { ok: false, error: trouble.error });
    if (trouble !== undefined && 'line' in trouble) {
      if (trouble.posted) posts.push(post);
      if (trouble.line === 'reset') request.socket.destroy();
      return undefined;
    }
    if (trouble !== undefined) {
      const headers = trouble.retryAfter === undefined ? {} : { 'retry-after': trouble.retryAfter };
      response.writeHead(trouble.status, { 'content-type': 'text/html', ...headers }).end(trouble.body ?? '');
      return undefined;
    }
    const fault = blockFault(post);
    if (fault !== undefined) return json(response, { ok: false, error: fault });
    posts.push(post);
    return json(response, {
      ok: true,
      channel: post.channel,
      ts: `1700000000.${String(posts.length).padStart(6, '0')}`,
    });
  }

  const server = createServer((request, response) => {
    void handle(request, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    apiUrl: `http://127.0.0.1:${port}/api/`,
    posts,
    calls,
    trouble: (next) => {
      trouble = next;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  request.setEncoding('utf8');
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}

function postOf(form: URLSearchParams, request: IncomingMessage, at: number): SlackPost {
  const blocks = form.get('blocks');
  return {
    channel: form.get('channel') ?? '',
    text: form.get('text') ?? '',
    blocks: blocks === null ? undefined : Blocks.parse(JSON.parse(blocks)),
    thread: form.get('thread_ts') ?? undefined,
    unfurls: form.get('unfurl_links') !== 'false' || form.get('unfurl_media') !== 'false',
    token: (request.headers.authorization ?? '').replace('Bearer ', ''),
    at,
  };
}

function json(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** The word Slack would answer with; undefined where the blocks keep to its limits. */
export function blockFault(post: Pick<SlackPost, 'text' | 'blocks'>): string | undefined {
  const blocks = post.blocks ?? [];
  if (post.text === '' && blocks.length === 0) return 'no_text';
  if (post.text.length > 40_000) return 'msg_too_long';
  if (blocks.length > 50) return 'invalid_blocks';
  const within = blocks.every((block) => {
    const most = block.type === 'header' ? 150 : 3_000;
    return textsOf(block).every(({ length }) => length >= 1 && length <= most);
  });
  if (!within) return 'invalid_blocks';
  const total = textsOf(blocks).reduce((sum, { length }) => sum + length, 0);
  return total > 13_200 ? 'msg_blocks_too_long' : undefined;
}

/** Whatever is shown, however deep it stands: the texts of blocks, elements and options. */
function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== 'object' || value === null) return [];
  const { text }: { text?: unknown } = value;
  return typeof text === 'string' ? [text] : Object.values(value).flatMap(textsOf);
}
