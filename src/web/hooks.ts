import { createHash, timingSafeEqual } from 'node:crypto';
import type { Context, Hono, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { heedReport, type BounceDeps, type MailReport } from '../flows/bounce.ts';

const BOUNCE_HOOK = '/hooks/bounce';
/** A report quotes the message that came back, or its headers. */
const MOST_BYTES = 1024 * 1024;

export interface HookDeps extends BounceDeps {
  /** What a caller has to know; undefined where nobody is to call. */
  readonly bounceSecret: string | undefined;
  /** @param envelopeTo whom the server that took the mail says that it was for. */
  readonly readReport: (raw: Uint8Array, envelopeTo: string | undefined) => Promise<MailReport>;
}

/**
 * Takes mail that came back: each raw (message/rfc822) as a body, from whatever receives it. A mail that proves nothing is
 * answered like one that does, so that its sender does not try again. For 404 the configuration names no secret.
 */
export function addHooks(web: Hono, deps: HookDeps): void {
  web.post(BOUNCE_HOOK, ...guards(deps.bounceSecret), async (c) => {
    const raw = new Uint8Array(await c.req.arrayBuffer());
    const outcomes = await heedReport(
      await deps.readReport(raw, c.req.header('X-Tenderbell-Recipient')),
      deps,
    );
    return c.json({ outcomes });
  });
}

function guards(secret: string | undefined): [MiddlewareHandler, MiddlewareHandler] {
  return [
    async (c, next) => {
      if (secret === undefined) return refuse(c, 404, 'hooks.bounceSecret is not configured');
      if (!isSame(c.req.header('X-Tenderbell-Secret') ?? '', secret))
        return refuse(c, 401, 'the secret in X-Tenderbell-Secret is missing or wrong');
      const type = c.req.header('Content-Type')?.split(';', 1)[0]?.trim().toLowerCase();
      if (type !== 'message/rfc822') return refuse(c, 415, 'send one raw mail as message/rfc822');
      return await next();
    },
    bodyLimit({ maxSize: MOST_BYTES, onError: (c) => refuse(c, 413, 'a mail may be 1 MB at most') }),
  ];
}

/** Of equal length by their hashes, so that the time that it takes says nothing. */
function isSame(one: string, other: string): boolean {
  return timingSafeEqual(hashOf(one), hashOf(other));
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function refuse(c: Context, status: 401 | 404 | 413 | 415, error: string): Response {
  return c.json({ error }, status);
}
