import { z } from 'zod';
import type { Says } from '../../domain/correction.ts';
import type { HeldProcurement } from '../../domain/procurement.ts';
import { correct, report, undoCorrection, type Corrected } from '../../flows/correct.ts';
import { inForce } from '../../flows/in-force.ts';
import type { SayDeps } from '../../flows/say.ts';
import { openClassifier } from '../classifier.ts';
import { printCorrected } from '../corrections/print-corrected.ts';
import { saysCategories } from '../corrections/says-option.ts';
import { EXIT } from '../exit-codes.ts';
import { refuse } from '../ground.ts';
import { grounded } from '../grounded.ts';
import { procurementMeant } from '../which-procurement.ts';

const words = z.string().trim().min(1, 'must say something').max(1000, 'is too long');
const Options = z.object({
  notIt: z.boolean().default(false),
  category: z.string().optional(),
  undo: z.boolean().default(false),
  note: words.optional(),
  from: words.optional(),
  json: z.boolean().default(false),
});
type Wish = z.output<typeof Options>;

export const run = grounded({ options: Options }, async ({ given, options, ground, context }) => {
  const wish = wishOf(given, options);
  if ('wrong' in wish) return refuse(context, wish.wrong, EXIT.usage).exit;
  const held = await procurementMeant(wish.which, ground);
  if ('exit' in held) return held.exit;
  const deps = { ...ground, classify: openClassifier() };
  const { says } = wish;
  const done = says === undefined ? await takeBackLast(held, deps) : await say(held, says, { options, deps });
  return printCorrected(done, options.json, context);
});

/** Which procurement is meant, and what it is; undefined to take back what was said of it. */
function wishOf(
  given: readonly string[],
  { notIt, category, undo, note, from }: Wish,
): { readonly which: string; readonly says: Says | undefined } | { readonly wrong: string } {
  const [which, ...more] = given;
  if (which === undefined || more.length > 0) return { wrong: 'say which procurement, one at a time' };
  if ([notIt, category !== undefined, undo].filter(Boolean).length !== 1)
    return { wrong: 'say one of --not-it, --category and --undo' };
  if (undo)
    return note === undefined && from === undefined
      ? { which, says: undefined }
      : { wrong: '--undo stands alone: nothing else is said' };
  const says: Says | { readonly wrong: string } =
    category === undefined ? { it: false } : saysCategories(category);
  return 'wrong' in says ? says : { which, says };
}

/** What a subscriber told the operator waits; what the operator says holds. */
async function say(
  { id }: HeldProcurement,
  says: Says,
  { options, deps }: { readonly options: Wish; readonly deps: SayDeps },
): Promise<Corrected> {
  const { from, note } = options;
  const saying = { procurementId: id, says, note };
  return from === undefined
    ? await correct(saying, deps)
    : await report(saying, await whoIs(from, deps), deps);
}

/** A subscriber's number, where the operator writes the mail address of one. */
async function whoIs(from: string, { store }: SayDeps): Promise<number | string> {
  const known = (await store.subscriptions.list()).map(({ subscriber }) => subscriber);
  const meant = from.toLowerCase();
  const found = known.find(
    ({ address }) => address.channel === 'email' && address.email.toLowerCase() === meant,
  );
  return found?.id ?? from;
}

async function takeBackLast({ id, view }: HeldProcurement, deps: SayDeps): Promise<Corrected> {
  const last = inForce(await deps.store.corrections.holding()).of(view.notices);
  return last === undefined ? { refused: `nobody corrected #${id}` } : await undoCorrection(last.id, deps);
}
