import { z } from 'zod';
import { searchNotices, type Found } from '../../flows/search.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { openGround } from '../ground.ts';
import { readOptions } from '../read-options.ts';
import { summaryOf } from '../summary.ts';

const Options = z.object({
  limit: z.coerce.number().int().min(0).max(1_000_000).default(20),
  offset: z.coerce.number().int().min(0).default(0),
  json: z.boolean().default(false),
});

export async function run(given: readonly string[], options: unknown, context: Context): Promise<ExitCode> {
  const read = readOptions(Options, options, context);
  if ('exit' in read) return read.exit;
  const ground = await openGround(context);
  if ('exit' in ground) return ground.exit;
  try {
    const found = await searchNotices(given.join(' '), ground, read.options);
    for (const message of found.parsed.messages) context.say(`note: ${message.text}`);
    if (read.options.json) printJson(found, context);
    else await printLines(found, context);
    return EXIT.done;
  } finally {
    await ground.close();
  }
}

function printJson(found: Found, context: Context): void {
  context.out(JSON.stringify({ total: found.total, items: found.procurements.map(summaryOf) }));
}

async function printLines(found: Found, context: Context): Promise<void> {
  const { renderLine } = await import('../../present/terminal.ts');
  context.say(`${found.described}: ${found.total}`);
  for (const procurement of found.procurements) context.out(renderLine(procurement, context.clock.now()));
}
