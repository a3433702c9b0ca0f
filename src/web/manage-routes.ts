import type { Context, Hono } from 'hono';
import { londonDay } from '../base/london.ts';
import type { Change, Changed } from '../flows/change-managed.ts';
import { maskedAddress, type Door } from '../flows/manage.ts';
import { dayAfter } from '../domain/london-day.ts';
import { editFieldsOf, editPage } from './edit-page.tsx';
import { wholeNumber, readForm, type Form } from './form.ts';
import { readChange, readEdit, type Read } from './manage-forms.ts';
import { latePage, linkAskedPage, managePage, unknownLinkPage, type Said } from './manage-pages.tsx';

/** What managing needs of the rest. */
export interface Managing {
  openDoor(secret: string): Promise<Door>;
  change(secret: string, change: Change): Promise<Changed>;
  askForLink(secret: string): Promise<void>;
  /** The public address of a page. */
  url(path: string): string;
  now(): number;
  /** The frameworks that can be named. */
  readonly frameworks: readonly string[];
}

/** What somebody has, by a mailed link. Each button posts to an address of its own, and is answered by the page as it is then. */
export function addManaging(web: Hono, managing: Managing): void {
  web.get('/m/:secret', async (c) => {
    const door = await managing.openDoor(secretOf(c));
    return door.as === 'open' ? show(c, managing, door) : shut(c, door);
  });
  web.post('/m/:secret/link', async (c) => {
    await managing.askForLink(secretOf(c));
    return c.html(linkAskedPage());
  });
  web.get('/m/:secret/subscriptions/:id', async (c) => await showEdit(c, managing));
  web.post('/m/:secret/subscriptions/:id', async (c) => await edit(c, managing));
  for (const [path, read] of Object.entries(BUTTONS)) {
    web.post(`/m/:secret/${path}`, async (c) => {
      const id = wholeNumber(c.req.param('id') ?? '') ?? 0;
      return await press(c, read(await readForm(c), id, managing.now()), managing);
    });
  }
}

const BUTTONS: Readonly<Record<string, (form: Form, id: number, now: number) => Read>> = {
  'subscriptions/:id/pause': readChange.pause,
  'subscriptions/:id/resume': (_, subscriptionId) => ({
    change: { kind: 'resume', subscriptionId },
    done: 'It goes on. What you missed and is still open comes, too.',
  }),
  'subscriptions/:id/end': (_, subscriptionId) => ({
    change: { kind: 'end', subscriptionId },
    done: 'It has ended. For a day you can take that back.',
  }),
  'subscriptions/:id/revive': (_, subscriptionId) => ({
    change: { kind: 'revive', subscriptionId },
    done: 'It is as it was.',
  }),
  end: () => ({ change: { kind: 'end-all' }, done: 'All have ended. For a day you can take that back.' }),
  timetable: readChange.timetable,
  frameworks: readChange.frameworks,
  unmute: (form) => ({
    change: { kind: 'unmute', muteId: form.number('mute') ?? 0 },
    done: 'You hear of it again.',
  }),
  calendar: () => ({ change: { kind: 'make-calendar' }, done: 'A new calendar address was made.' }),
  'calendar/stop': () => ({
    change: { kind: 'stop-calendars' },
    done: 'No calendar address of yours answers any more.',
  }),
};

type Open = Extract<Door, { as: 'open' }>;

async function press(c: Context, read: Read, managing: Managing): Promise<Response> {
  if ('faults' in read) {
    const door = await managing.openDoor(secretOf(c));
    return door.as === 'open' ? show(c, managing, door, { faults: read.faults }) : shut(c, door);
  }
  const changed = await managing.change(secretOf(c), read.change);
  if (changed.as !== 'open') return shut(c, changed);
  const { outcome } = changed;
  if (outcome.became === 'refused')
    return show(c, managing, changed, { faults: [{ field: read.field, words: upper(outcome.why) }] });
  const calendar =
    outcome.became === 'calendar' ? managing.url(`/calendar/${outcome.secret}.ics`) : undefined;
  return show(c, managing, changed, { done: read.done, calendar });
}

function show(
  c: Context,
  managing: Managing,
  { overview }: Open,
  said: Said = {},
): Response | Promise<Response> {
  const page = managePage({
    ...said,
    overview,
    here: hereOf(c),
    address: maskedAddress(overview.subscriber),
    tomorrow: dayAfter(londonDay(managing.now()), 1, 'days'),
    frameworks: managing.frameworks,
  });
  return c.html(page, said.faults === undefined ? 200 : 422);
}

function shut(c: Context, door: Exclude<Door, Open>): Response | Promise<Response> {
  return door.as === 'late' ? c.html(latePage(hereOf(c), door.address), 410) : c.html(unknownLinkPage(), 404);
}

async function showEdit(c: Context, managing: Managing): Promise<Response> {
  const door = await managing.openDoor(secretOf(c));
  if (door.as !== 'open') return shut(c, door);
  const id = idOf(c);
  const found = door.overview.subscriptions.find((one) => one.id === id);
  if (found === undefined)
    return show(c, managing, door, {
      faults: [{ field: undefined, words: 'There is no such alert of yours.' }],
    });
  return c.html(editPage({ fields: editFieldsOf(found), back: hereOf(c), to: c.req.path }));
}

async function edit(c: Context, managing: Managing): Promise<Response> {
  const { fields, faults, change } = readEdit(await readForm(c));
  const form = { fields, back: hereOf(c), to: c.req.path };
  const door = await managing.openDoor(secretOf(c));
  if (door.as !== 'open') return shut(c, door);
  if (faults.length > 0) return c.html(editPage({ ...form, faults }), 422);
  const changed = await managing.change(secretOf(c), { kind: 'edit', subscriptionId: idOf(c), change });
  if (changed.as !== 'open') return shut(c, changed);
  const { outcome } = changed;
  if (outcome.became === 'misunderstood') {
    const words = 'Some of what you look for was not understood; see below what, and put it right.';
    const { messages } = outcome;
    return c.html(editPage({ ...form, messages, faults: [{ field: 'query', words }] }), 422);
  }
  if (outcome.became === 'refused')
    return c.html(editPage({ ...form, faults: [{ field: undefined, words: outcome.why }] }), 422);
  return show(c, managing, changed, { done: 'It is changed.' });
}

function secretOf(c: Context): string {
  return c.req.param('secret') ?? '';
}

function idOf(c: Context): number {
  return wholeNumber(c.req.param('id') ?? '') ?? 0;
}

function hereOf(c: Context): string {
  return `/m/${encodeURIComponent(secretOf(c))}`;
}

function upper(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
