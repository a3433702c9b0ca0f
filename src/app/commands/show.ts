import { z } from 'zod';
import type { ProcurementEvent } from '../../domain/event.ts';
import type { HeldProcurement } from '../../domain/procurement.ts';
import type { Reads } from '../../domain/ports.ts';
import { parseQuery } from '../../match/parse.ts';
import type { Context } from '../context.ts';
import { EXIT } from '../exit-codes.ts';
import { grounded } from '../grounded.ts';
import { refuse } from '../ground.ts';
import { summaryOf } from '../summary.ts';

const Options = z.object({ json: z.boolean().default(false) });

export const run = grounded({ options: Options }, async ({ given, options, ground, context }) => {
  const which = given.join(' ');
  const held = await find(which, ground.store, context.clock.now());
  if (held === undefined)
    return refuse(context, `nothing here is called '${which}'; try \`tenderbell search\``, EXIT.data).exit;
  const history = await ground.store.events.history(held.id);
  if (options.json) context.out(JSON.stringify({ ...summaryOf(held), ...held, history }));
  else await print(held, history, context);
  return EXIT.done;
});

async function find(which: string, store: Reads, now: number): Promise<HeldProcurement | undefined> {
  if (/^\d{1,15}$/.test(which)) return await store.procurements.byId(Number(which));
  const { query } = parseQuery(which);
  if (query.kind !== 'identifier') return undefined;
  const found = await store.procurements.search(query, { limit: 1, now });
  const id = found.procurements[0]?.id;
  return id === undefined ? undefined : await store.procurements.byId(id);
}

async function print(
  held: HeldProcurement,
  history: readonly ProcurementEvent[],
  context: Context,
): Promise<void> {
  const [{ renderLines }, { londonDateTime }] = await Promise.all([
    import('../../present/terminal.ts'),
    import('../../base/london.ts'),
  ]);
  for (const line of renderLines(held, context.clock.now())) context.out(line);
  for (const event of history) {
    const changed = event.changes.map((change) => change.field).join(', ');
    context.out(
      `event ${event.seq}  ${londonDateTime(event.published)}  ${event.kind}${changed === '' ? '' : `: ${changed}`}`,
    );
  }
}
