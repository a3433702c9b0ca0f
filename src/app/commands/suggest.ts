import { text as readText } from 'node:stream/consumers';
import { z } from 'zod';
import { suggest, type Alternative, type Suggestion } from '../../flows/suggest.ts';
import { openEars } from '../ears.ts';
import { EXIT } from '../exit-codes.ts';
import { refuse } from '../ground.ts';
import { grounded } from '../grounded.ts';
import { previewJson, volumeJson } from '../preview-json.ts';

const Options = z.object({ json: z.boolean().default(false) });

export const run = grounded({ options: Options }, async ({ given, options, ground, context }) => {
  const [only] = given;
  const text = only === '-' && given.length === 1 ? await readText(process.stdin) : given.join(' ');
  const found = await suggest(text, { ...ground, ears: openEars() });
  if (found === undefined)
    return refuse(context, 'that says nothing to look for: say what you do, for whom and where', EXIT.data)
      .exit;
  if (options.json) context.out(JSON.stringify(suggestionJson(found)));
  else {
    const { suggestionLines } = await import('../../present/suggestion-lines.ts');
    for (const line of suggestionLines(found)) context.out(line);
  }
  return EXIT.done;
});

function suggestionJson({ preview, whys, departs, wider, narrower }: Suggestion): object {
  const { query, described } = preview;
  return {
    query,
    described,
    whys,
    departs: departs ?? null,
    wider: alternativeJson(wider),
    narrower: alternativeJson(narrower),
    preview: previewJson(preview),
  };
}

function alternativeJson(one: Alternative | undefined): object | null {
  if (one === undefined) return null;
  return { query: one.query, how: one.how, volume: one.volume === undefined ? null : volumeJson(one.volume) };
}
