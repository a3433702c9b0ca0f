import { z } from 'zod';
import { CADENCES } from '../../domain/subscription.ts';
import { follow, type FollowWish } from '../../flows/follow.ts';
import { EXIT } from '../exit-codes.ts';
import { grounded } from '../grounded.ts';
import { refuse, type Ended, type Ground } from '../ground.ts';
import { addressOf, WHO } from '../subscribers/address-option.ts';
import { knownLine, subscriptionJson, subscriptionLine } from '../subscribers/subscription-line.ts';
import { procurementMeant } from '../which-procurement.ts';
import { muteWords } from './mute.ts';

const Options = z.object({
  ...WHO,
  procurement: z.string().optional(),
  buyer: z.string().optional(),
  supplier: z.string().optional(),
  cadence: z.enum(CADENCES, { error: `must be one of ${CADENCES.join(', ')}` }).default('instant'),
  json: z.boolean().default(false),
});
type Wish = z.output<typeof Options>;

export const run = grounded({ options: Options }, async ({ options, ground, context }) => {
  const who = addressOf(options, context);
  if ('exit' in who) return who.exit;
  const { procurement, buyer, supplier, cadence } = options;
  if ([procurement, buyer, supplier].filter((one) => one !== undefined).length !== 1)
    return refuse(context, 'say one of --procurement, --buyer and --supplier', EXIT.usage).exit;
  const wish = await wishOf(options, ground);
  if ('exit' in wish) return wish.exit;
  const done = await follow({ address: who.address, cadence }, wish, ground);
  if ('refused' in done) return refuse(context, done.refused, EXIT.data).exit;
  for (const { id, what } of done.unmuted) context.say(`note: mute ${id} is taken back: ${muteWords(what)}`);
  if (done.isKnown) return refuse(context, knownLine(done.subscription), EXIT.data).exit;
  context.out(
    options.json ? JSON.stringify(subscriptionJson(done.subscription)) : subscriptionLine(done.subscription),
  );
  return EXIT.done;
});

async function wishOf({ procurement, buyer, supplier }: Wish, ground: Ground): Promise<FollowWish | Ended> {
  if (buyer !== undefined) return { kind: 'buyer', name: buyer };
  if (supplier !== undefined) return { kind: 'supplier', name: supplier };
  const held = await procurementMeant(procurement ?? '', ground);
  return 'exit' in held ? held : { kind: 'procurement', procurementId: held.id };
}
