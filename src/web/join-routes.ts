import type { Context, Hono } from 'hono';
import { CADENCES, WANTED } from '../domain/subscription.ts';
import type { Confirmed, Offered } from '../flows/confirm.ts';
import type { Foreseen } from '../flows/foresee.ts';
import type { Asked, JoinWish } from '../flows/join.ts';
import { parseQuery } from '../match/parse.ts';
import { confirmedPage, confirmPage, deadLinkPage } from './confirm-pages.tsx';
import { among, readForm, type Form } from './form.ts';
import type { Fault } from './frame.tsx';
import {
  askedPage,
  consentWords,
  DO,
  EMPTY_FIELDS,
  JOIN_FORM,
  joinPage,
  tooManyPage,
  TRAP,
  type JoinFields,
} from './join-pages.tsx';
import { networkOf } from './network-of.ts';
import { createThrottle, type Throttle } from './throttle.ts';

/** What joining needs of the rest. */
export interface Joining {
  /** Reads one mail address, or says in a sentence why it is none. */
  parseEmail(text: string): { readonly email: string } | { readonly refused: string };
  foresee(wish: Pick<JoinFields, 'query' | 'wanted'>): Promise<Foreseen>;
  ask(wish: JoinWish): Promise<Asked>;
  /** Undefined for a link that asks nothing (any more). */
  lookAt(secret: string): Promise<Offered | undefined>;
  confirm(secret: string): Promise<Confirmed | undefined>;
  now(): number;
}

export interface JoinOptions {
  readonly joining: Joining;
  /** Who sends. */
  readonly operator: string;
  /** How many proxies of the operator's stand between people and us. */
  readonly proxies: number;
}

/** The form, and the link that confirms what it asked for. */
export function addJoining(web: Hono, options: JoinOptions): void {
  const { joining, operator } = options;
  web.get('/join', (c) => {
    const query = c.req.query('query') ?? '';
    return c.html(joinPage({ fields: { ...EMPTY_FIELDS, query }, operator, shown: joining.now() }));
  });
  const previews = createThrottle(MOST_PREVIEWS, () => joining.now());
  web.post('/join', async (c) => await answerForm(c, { ...options, previews }));
  web.get('/c/:secret', async (c) => {
    const offered = await joining.lookAt(c.req.param('secret'));
    return offered === undefined ? c.html(deadLinkPage(), 410) : c.html(confirmPage(offered, joining.now()));
  });
  web.post('/c/:secret', async (c) => {
    const confirmed = await joining.confirm(c.req.param('secret'));
    return confirmed === undefined
      ? c.html(deadLinkPage(), 410)
      : c.html(confirmedPage(confirmed, joining.now()));
  });
}

/** Walking through a month of notices takes a moment in which nobody else is served. */
const MOST_PREVIEWS = { each: 20, all: 120, perMs: 60_000 };

type Answering = JoinOptions & { readonly previews: Throttle };

async function answerForm(c: Context, options: Answering): Promise<Response> {
  const form = await readForm(c);
  const now = options.joining.now();
  const filled = {
    fields: fieldsOf(form),
    shown: shownAt(form, now) ?? now,
    isHuman: isFromHuman(form, now),
  };
  return isAsking(form) ? await ask(c, filled, options) : await showVolume(c, filled, options);
}

/** Somebody who presses the enter key and has given no address yet looks at what it brings. */
function isAsking(form: Form): boolean {
  if (form.text('instead') !== '') return false;
  return form.text('do') === DO.ask || (form.text('do') === DO.enter && form.text('email') !== '');
}

/** Nobody reads the form and fills it in sooner, milliseconds. */
const SOONEST = 2000;

/** Whoever sends no instant, or one that cannot be, may have an old page or another program: a person all the same. */
function isFromHuman(form: Form, now: number): boolean {
  const shown = shownAt(form, now);
  return form.text(TRAP) === '' && (shown === undefined || now - shown >= SOONEST);
}

function shownAt(form: Form, now: number): number | undefined {
  const text = form.text('shown');
  const at = /^\d{1,15}$/.test(text) ? Number(text) : undefined;
  return at === undefined || at > now ? undefined : at;
}

function fieldsOf(form: Form): JoinFields {
  const [cadence = EMPTY_FIELDS.cadence] = among(CADENCES, form.all('cadence'));
  return {
    email: form.text('email').slice(0, 320),
    query: form.text('instead') || form.text('query'),
    cadence,
    wanted: among(WANTED, form.all('wanted')),
  };
}

function faultsOf({ query, wanted }: JoinFields): readonly Fault[] {
  return [
    ...(query === '' ? [{ field: 'query', words: 'Say what you look for.' }] : []),
    ...(wanted.length === 0 ? [{ field: 'wanted', words: 'Choose at least one thing to hear of.' }] : []),
  ];
}

interface Filled {
  readonly fields: JoinFields;
  /** When the form was first seen: what is shown again is no new form. */
  readonly shown: number;
  readonly isHuman: boolean;
}

async function showVolume(c: Context, { fields, shown }: Filled, options: Answering): Promise<Response> {
  const { joining, operator, proxies, previews } = options;
  const faults = faultsOf(fields);
  if (faults.length > 0) return c.html(joinPage({ fields, operator, faults, shown }), 422);
  if (!previews.takes(networkOf(c, proxies))) return c.html(tooManyPage(), 429);
  const foreseen = await joining.foresee(fields);
  return c.html(joinPage({ fields, operator, foreseen, messages: foreseen.messages, shown }));
}

async function ask(
  c: Context,
  { fields, shown, isHuman }: Filled,
  { joining, operator, proxies }: JoinOptions,
): Promise<Response> {
  const { messages } = parseQuery(fields.query);
  const address = joining.parseEmail(fields.email);
  const faults = [
    ...faultsOf(fields),
    ...(messages.length > 0 ? [NOT_UNDERSTOOD] : []),
    ...('refused' in address ? [{ field: 'email', words: `${upper(address.refused)}.` }] : []),
  ];
  if (faults.length > 0 || 'refused' in address)
    return c.html(joinPage({ fields, operator, faults, messages, shown }), 422);
  // A program that learns that it was found out is made better.
  if (!isHuman) return c.html(askedPage());
  const { query, cadence, wanted } = fields;
  const asked = await joining.ask({
    email: address.email,
    query,
    cadence,
    wanted,
    words: consentWords(operator),
    form: JOIN_FORM,
    source: networkOf(c, proxies),
  });
  return asked.became === 'too-many' ? c.html(tooManyPage(), 429) : c.html(askedPage());
}

const NOT_UNDERSTOOD: Fault = {
  field: 'query',
  words: 'Some of what you look for was not understood; see below what, and put it right.',
};

function upper(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
