import type { Hono } from 'hono';
import type { Leaving, Undone, Which } from '../flows/leave.ts';
import { readForm } from './form.ts';
import { leavePage, leavePlaces, leftPage, undonePage } from './leave-pages.tsx';

/** What leaving needs of the rest. Each answers alike for a link that is nobody's. */
export interface LeavingFlow {
  whatEnds(secret: string): Promise<Leaving>;
  leave(secret: string, which: Which): Promise<Leaving>;
  undo(secret: string, subscriptionId: number | undefined): Promise<Undone>;
}

/** A mail program's own button posts here, too, without a cookie and without reading the answer (RFC 8058). */
export function isOneClick(path: string): boolean {
  return /^\/u\/[^/]+$/.test(path);
}

/** The link in every mail that ends what it told of: 200 whatever became of it. */
export function addLeaving(web: Hono, flow: LeavingFlow): void {
  web.get('/u/:secret', async (c) => {
    const secret = c.req.param('secret');
    return c.html(leavePage(await flow.whatEnds(secret), leavePlaces(secret)));
  });
  web.post('/u/:secret', async (c) => {
    const secret = c.req.param('secret');
    return c.html(leftPage(await flow.leave(secret, 'told'), leavePlaces(secret)));
  });
  web.post('/u/:secret/one', async (c) => {
    const secret = c.req.param('secret');
    const subscriptionId = (await readForm(c)).number('subscription') ?? 0;
    return c.html(leftPage(await flow.leave(secret, { subscriptionId }), leavePlaces(secret)));
  });
  web.post('/u/:secret/everything', async (c) => {
    const secret = c.req.param('secret');
    return c.html(leftPage(await flow.leave(secret, 'everything'), leavePlaces(secret)));
  });
  web.post('/u/:secret/undo', async (c) => {
    const secret = c.req.param('secret');
    const only = (await readForm(c)).text('subscription');
    const subscriptionId = only === '' ? undefined : Number(only);
    return c.html(undonePage(await flow.undo(secret, subscriptionId), leavePlaces(secret)));
  });
}
