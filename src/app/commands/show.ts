import { z } from 'zod';
import { storyOf } from '../../flows/story.ts';
import { EXIT } from '../exit-codes.ts';
import { refuse } from '../ground.ts';
import { grounded } from '../grounded.ts';
import { storyJson } from '../story-json.ts';
import { whichProcurement } from '../which-procurement.ts';

const Options = z.object({ json: z.boolean().default(false) });

export const run = grounded({ options: Options }, async ({ given, options, ground, context }) => {
  const which = given.join(' ');
  const now = context.clock.now();
  const held = await whichProcurement(which, ground.store, now);
  if (held === undefined)
    return refuse(context, `nothing here is called '${which}'; try \`tenderbell search\``, EXIT.data).exit;
  const story = await storyOf(held, ground.store);
  if (options.json) {
    context.out(JSON.stringify(storyJson(story)));
    return EXIT.done;
  }
  const { storyLines } = await import('../../present/story-lines.ts');
  for (const line of storyLines(story, now)) context.out(line);
  return EXIT.done;
});
