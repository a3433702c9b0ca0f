import { writeFileSync } from 'node:fs';
import { londonDateTime } from '../base/london.ts';
import type { Message } from '../domain/delivery.ts';
import type { Subscriber } from '../domain/subscription.ts';
import type { Slot } from '../flows/digest.ts';
import { digestToCome } from '../flows/digest-to-come.ts';
import { nextDigest } from '../flows/next-digest.ts';
import { parseEmail } from '../notify/email/parse-address.ts';
import { renderMail } from '../present/mail.tsx';
import { nextSlotOf } from './digest-slots.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { refuse, type Ended, type Ground } from './ground.ts';
import { dispatchDeps, tellingDeps } from './telling.ts';

export interface PreviewWish {
  readonly email: string;
  readonly cadence: Slot['cadence'] | undefined;
  /** Where to write how it would look. */
  readonly html: string | undefined;
  readonly json: boolean;
}

/** Prints what a reader's next digest would say as things stand now; changes nothing, and runs beside `serve`. */
export async function previewDigest(wish: PreviewWish, ground: Ground): Promise<ExitCode> {
  const { store, clock, context } = ground;
  const found = await readerOf(wish, ground);
  if ('exit' in found) return found.exit;
  const { subscriber, cadences, dueAt } = found;
  const now = clock.now();
  const message = await digestToCome(
    subscriber,
    cadences.map((cadence) => ({ cadence, at: now })),
    { ...dispatchDeps(ground, new Map()), ...tellingDeps(ground) },
  );
  const due = `due ${londonDateTime(dueAt)} (${cadences.join(' and ')})`;
  if (message !== undefined) return print(message, { wish, due, dueAt, ground });
  const runs = await store.runs.lastDigestSlots([subscriber.id], now);
  const last = Math.max(
    ...runs.filter((run) => cadences.some((one) => one === run.cadence)).map((run) => run.slot),
  );
  const since = Number.isFinite(last) ? last : found.since;
  if (wish.json)
    context.out(JSON.stringify({ due: iso(dueAt), subject: null, text: null, procurements: [] }));
  else context.out(`nothing new since ${londonDateTime(since)}; the next digest is ${due}`);
  return EXIT.done;
}

interface Reader {
  readonly subscriber: Subscriber;
  /** Those of the next digest. */
  readonly cadences: readonly Slot['cadence'][];
  readonly dueAt: number;
  /** Since when the first of them stands. */
  readonly since: number;
}

async function readerOf(
  { email, cadence }: PreviewWish,
  { store, clock, context }: Ground,
): Promise<Reader | Ended> {
  const parsed = parseEmail(email);
  if ('refused' in parsed) return refuse(context, `--preview: ${parsed.refused}`, EXIT.usage);
  const address = { channel: 'email', email: parsed.email } as const;
  const subscriber = await store.subscriptions.subscriberAt(address);
  const all = subscriber === undefined ? [] : await store.subscriptions.ofSubscriber(subscriber.id);
  const own = all.filter((one) => cadence === undefined || one.cadence === cadence);
  const next = subscriber && nextDigest(subscriber, own, clock.now(), nextSlotOf);
  if (subscriber !== undefined && next !== undefined) {
    const since = Math.min(...next.subscriptions.map((one) => one.stateAt));
    return { subscriber, ...next, since };
  }
  return refuse(
    context,
    `this address has no active ${cadence ?? 'daily or weekly'} subscription; \`tenderbell subscriptions\` lists them`,
    EXIT.data,
  );
}

interface Printing {
  readonly wish: PreviewWish;
  readonly due: string;
  readonly dueAt: number;
  readonly ground: Ground;
}

function print(message: Message, { wish, due, dueAt, ground }: Printing): ExitCode {
  const { context, config } = ground;
  const { subject, text, html } = renderMail(message, config.operator);
  const unwritten = wish.html === undefined ? undefined : writingFailure(wish.html, html);
  if (unwritten !== undefined) return refuse(context, `--html: ${unwritten}`, EXIT.io).exit;
  const procurements = message.items.map((item) => item.procurement.id);
  if (wish.json) context.out(JSON.stringify({ due: iso(dueAt), subject, text, procurements }));
  else context.out(`Subject: ${subject}\n\n${text}`);
  context.say(`tenderbell: as things stand now; ${due}; its links work only in the mail itself`);
  return EXIT.done;
}

/** In words; undefined where it is written. */
function writingFailure(path: string, html: string): string | undefined {
  try {
    writeFileSync(path, html);
    return undefined;
  } catch (error) {
    if (error instanceof Error && 'syscall' in error && 'code' in error)
      return `${path} cannot be written (${String(error.code)})`;
    throw error;
  }
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
