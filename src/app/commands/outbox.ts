import { z } from 'zod';
import { londonDateTime } from '../../base/london.ts';
import { DELIVERY_STATES, type DeliveryRecord, type DeliveryState } from '../../domain/delivery.ts';
import { cancelDeliveries, retryDeliveries, type Decided } from '../../flows/outbox.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { refuse, type Ground } from '../ground.ts';
import { grounded } from '../grounded.ts';

/** What somebody may want to do something about. */
const UNSETTLED: readonly DeliveryState[] = ['ready', 'leased', 'held', 'dead', 'failed'];
const USUAL_LIMIT = 50;
const ALL = 1_000_000;

const Options = z.object({
  state: z
    .string()
    .transform((text) => text.split(',').map((word) => word.trim()))
    .pipe(z.array(z.enum(DELIVERY_STATES, { error: `is a list of ${DELIVERY_STATES.join(', ')}` })))
    .optional(),
  limit: z
    .string()
    .regex(/^[1-9]\d{0,5}$/, 'must be a whole number from 1 to 999999')
    .transform(Number)
    .optional(),
  dead: z.boolean().default(false),
  held: z.boolean().default(false),
  json: z.boolean().default(false),
});
type Wish = z.output<typeof Options>;

interface Asked {
  readonly what: 'list' | 'retry' | 'cancel';
  readonly ids: readonly number[];
}

export const run = grounded({ options: Options }, async ({ given, options, ground, context }) => {
  const asked = askedFor(given, options);
  if (typeof asked === 'string') return refuse(context, asked, EXIT.usage).exit;
  if (asked.what === 'list') return await list(options, ground);
  const decide = asked.what === 'retry' ? retryDeliveries : cancelDeliveries;
  const ids = asked.ids.length > 0 ? asked.ids : await idsIn(options, ground);
  const decided = await decide(ids, ground);
  return say(decided, { what: asked.what, json: options.json, context });
});

/** What is wanted; a text says what is wrong with it. */
function askedFor([what = 'list', ...more]: readonly string[], wish: Wish): Asked | string {
  if (what !== 'list' && what !== 'retry' && what !== 'cancel')
    return `say list, retry or cancel, not '${what}'`;
  const wrong = more.find((word) => !/^[1-9]\d{0,14}$/.test(word));
  if (wrong !== undefined)
    return `'${wrong}' is not the number of a delivery; \`tenderbell outbox list\` shows them`;
  const ids = more.map(Number);
  return misfit({ what, ids }, wish) ?? { what, ids };
}

function misfit({ what, ids }: Asked, { state, limit, dead, held }: Wish): string | undefined {
  if (what !== 'list' && (state !== undefined || limit !== undefined))
    return '--state and --limit stand with outbox list';
  if (what !== 'retry' && (dead || held)) return '--dead and --held stand with outbox retry';
  if (what === 'list') return ids.length > 0 ? 'outbox list takes no numbers' : undefined;
  const isNamed = ids.length > 0;
  if (what === 'cancel') return isNamed ? undefined : 'say which: outbox cancel NUMBER...';
  if (isNamed ? dead || held : !dead && !held) return 'say which: outbox retry NUMBER..., --dead or --held';
  return undefined;
}

async function idsIn({ dead, held }: Wish, { store }: Ground): Promise<readonly number[]> {
  const states = [...(dead ? (['dead'] as const) : []), ...(held ? (['held'] as const) : [])];
  const found = await store.deliveries.list({ states, limit: ALL });
  // As they were queued: whoever has waited longest is served first.
  return found.map((one) => one.id).toReversed();
}

async function list({ state: states, limit = USUAL_LIMIT, json }: Wish, ground: Ground): Promise<ExitCode> {
  const { store, context } = ground;
  const found = await store.deliveries.list({ states: states ?? UNSETTLED, limit: limit + 1 });
  const shown = found.slice(0, limit);
  if (json) context.out(JSON.stringify(shown.map(recordJson)));
  else for (const one of shown) context.out(recordLine(one));
  if (found.length > limit) context.say(`tenderbell: the newest ${limit}; --limit shows more`);
  else if (found.length === 0) context.say('tenderbell: there is none');
  return EXIT.done;
}

/** Subscribers by number: whoever looks over a shoulder reads no addresses. */
function recordLine(one: DeliveryRecord): string {
  const { id, state, kind, subscriberId, channel, attempts, reason } = one;
  const tried = attempts === 0 ? '' : `, ${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}`;
  const arrived = one.ambiguous ? ', may have arrived' : '';
  const when = state === 'ready' ? `, due ${londonDateTime(one.dueAt)}` : '';
  const why = reason === undefined ? '' : `: ${reason}`;
  return `${id}  ${state}  ${kind}  to subscriber ${subscriberId} by ${channel}, queued ${londonDateTime(one.createdAt)}${when}${tried}${arrived}${why}`;
}

function recordJson(one: DeliveryRecord): object {
  const { id, state, kind, cadence, channel, attempts, ambiguous } = one;
  return {
    id,
    state,
    kind,
    cadence,
    channel,
    subscriber: one.subscriberId,
    attempts,
    ambiguous,
    due: new Date(one.dueAt).toISOString(),
    created: new Date(one.createdAt).toISOString(),
    done: one.doneAt === undefined ? null : new Date(one.doneAt).toISOString(),
    reason: one.reason ?? null,
  };
}

interface Saying {
  readonly what: 'retry' | 'cancel';
  readonly json: boolean;
  readonly context: Context;
}

function say(decided: readonly Decided[], { what, json, context }: Saying): ExitCode {
  const refused = decided.filter((one) => one.refused !== undefined);
  const done = decided.length - refused.length;
  if (json)
    context.out(
      JSON.stringify(
        decided.map(({ id, refused: why }) => ({ id, done: why === undefined, refused: why ?? null })),
      ),
    );
  else
    context.out(
      what === 'retry'
        ? `${done} ready to be sent; \`tenderbell dispatch --once\` sends them where nothing does`
        : `${done} cancelled`,
    );
  for (const { id, refused: why } of refused) context.say(`tenderbell: delivery ${id} ${why ?? ''}`);
  return refused.length === 0 ? EXIT.done : EXIT.data;
}
