import { z } from 'zod';
import { notRelevant } from '../../flows/not-relevant.ts';
import { EXIT } from '../exit-codes.ts';
import { grounded } from '../grounded.ts';
import { refuse } from '../ground.ts';
import { addressOf, WHO } from '../subscribers/address-option.ts';
import { procurementMeant } from '../which-procurement.ts';
import { muteWords } from './mute.ts';

const Options = z.object({
  ...WHO,
  note: z.string().trim().min(1, 'must say something').max(1000, 'is too long').optional(),
  json: z.boolean().default(false),
});

export const run = grounded({ options: Options }, async ({ given, options, ground, context }) => {
  const who = addressOf(options, context);
  if ('exit' in who) return who.exit;
  const [which, ...more] = given;
  if (which === undefined || more.length > 0)
    return refuse(context, 'say which procurement, one at a time', EXIT.usage).exit;
  const held = await procurementMeant(which, ground);
  if ('exit' in held) return held.exit;
  const wish = { procurementId: held.id, address: who.address, note: options.note };
  const done = await notRelevant(wish, ground);
  if ('refused' in done) return refuse(context, done.refused, EXIT.data).exit;
  const { mute, correction, isKnown } = done;
  if (options.json)
    context.out(
      JSON.stringify({ mute: mute.id, correction: correction.id, state: correction.state, isKnown }),
    );
  else {
    context.out(`mute ${mute.id}: ${muteWords(mute.what)}${isKnown ? ' (said before)' : ''}`);
    if (correction.state === 'waiting')
      context.out(
        `correction ${correction.id} waits for the operator: not IT; \`tenderbell corrections\` lists it`,
      );
  }
  return EXIT.done;
});
