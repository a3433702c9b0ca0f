import { z } from 'zod';
import type { Subscription } from '../../domain/subscription.ts';
import { EXIT } from '../exit-codes.ts';
import { grounded } from '../grounded.ts';
import { refuse } from '../ground.ts';

const Options = z.object({
  end: z.coerce.number({ error: 'must be the number of a subscription' }).int().optional(),
  json: z.boolean().default(false),
});

export const run = grounded({ options: Options }, async ({ options, ground, context }) => {
  const { end, json } = options;
  if (end !== undefined) {
    const [found] = await ground.store.subscriptions.byIds([end]);
    if (found === undefined) return refuse(context, `there is no subscription ${end}`, EXIT.data).exit;
    const at = context.clock.now();
    await ground.store.transaction((tx) =>
      tx.subscriptions.end({ subscriptionId: end }, 'ended', 'ended by the operator', at),
    );
  }
  const all = await ground.store.subscriptions.list();
  if (json) context.out(JSON.stringify(all.map(summaryOf)));
  else for (const one of all) context.out(lineOf(one));
  return EXIT.done;
});

function summaryOf({ subscriber, createdAt, welcomedAt: _welcomedAt, ...rest }: Subscription): object {
  return {
    ...rest,
    subscriber: subscriber.address,
    subscriberId: subscriber.id,
    createdAt: new Date(createdAt).toISOString(),
  };
}

function lineOf({ id, subscriber, query, cadence, wanted, state, reason }: Subscription): string {
  const { address } = subscriber;
  const who = address.channel === 'email' ? address.email : `${address.team}/${address.id}`;
  return `${id}  ${who}  ${cadence}  ${wanted.join(',')}  ${state}${reason === undefined ? '' : ` (${reason})`}  ${query}`;
}
