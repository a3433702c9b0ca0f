import { z } from 'zod';
import { split, takeBack } from '../../flows/say.ts';
import { EXIT } from '../exit-codes.ts';
import { openClassifier } from '../classifier.ts';
import { grounded } from '../grounded.ts';
import { refuse } from '../ground.ts';
import { whichNotices, whichProcurement } from '../which-procurement.ts';
import { listWords, report } from '../words.ts';

const Options = z.object({
  undo: z.coerce.number({ error: 'must be the number of a word' }).int().optional(),
  list: z.boolean().default(false),
  json: z.boolean().default(false),
});

export const run = grounded({ options: Options }, async ({ given, options, ground, context }) => {
  const { undo, list, json } = options;
  if (list) return await listWords('split', json, ground);
  const deps = { ...ground, classify: openClassifier() };
  if (undo !== undefined) return report(await takeBack(undo, deps), json, context);
  const [which, ...notices] = given;
  if (which === undefined || notices.length === 0)
    return refuse(context, 'say which procurement, and which of its notices are another', EXIT.usage).exit;
  const held = await whichProcurement(which, ground.store, context.clock.now());
  if (held === undefined)
    return refuse(context, `nothing here is called '${which}'; try \`tenderbell search\``, EXIT.data).exit;
  const stray = notices.find((written) => whichNotices(written, held).length === 0);
  if (stray !== undefined)
    return refuse(
      context,
      `'${stray}' is no notice of #${held.id}; \`tenderbell show ${held.id}\` lists them`,
      EXIT.data,
    ).exit;
  const names = notices.flatMap((written) => whichNotices(written, held));
  return report(await split(held.id, names, deps), json, context);
});
