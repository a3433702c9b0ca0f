import { z } from 'zod';
import { OTHERS_CALL_OFFS, type Subscriber } from '../../domain/subscription.ts';
import { frameworksSaid, sayFrameworks } from '../../flows/say-frameworks.ts';
import { EXIT } from '../exit-codes.ts';
import { grounded } from '../grounded.ts';
import { refuse } from '../ground.ts';
import { loadFrameworks } from '../load-frameworks.ts';
import { addressOf, whoWords, WHO } from '../subscribers/address-option.ts';

const Options = z.object({
  ...WHO,
  on: z
    .string()
    .transform((list) => (list.trim() === 'none' ? [] : list.split(',').map((one) => one.trim())))
    .optional(),
  others: z.enum(OTHERS_CALL_OFFS, { error: `must be one of ${OTHERS_CALL_OFFS.join(', ')}` }).optional(),
  json: z.boolean().default(false),
});

export const run = grounded({ options: Options }, async ({ options, ground, context }) => {
  const who = addressOf(options, context);
  if ('exit' in who) return who.exit;
  const { on, others, json } = options;
  if (on !== undefined || others !== undefined) {
    const deps = { store: ground.store, frameworks: loadFrameworks() };
    const done = await sayFrameworks(who.address, { on, others }, deps);
    if ('refused' in done) return refuse(context, `--on: ${done.refused}`, EXIT.data).exit;
  }
  const subscriber = await ground.store.subscriptions.subscriberAt(who.address);
  if (subscriber === undefined)
    return refuse(context, 'nobody is known at this address; --on says what it is on', EXIT.data).exit;
  context.out(json ? JSON.stringify(frameworksJson(subscriber)) : frameworksLine(subscriber));
  return EXIT.done;
});

function frameworksJson(subscriber: Subscriber): object {
  const { othersCallOffs } = subscriber;
  return { subscriberId: subscriber.id, on: frameworksSaid(subscriber) ?? null, others: othersCallOffs };
}

function frameworksLine(subscriber: Subscriber): string {
  const on = frameworksSaid(subscriber);
  const who = whoWords(subscriber.address);
  if (on === undefined) return `${who}: frameworks never stated, so every call-off is told as open`;
  const others =
    subscriber.othersCallOffs === 'tag'
      ? 'call-offs from others are told, marked as not open'
      : 'call-offs from others are left out';
  return `${who}: on ${on.length === 0 ? 'no framework' : on.join(', ')}; ${others}`;
}
