import { z } from 'zod';
import { searchProcurements, type Found } from '../../flows/search.ts';
import type { Context } from '../context.ts';
import { EXIT } from '../exit-codes.ts';
import { grounded } from '../grounded.ts';
import { summaryOf } from '../summary.ts';

const Options = z.object({
  limit: z.coerce.number({ error: 'must be a whole number' }).int().min(0).max(1_000_000).default(20),
  offset: z.coerce.number({ error: 'must be a whole number' }).int().min(0).default(0),
  json: z.boolean().default(false),
});

export const run = grounded({ options: Options }, async ({ given, options, ground, context }) => {
  const found = await searchProcurements(given.join(' '), ground, options);
  for (const message of found.parsed.messages) context.say(`note: ${message.text}`);
  if (options.json) printJson(found, context);
  else await printLines(found, context);
  return EXIT.done;
});

function printJson(found: Found, context: Context): void {
  context.out(JSON.stringify({ total: found.total, items: found.procurements.map(summaryOf) }));
}

async function printLines(found: Found, context: Context): Promise<void> {
  const { renderLine } = await import('../../present/terminal.ts');
  context.say(`${found.described}: ${found.total}`);
  for (const procurement of found.procurements) context.out(renderLine(procurement, context.clock.now()));
}
