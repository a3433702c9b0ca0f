import { z } from 'zod';
import { londonDate } from '../../base/london.ts';
import type { Address, Mute, Muted } from '../../domain/subscription.ts';
import { mute, unmute, type MuteWish } from '../../flows/mute.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { grounded } from '../grounded.ts';
import { refuse, type Ended, type Ground } from '../ground.ts';
import { addressOf, WHO } from '../subscribers/address-option.ts';
import { procurementMeant } from '../which-procurement.ts';

const Options = z.object({
  ...WHO,
  buyer: z.string().optional(),
  term: z.string().optional(),
  procurement: z.string().optional(),
  list: z.boolean().default(false),
  undo: z
    .string()
    .regex(/^[1-9]\d{0,14}$/, 'must be the number of a mute; --list shows them')
    .transform(Number)
    .optional(),
  json: z.boolean().default(false),
});
type Wish = z.output<typeof Options>;

export const run = grounded({ options: Options }, async ({ options, ground, context }) => {
  const who = addressOf(options, context);
  if ('exit' in who) return who.exit;
  const { buyer, term, procurement, undo } = options;
  const asked = [buyer, term, procurement, undo, options.list ? true : undefined];
  if (asked.filter((one) => one !== undefined).length !== 1)
    return refuse(context, 'say one of --buyer, --term, --procurement, --list and --undo', EXIT.usage).exit;
  if (options.list) return await listMutes(who.address, options.json, ground);
  if (undo !== undefined) return await takeBack(who.address, { id: undo, json: options.json }, ground);
  const wish = await wishOf(options, ground);
  if ('exit' in wish) return wish.exit;
  const done = await mute(who.address, wish, ground);
  if ('refused' in done) return refuse(context, done.refused, EXIT.data).exit;
  if (options.json) context.out(JSON.stringify({ ...muteJson(done.mute), isKnown: done.isKnown }));
  else
    context.out(`mute ${done.mute.id}: ${muteWords(done.mute.what)}${done.isKnown ? ' (muted before)' : ''}`);
  return EXIT.done;
});

async function wishOf({ buyer, term, procurement }: Wish, ground: Ground): Promise<MuteWish | Ended> {
  if (buyer !== undefined) return { kind: 'buyer', name: buyer };
  if (term !== undefined) return { kind: 'term', term };
  const held = await procurementMeant(procurement ?? '', ground);
  return 'exit' in held ? held : { kind: 'procurement', procurementId: held.id };
}

async function listMutes(
  address: Address,
  json: boolean,
  { store, context }: Pick<Ground, 'store' | 'context'>,
): Promise<ExitCode> {
  const mutes = (await store.subscriptions.subscriberAt(address))?.mutes ?? [];
  if (json) context.out(JSON.stringify(mutes.map(muteJson)));
  else for (const { id, at, what } of mutes) context.out(`${id}  ${londonDate(at)}  ${muteWords(what)}`);
  return EXIT.done;
}

async function takeBack(
  address: Address,
  { id, json }: { readonly id: number; readonly json: boolean },
  ground: Ground,
): Promise<ExitCode> {
  const taken = await unmute(address, id, ground);
  if (taken === undefined)
    return refuse(ground.context, `this subscriber has no mute ${id}; --list shows them`, EXIT.data).exit;
  ground.context.out(
    json ? JSON.stringify(muteJson(taken)) : `mute ${id} taken back: ${muteWords(taken.what)}`,
  );
  return EXIT.done;
}

/** `the buyer 'NHS Wales'`, `the procurement 'Firewalls'`. */
export function muteWords(what: Muted): string {
  if (what.kind === 'buyer') return `the buyer '${what.name}'`;
  return what.kind === 'term' ? `the term '${what.term}'` : `the procurement '${what.title}'`;
}

function muteJson({ id, at, what }: Mute): object {
  return { id, at: new Date(at).toISOString(), ...what };
}
