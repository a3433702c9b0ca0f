import { z } from 'zod';
import { preview } from '../../flows/preview.ts';
import { parseQuery } from '../../match/parse.ts';
import type { Subscription } from '../../domain/subscription.ts';
import { EXIT } from '../exit-codes.ts';
import { grounded } from '../grounded.ts';
import { refuse, type Ended, type Ground } from '../ground.ts';
import { previewJson } from '../preview-json.ts';

const Options = z.object({
  subscription: z.coerce.number({ error: 'must be the number of a subscription' }).int().optional(),
  json: z.boolean().default(false),
});

export const run = grounded({ options: Options }, async ({ given, options, ground, context }) => {
  const text = given.join(' ');
  const by = await asker(options.subscription, text, ground);
  if (by !== undefined && 'exit' in by) return by.exit;
  const { query, messages } = parseQuery(by?.query ?? text);
  for (const message of messages) context.say(`note: ${message.text}`);
  const found = await preview({ query, by }, ground);
  if (options.json) context.out(JSON.stringify(previewJson(found)));
  else {
    const { previewLines } = await import('../../present/preview-lines.ts');
    for (const line of [found.described, found.query, ...previewLines(found)]) context.out(line);
  }
  return EXIT.done;
});

/** The subscription that is meant; undefined where a query was written. */
async function asker(
  id: number | undefined,
  text: string,
  { store, context }: Ground,
): Promise<Subscription | undefined | Ended> {
  if ((id === undefined) === (text.trim() === ''))
    return refuse(context, 'preview takes a query, or --subscription and its number', EXIT.usage);
  if (id === undefined) return undefined;
  const [found] = await store.subscriptions.byIds([id]);
  return found ?? refuse(context, `there is no subscription ${id}`, EXIT.data);
}
