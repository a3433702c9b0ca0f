import { z } from 'zod';
import { storyOf } from '../../flows/story.ts';
import { EXIT } from '../exit-codes.ts';
import { grounded } from '../grounded.ts';
import { storyJson } from '../story-json.ts';
import { procurementMeant } from '../which-procurement.ts';

const Options = z.object({ json: z.boolean().default(false) });

export const run = grounded({ options: Options }, async ({ given, options, ground, context }) => {
  const held = await procurementMeant(given.join(' '), ground);
  if ('exit' in held) return held.exit;
  const story = await storyOf(held, ground.store);
  if (options.json) {
    context.out(JSON.stringify(storyJson(story)));
    return EXIT.done;
  }
  const { storyLines } = await import('../../present/story-lines.ts');
  for (const line of storyLines(story, context.clock.now())) context.out(line);
  return EXIT.done;
});
