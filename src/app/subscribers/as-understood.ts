import { parseQuery } from '../../match/parse.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { refuse } from '../ground.ts';

/**
 * Refuses a query that was not understood whole, and says how it would be: whoever saves it hears of it for months, and may not
 * have read the remarks. Undefined where there is nothing to remark.
 */
export async function refusedUnlessUnderstood(
  written: string,
  context: Context,
): Promise<ExitCode | undefined> {
  const { messages, canonical } = parseQuery(written);
  if (messages.length === 0) return undefined;
  const { pointedAt } = await import('../../present/query-pointer.ts');
  for (const message of messages) context.say(`note: ${message.text}\n${pointedAt(written, message)}`);
  const wrong = `nothing is saved; the query would be understood as: ${canonical} (--as-understood takes it so)`;
  return refuse(context, wrong, EXIT.data).exit;
}
