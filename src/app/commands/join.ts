import { z } from 'zod';
import { join, takeBack } from '../../flows/say.ts';
import { EXIT } from '../exit-codes.ts';
import { openClassifier } from '../classifier.ts';
import { grounded } from '../grounded.ts';
import { refuse } from '../ground.ts';
import { whichProcurement } from '../which-procurement.ts';
import { listWords, report } from '../words.ts';

const Options = z.object({
  undo: z.coerce.number({ error: 'must be the number of a word' }).int().optional(),
  list: z.boolean().default(false),
  json: z.boolean().default(false),
});

export const run = grounded({ options: Options }, async ({ given, options, ground, context }) => {
  const { undo, list, json } = options;
  if (list) return await listWords('join', json, ground);
  const deps = { ...ground, classify: openClassifier() };
  if (undo !== undefined) return report(await takeBack(undo, deps), json, context);
  const [first, second, ...more] = given;
  if (first === undefined || second === undefined || more.length > 0)
    return refuse(context, 'say which two procurements are one', EXIT.usage).exit;
  const now = context.clock.now();
  const [one, other] = [
    await whichProcurement(first, ground.store, now),
    await whichProcurement(second, ground.store, now),
  ];
  const stray = one === undefined ? first : other === undefined ? second : undefined;
  if (one === undefined || other === undefined)
    return refuse(context, `nothing here is called '${stray ?? ''}'; try \`tenderbell search\``, EXIT.data)
      .exit;
  return report(await join(one.id, other.id, deps), json, context);
});
