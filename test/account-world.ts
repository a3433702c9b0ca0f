import Database from 'better-sqlite3';
import type { Hono } from 'hono';
import { changeManaged } from '../src/flows/change-managed.ts';
import { confirm, lookAt } from '../src/flows/confirm.ts';
import { foresee } from '../src/flows/foresee.ts';
import { askToJoin } from '../src/flows/join.ts';
import { leave, undoLeaving, whatEnds } from '../src/flows/leave.ts';
import { askForLink, openDoor } from '../src/flows/manage.ts';
import { parseEmail } from '../src/notify/email/parse-address.ts';
import type { Message } from '../src/domain/delivery.ts';
import { createWeb } from '../src/web/web.ts';
import { keptLog } from './fake-slack.ts';
import { openWorld, type World } from './flow-world.ts';

/** A mail that was sent: what it says, and the paths of its links. */
export interface Mailed {
  readonly message: Message;
  readonly to: string;
  /** Of its button. */
  readonly button: string;
  readonly unsubscribe: string;
  readonly manage: string;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

const FRAMEWORKS = [
  { slug: 'g-cloud', name: 'G-Cloud', family: undefined },
  { slug: 'g-cloud-14', name: 'G-Cloud 14', family: 'g-cloud' },
];

/** The real pages over a real store, with the mails in between. */
export async function openAccountWorld(
  with_: { readonly publicUrl?: string; readonly proxies?: number } = {},
) {
  const world = await openWorld();
  const publicUrl = with_.publicUrl ?? 'https://test.example';
  const deps = { ...world.deps, frameworks: FRAMEWORKS };
  const web = accountWeb({ ...world, deps }, { publicUrl, proxies: with_.proxies ?? 1 });
  const pathOf = (url: string | undefined): string => (url ?? '').replace(/^https?:\/\/[^/]+/, '');
  const request = async (
    path: string,
    init: RequestInit & { readonly from?: string } = {},
  ): Promise<Answer> => {
    const { from = '192.0.2.1', ...rest } = init;
    const headers = new Headers(rest.headers);
    headers.set('x-forwarded-for', from);
    const answer = await web.request(path, { ...rest, headers });
    return { status: answer.status, text: await answer.text(), headers: answer.headers };
  };
  return {
    ...world,
    web,
    /** Presses a form's button. */
    post: async (
      path: string,
      fields: Readonly<Record<string, string | readonly string[]>> = {},
      from?: string,
    ) => {
      const body = new URLSearchParams();
      for (const [name, value] of Object.entries(fields))
        for (const one of [value].flat()) body.append(name, one);
      return await request(path, { method: 'POST', body, ...(from === undefined ? {} : { from }) });
    },
    get: async (path: string) => await request(path),
    request,
    /** Sends all that is due, and answers it. */
    mails: async (): Promise<readonly Mailed[]> => {
      const { sent } = world.channels.email;
      const before = sent.length;
      await world.dispatch();
      return sent.slice(before).map(({ to, message }) => ({
        message,
        to: to.channel === 'email' ? to.email : '',
        button: pathOf(message.button?.url),
        unsubscribe: pathOf(message.links?.unsubscribe),
        manage: pathOf(message.links?.manage),
      }));
    },
    /** What was agreed to, as it is kept. */
    consents: () => {
      const database = new Database(world.database, { readonly: true });
      const rows = database
        .prepare('select consent_by, consent_at, consent_words, consent_form from subscription order by id')
        .all();
      database.close();
      return rows;
    },
    /** Each query with its state. */
    subscriptions: async () =>
      (await world.store.subscriptions.list()).map(({ query, state }) => [query, state]),
  };
}

export type AccountWorld = Awaited<ReturnType<typeof openAccountWorld>>;

function accountWeb(
  {
    deps,
    clock,
  }: { readonly deps: World['deps'] & { frameworks: typeof FRAMEWORKS }; readonly clock: World['clock'] },
  { publicUrl, proxies }: { readonly publicUrl: string; readonly proxies: number },
): Hono {
  const now = () => clock.now();
  return createWeb({
    probes: { live: () => true, ready: () => Promise.resolve({ ok: true, checks: {} }) },
    log: keptLog(),
    publicUrl,
    join: {
      operator: 'Bell & Co',
      proxies,
      joining: {
        parseEmail,
        foresee: async (wish) => await foresee(wish, deps),
        ask: async (wish) => await askToJoin(wish, deps),
        lookAt: async (secret) => await lookAt(secret, deps),
        confirm: async (secret) => await confirm(secret, deps),
        now,
      },
    },
    leaving: {
      whatEnds: async (secret) => await whatEnds(secret, deps),
      leave: async (secret, which) => await leave(secret, which, deps),
      undo: async (secret, id) => await undoLeaving(secret, id, deps),
    },
    managing: {
      openDoor: async (secret) => await openDoor(secret, deps),
      change: async (secret, change) => await changeManaged(secret, change, deps),
      askForLink: async (secret) => await askForLink(secret, deps),
      url: (path) => `${publicUrl}${path}`,
      now,
      frameworks: FRAMEWORKS.map(({ name }) => name),
    },
  });
}
