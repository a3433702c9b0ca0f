import type { Context } from 'hono';
import { Hono } from 'hono';
import type { Env } from './api.ts';
import { standings, stateOf, valueOf, withValue } from './elements-in.ts';
import type { Fields } from './fields.ts';
import { objects, strings, word } from './fields.ts';
import type { Here, PagesOptions } from './page-context.ts';
import { address, hereOf } from './page-context.ts';
import { fieldName } from './page-elements.ts';
import type { Picked, SlackAnswer } from './person.ts';
import type { SlackView } from './workspace.ts';

/** Back to where the person was, with a word on what came of it. */
function back(c: Context<Env>, here: Here, via: SlackAnswer['via'] | 'done' = 'done'): Response {
  const outcome: Readonly<Record<string, string>> = via === 'done' ? {} : { outcome: via };
  return c.redirect(address(here, undefined, outcome), 303);
}

async function formOf(c: Context<Env>): Promise<Fields> {
  return c.req.parseBody({ all: true });
}

function pickedIn(form: Fields, name: string): Picked | undefined {
  const value = form[name];
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? strings(value) : undefined;
}

interface Pressed {
  readonly blockId: string;
  readonly actionId: string;
  readonly picked: Picked | undefined;
}

/** Which element's button was pressed; undefined where none was. */
function pressedIn(form: Fields): Pressed | undefined {
  try {
    const names = strings(JSON.parse(word(form, 'press')));
    const [blockId, actionId, picked] = names;
    if (blockId === undefined || actionId === undefined) return undefined;
    return { blockId, actionId, picked: picked ?? pickedIn(form, JSON.stringify([blockId, actionId])) };
  } catch {
    return undefined;
  }
}

const STATELESS = new Set(['button', 'overflow']);

/** Keeps what stands in the form, so that pressing a button in it loses nothing. */
function keepWritten(view: SlackView, form: Fields, here: Here): void {
  let state = stateOf(objects(view.view['blocks']), view.state);
  for (const standing of standings(objects(view.view['blocks']))) {
    const type = word(standing.element, 'type');
    if (STATELESS.has(type)) continue;
    const picked = pickedIn(form, fieldName(standing));
    state = withValue(state, standing, valueOf(standing.element, picked ?? []));
  }
  here.workspace.views.hold(view.id, { state });
}

async function press(c: Context<Env>, here: Here, form: Fields): Promise<SlackAnswer['via'] | 'done'> {
  const pressed = pressedIn(form);
  if (pressed === undefined) return 'done';
  const { blockId, actionId, picked } = pressed;
  const [ts, view] = [c.req.query('ts'), c.req.query('view')];
  const answer = await here.person.click({
    channel: here.channel.id,
    user: here.user.id,
    blockId,
    actionId,
    ...(picked === undefined ? {} : { picked }),
    ...(view === undefined ? {} : { view }),
    ...(ts === undefined ? {} : { ts }),
  });
  return answer.via;
}

async function useModal(c: Context<Env>, here: Here, form: Fields): Promise<SlackAnswer['via'] | 'done'> {
  const { person, user, workspace } = here;
  const shown = workspace.views.get(c.req.query('view') ?? '');
  if (shown === undefined || !shown.open) return 'done';
  keepWritten(shown, form, here);
  if (word(form, 'press') !== '') return press(c, here, form);
  if (word(form, 'do') === 'close') {
    await person.closeModal({ view: shown.id, user: user.id });
    return 'done';
  }
  const { via } = await person.submit({ view: shown.id, user: user.id });
  return via === 'none' || via === 'ack' || via === 'not-sent' || via === 'view' ? 'done' : via;
}

type Channels = 'archive' | 'unarchive' | 'invite' | 'removeBot' | 'leave';
const CHANNEL_DOINGS: readonly Channels[] = ['archive', 'unarchive', 'invite', 'removeBot', 'leave'];

async function administer(here: Here, what: string): Promise<void> {
  const { person, world, workspace } = here;
  const { id } = workspace.team;
  if (what === 'remove') await person.removeApp();
  if (what === 'remove-tokens-first') await person.removeApp({ first: 'tokens_revoked' });
  if (what === 'revoke') world.tokens.set(id, 'revoked');
  if (what === 'expire') world.tokens.set(id, 'expired');
  if (what === 'restore') world.tokens.set(id, 'good');
}

function adminActions(options: PagesOptions): Hono<Env> {
  const app = new Hono<Env>();
  app.post('/admin/channel', async (c) => {
    const here = hereOf(c, options, 'admin');
    const what = word(await formOf(c), 'what');
    const doing = CHANNEL_DOINGS.find((one) => one === what);
    const channel = here.workspace.channel(c.req.query('of') ?? '');
    if (doing !== undefined && channel !== undefined) await here.person[doing](channel.id, here.user.id);
    return back(c, here);
  });
  app.post('/admin/person', async (c) => {
    const here = hereOf(c, options, 'admin');
    const user = here.workspace.user(c.req.query('of') ?? '');
    if (user !== undefined) await here.person.deactivate(user.id);
    return back(c, here);
  });
  app.post('/admin/app', async (c) => {
    const here = hereOf(c, options, 'admin');
    await administer(here, word(await formOf(c), 'what'));
    return back(c, here);
  });
  return app;
}

/** What the page's forms do. */
export function pageActions(options: PagesOptions): Hono<Env> {
  const app = new Hono<Env>();
  app.route('/', adminActions(options));
  app.post('/command', async (c) => {
    const here = hereOf(c, options);
    const place = { channel: here.channel.id, user: here.user.id };
    const { via } = await here.person.command(word(await formOf(c), 'text'), place);
    return back(c, here, via);
  });
  app.post('/say', async (c) => {
    const here = hereOf(c, options);
    const thread = c.req.query('thread');
    const under = thread === undefined ? {} : { threadTs: thread };
    const text = word(await formOf(c), 'text');
    await here.person.say(text, { channel: here.channel.id, user: here.user.id, ...under });
    return back(c, here);
  });
  app.post('/press', async (c) => {
    const here = hereOf(c, options);
    return back(c, here, await press(c, here, await formOf(c)));
  });
  app.post('/modal', async (c) => {
    const here = hereOf(c, options);
    return back(c, here, await useModal(c, here, await formOf(c)));
  });
  app.post('/shortcut', async (c) => {
    const here = hereOf(c, options);
    const ts = c.req.query('ts');
    const callbackId = word(await formOf(c), 'shortcut');
    const at = { callbackId, channel: here.channel.id, user: here.user.id };
    const { via } = await here.person.shortcut(ts === undefined ? at : { ...at, ts });
    return back(c, here, via);
  });
  app.post('/open-home', async (c) => {
    const here = hereOf(c, options, 'home');
    await here.person.openHome(here.user.id);
    return back(c, here);
  });
  return app;
}
