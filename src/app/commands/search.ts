import { z } from 'zod';
import { SORTS } from '../../domain/query.ts';
import { searchProcurements, type Found, type Searched } from '../../flows/search.ts';
import type { Context } from '../context.ts';
import { EXIT } from '../exit-codes.ts';
import { refuse, type Ground } from '../ground.ts';
import { grounded } from '../grounded.ts';
import { openSearchThread } from '../searching-apart.ts';
import { hitOf } from '../summary.ts';

const whole = z.coerce.number({ error: 'must be a whole number' }).int();

const Options = z
  .object({
    limit: whole.min(0).max(1_000_000).default(20),
    offset: whole.min(0).optional(),
    after: z.string().optional(),
    sort: z.enum(SORTS, { error: `must be one of ${SORTS.join(', ')}` }).optional(),
    counts: z.boolean().default(false),
    within: z.coerce.number({ error: 'must be a number of seconds' }).positive().max(3600).optional(),
    json: z.boolean().default(false),
  })
  .refine(({ after, offset }) => after === undefined || offset === undefined, {
    path: ['offset'],
    error: 'cannot stand beside --after: both say where the page begins',
  });

export const run = grounded({ options: Options }, async ({ given, options, ground, context }) => {
  const text = given.join(' ');
  const searched = await ask(text, options, ground);
  if ('refused' in searched) return refuse(context, `--after: ${searched.refused}`, EXIT.usage).exit;
  if ('unanswered' in searched) {
    const { unansweredWords } = await import('../../present/search-words.ts');
    const exit = searched.unanswered === 'cancelled' ? EXIT.done : EXIT.later;
    return refuse(context, unansweredWords(searched), exit).exit;
  }
  await sayMessages(text, searched, context);
  await (options.json ? printJson : printLines)(searched, context);
  return EXIT.done;
});

/** Only a thread can be stopped; where nobody asks for that, the answer is there before a thread would have begun. */
async function ask(text: string, options: z.output<typeof Options>, ground: Ground): Promise<Searched> {
  const { within, json: _json, ...wish } = options;
  if (within === undefined) return await searchProcurements(text, ground, wish);
  const search = openSearchThread(ground);
  try {
    const { signal } = ground.context;
    const patient = { ...wish, withinMs: within * 1000, signal };
    return await searchProcurements(text, { store: { search }, clock: ground.clock }, patient);
  } finally {
    await search.close();
  }
}

async function sayMessages(text: string, { parsed }: Found, context: Context): Promise<void> {
  if (parsed.messages.length === 0) return;
  const { pointedAt } = await import('../../present/query-pointer.ts');
  for (const message of parsed.messages) context.say(`note: ${message.text}\n${pointedAt(text, message)}`);
}

async function printJson(found: Found, context: Context): Promise<void> {
  const { snippetOf } = await import('../../present/snippet.ts');
  const { parsed, described, total, next, counts } = found;
  const { canonical: query, sort, messages } = parsed;
  const items = found.procurements.map((one) => hitOf(one, snippetOf(parsed.query, one.view)));
  const answer = { total, query, described, sort, messages, next: next ?? null, counts, items };
  context.out(JSON.stringify(answer));
}

async function printLines(found: Found, context: Context): Promise<void> {
  const { renderHit } = await import('../../present/terminal.ts');
  const { countLines, SORT_WORDS } = await import('../../present/search-words.ts');
  const { parsed, described, total, next, counts } = found;
  context.say(`${described}, ${SORT_WORDS[parsed.sort]}: ${total.toLocaleString('en-GB')}`);
  context.say(`query: ${parsed.canonical}`);
  const canBold = process.stdout.isTTY && (context.env['NO_COLOR'] ?? '') === '';
  const shown = { query: parsed.query, now: context.clock.now(), canBold };
  for (const procurement of found.procurements) context.out(renderHit(procurement, shown));
  for (const line of counts === undefined ? [] : countLines(counts)) context.out(line);
  if (next !== undefined) context.say(`next page: --after ${next}`);
}
