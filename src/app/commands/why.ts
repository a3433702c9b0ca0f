import { z } from 'zod';
import { noticeKey } from '../../domain/keys.ts';
import { isPortalId, type PortalId } from '../../domain/portal.ts';
import type { View } from '../../domain/procurement.ts';
import type { Subscription } from '../../domain/subscription.ts';
import type { Why } from '../../domain/why.ts';
import { whyNotHeld } from '../../flows/why-not-held.ts';
import { why } from '../../flows/why.ts';
import { describeQuery } from '../../match/describe.ts';
import { parseQuery } from '../../match/parse.ts';
import { portalOfOcid } from '../../portals/index.ts';
import { openClassifier } from '../classifier.ts';
import type { Context } from '../context.ts';
import { slotsFor } from '../digest-slots.ts';
import { EXIT } from '../exit-codes.ts';
import { grounded } from '../grounded.ts';
import { refuse, type Ground } from '../ground.ts';

const Options = z.object({
  subscription: z.coerce.number({ error: 'says whose: the number of a subscription' }).int(),
  notice: z
    .string({ error: "says of what: a notice number, an ocid, a portal's URL, or a procurement's number" })
    .trim()
    .min(1, 'is empty'),
  json: z.boolean().default(false),
});

export const run = grounded({ options: Options }, async ({ options, ground, context }) => {
  const [subscription] = await ground.store.subscriptions.byIds([options.subscription]);
  if (subscription === undefined)
    return refuse(context, `there is no subscription ${options.subscription}`, EXIT.data).exit;
  const found = await whyOf(options.notice, subscription, ground);
  if (found === undefined)
    return refuse(
      context,
      `'${options.notice}' names no notice: give a notice number, an ocid, a portal's URL or a procurement's number`,
      EXIT.data,
    ).exit;
  await print(found, options.json, ground, context);
  return EXIT.done;
});

/** Undefined where what is written names nothing. */
async function whyOf(written: string, subscription: Subscription, ground: Ground): Promise<Why | undefined> {
  const { store, clock } = ground;
  const deps = {
    ...ground,
    slotAt: slotsFor(subscription.subscriber.timetable),
    // The model is read only where it is asked.
    reasonsOf: (view: View) => openClassifier({ isThorough: true })(view).reasons,
  };
  if (/^#?\d{1,15}$/.test(written)) {
    const held = await store.procurements.byId(Number(written.replace('#', '')));
    return held && (await why({ subscription, held, notice: undefined }, deps));
  }
  const { query } = parseQuery(written);
  if (query.kind !== 'identifier' || query.negated) return undefined;
  const { procurements } = await store.procurements.search(query, { limit: 1, now: clock.now() });
  const held = procurements[0] && (await store.procurements.byId(procurements[0].id));
  if (held === undefined) return await whyNotHeld({ subscription, ...unheld(query.key, ground) }, store);
  const notice = held.view.notices.find((one) => noticeKey(one.portal, one.noticeId) === query.key);
  return await why({ subscription, held, notice }, deps);
}

interface Unheld {
  readonly name: string;
  readonly portal: PortalId | undefined;
  readonly isOn: boolean;
}

function unheld(key: string, { config }: Ground): Unheld {
  const [kind = '', ...rest] = key.split(':');
  const [first = ''] = rest;
  const isOcid = kind === 'ocid';
  const portal = isOcid ? portalOfOcid(rest.join(':')) : isPortalId(first) ? first : undefined;
  const name = (isOcid ? rest : rest.slice(1)).join(':');
  return { name, portal, isOn: portal !== undefined && config.portals[portal].enabled };
}

async function print(found: Why, json: boolean, ground: Ground, context: Context): Promise<void> {
  const { sayWhy, whyLines } = await import('../../present/why-lines.ts');
  const { subscription } = found;
  const said = sayWhy(found, context.clock.now());
  const described = describeQuery(ground.queryOf(subscription.query));
  if (json) {
    const { id, query, cadence, state } = subscription;
    const isHeld = found.kind === 'held';
    const { portal = null, noticeId = null } = (isHeld ? found.notice : undefined) ?? {};
    context.out(
      JSON.stringify({
        subscription: { id, query, described, cadence, state },
        notice: noticeId === null ? null : { portal, noticeId },
        procurement: isHeld ? found.held.id : null,
        rules: said.rules,
        conclusion: { kind: isHeld ? found.conclusion.kind : 'not', words: said.conclusion },
      }),
    );
    return;
  }
  context.say(`subscription ${subscription.id} (${subscription.cadence}): ${described}`);
  for (const line of whyLines(said)) context.out(line);
}
