import type { Context, Hono } from 'hono';
import type { MessageLinks } from '../domain/delivery.ts';
import { act, ACTIONS, lookAtAct, undoAct, type Acted, type Action, type ActWish } from '../flows/act.ts';
import type { MuteDeps } from '../flows/mute.ts';
import { openBesidesOf, restOf, type RestDeps } from '../flows/rest.ts';
import { actPage, deadLinkPage, undonePage } from './act-pages.tsx';
import { restPage } from './rest-page.tsx';

export type ActRoutesDeps = MuteDeps & RestDeps;

/** What the buttons of mails open, and what a mail had no room for. A GET only shows what a POST would do. */
export function addActRoutes(web: Hono, deps: ActRoutesDeps): void {
  for (const action of ACTIONS) {
    const path = `/a/:secret/${action}/:id`;
    web.get(path, async (c) => answer(c, actPage, await lookAtAct(wishOf(c, action), deps)));
    web.post(path, async (c) => answer(c, actPage, await act(wishOf(c, action), deps)));
    web.post(`${path}/undo`, async (c) => answer(c, undonePage, await undoAct(wishOf(c, action), deps)));
  }
  web.get('/r/:secret', async (c) => rest(c, restOf));
  web.get('/r/:secret/open', async (c) => rest(c, openBesidesOf));

  async function rest(c: Context, read: typeof restOf): Promise<Response> {
    const secret = c.req.param('secret') ?? '';
    const page = Number(/^[1-9]\d{0,5}$/.exec(c.req.query('page') ?? '')?.[0] ?? 1);
    const found = await read({ secret, page }, deps);
    if (found === undefined) return c.html(deadLinkPage(), 404);
    return c.html(restPage(found, { links: linksOf(secret), now: deps.clock.now() }));
  }

  function answer(c: Context, page: typeof actPage, acted: Acted | undefined): Response | Promise<Response> {
    if (acted === undefined) return c.html(deadLinkPage(), 404);
    const secret = c.req.param('secret') ?? '';
    const path = `/a/${secret}/${acted.action}/${acted.procurement.id}`;
    return c.html(page(acted, { path, links: linksOf(secret), now: deps.clock.now() }));
  }
}

function wishOf(c: Context, action: Action): ActWish {
  return { secret: c.req.param('secret') ?? '', action, procurementId: numberIn(c.req.param('id') ?? '') };
}

/** A procurement's number as a link writes it; 0, which is none's, for anything else. */
export function numberIn(text: string): number {
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : 0;
}

/** The links of a mail, as its own pages write them. */
function linksOf(secret: string): MessageLinks {
  return { unsubscribe: '', manage: `/m/${secret}`, act: `/a/${secret}`, rest: `/r/${secret}` };
}
